// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grants.h"

#include "core/reach.h"

#include <gtest/gtest.h>
#include <limits>

namespace pedell::core
{
namespace
{

constexpr std::int64_t mb = 1024 * 1024;
const Time now{std::chrono::seconds{1'790'000'000}};
const Limits limits = default_limits();

Grant grant_of(GrantKind kind, std::int64_t value)
{
    return {kind, value, now, now + std::chrono::days{1}};
}

TEST(Grants, KnowTheirKindsByName)
{
    for (const auto kind : all_grant_kinds)
        EXPECT_EQ(grant_kind_from(name_of(kind)), kind);
    EXPECT_FALSE(grant_kind_from("everything"));
    EXPECT_FALSE(grant_kind_from(""));
}

TEST(Grants, AreInForceFromTheirFirstSecondToTheOneBeforeTheirEnd)
{
    const Grant grant{GrantKind::quota, 1, now, now + std::chrono::seconds{10}};

    EXPECT_FALSE(in_force(grant, now - std::chrono::seconds{1}));
    EXPECT_TRUE(in_force(grant, now));
    EXPECT_TRUE(in_force(grant, now + std::chrono::seconds{9}));
    EXPECT_FALSE(in_force(grant, now + std::chrono::seconds{10}));
}

TEST(Grants, AreGivenBetweenWhatTheRoleHasAndTheCeiling)
{
    struct Row {
        GrantKind kind;
        Role role;
        std::int64_t value;
        bool good;
    };
    for (const auto& row : {
             Row{GrantKind::upload_size, Role::pupil, 20 * mb, false},
             Row{GrantKind::upload_size, Role::pupil, 20 * mb + 1, true},
             Row{GrantKind::upload_size, Role::pupil, 1024 * 1024 * mb, true},
             Row{GrantKind::upload_size, Role::pupil, 1024 * 1024 * mb + 1, false},
             Row{GrantKind::upload_size, Role::teacher, 80 * mb, true}, // less than a file, more than a mail
             Row{GrantKind::recipients, Role::pupil, 50, false},
             Row{GrantKind::recipients, Role::pupil, 51, true},
             Row{GrantKind::recipients, Role::pupil, 1000, true},
             Row{GrantKind::recipients, Role::pupil, 1001, false},
             Row{GrantKind::quota, Role::pupil, 2048 * mb, false},
             Row{GrantKind::quota, Role::pupil, 2049 * mb, true},
             Row{GrantKind::quota, Role::pupil, -1, false},
             Row{GrantKind::outside_mail, Role::teacher, 0, true},
             Row{GrantKind::outside_mail, Role::teacher, 1, false},
             Row{GrantKind::outside_mail, Role::guardian, 0, true},
             Row{GrantKind::outside_mail, Role::pupil, 0, false},
         }) {
        SCOPED_TRACE(std::string(name_of(row.kind)) + " " + std::to_string(row.value));
        EXPECT_EQ(check_grant(row.kind, row.role, row.value, limits).has_value(), row.good);
    }
}

TEST(Grants, SayWhyNot)
{
    EXPECT_NE(check_grant(GrantKind::outside_mail, Role::pupil, 0, limits).error().find("pupils"),
              std::string::npos);
    EXPECT_NE(check_grant(GrantKind::recipients, Role::pupil, 2000, limits).error().find("1000 recipients"),
              std::string::npos);
    EXPECT_FALSE(check_grant(GrantKind::quota, Role::pupil, 5, {}));
}

TEST(Grants, EndInTheFutureAndNotTooLate)
{
    EXPECT_FALSE(check_grant_end(now, now));
    EXPECT_TRUE(check_grant_end(now + std::chrono::seconds{1}, now));
    EXPECT_TRUE(check_grant_end(now + longest_grant, now));
    EXPECT_FALSE(check_grant_end(now + longest_grant + std::chrono::seconds{1}, now));
}

TEST(Grants, RaiseLimitsAndNeverLowerThem)
{
    const auto ceilings = ceilings_of(limits);
    const RoleLimits pupil = limits.at(Role::pupil);
    const std::vector<Grant> grants{grant_of(GrantKind::upload_size, 30 * mb),
                                    grant_of(GrantKind::upload_size, 25 * mb),
                                    grant_of(GrantKind::recipients, 60), grant_of(GrantKind::quota, 1),
                                    grant_of(GrantKind::outside_mail, 0)};

    const RoleLimits raised = effective_limits(pupil, grants, ceilings);

    EXPECT_EQ(raised.file_bytes, 30 * mb);
    EXPECT_EQ(raised.mail_bytes, 30 * mb);
    EXPECT_EQ(raised.recipients_per_mail, 60);
    EXPECT_EQ(raised.quota_bytes, pupil.quota_bytes);
    EXPECT_EQ(raised.mails_per_hour, pupil.mails_per_hour);
    EXPECT_EQ(effective_limits(pupil, {}, ceilings), pupil);
}

TEST(Grants, RaiseAMailOnlyToWhatPostfixTakes)
{
    const std::vector<Grant> grants{grant_of(GrantKind::upload_size, 900 * mb)};

    const RoleLimits raised = effective_limits(limits.at(Role::pupil), grants, ceilings_of(limits));

    EXPECT_EQ(raised.file_bytes, 900 * mb);
    EXPECT_EQ(raised.mail_bytes, 100 * mb);
}

TEST(Grants, OpenTheOutsideToEverybodyButPupils)
{
    const std::vector<Grant> grants{grant_of(GrantKind::outside_mail, 0)};
    for (const auto role : all_roles) {
        SCOPED_TRACE(name_of(role));
        EXPECT_EQ(granted_outside(role, grants), role != Role::pupil);
        EXPECT_FALSE(granted_outside(role, {}));
        const Sender sender{PersonId{1}, role, true, {"a@b.test"}, grants};
        EXPECT_EQ(judge_recipients(sender, {Recipient{"x@elsewhere.test", std::nullopt, false}}, {}).passed(),
                  role != Role::pupil);
    }
}

TEST(Grants, AreWantedInWholeMegabytes)
{
    EXPECT_EQ(wanted_value(GrantKind::upload_size, 21 * mb + 1, limits), 22 * mb);
    EXPECT_EQ(wanted_value(GrantKind::upload_size, 21 * mb, limits), 21 * mb);
    EXPECT_EQ(wanted_value(GrantKind::upload_size, 100 * mb + 1, limits), 100 * mb + 1);
    EXPECT_EQ(wanted_value(GrantKind::recipients, 51, limits), 51);
    EXPECT_EQ(wanted_value(GrantKind::outside_mail, 7, limits), 0);
    EXPECT_GT(wanted_value(GrantKind::upload_size, std::numeric_limits<std::int64_t>::max(), limits), 0);
}

} // namespace
} // namespace pedell::core
