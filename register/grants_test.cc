// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/grants.h"

#include "core/reach.h"
#include "register/tables.h"
#include "register/test_register.h"

namespace pedell::registry
{
namespace
{

using core::GrantKind;
constexpr std::int64_t mb = 1024 * 1024;
constexpr std::chrono::days day{1};

class GrantsTest : public RegisterTest
{
protected:
    const core::Limits limits = core::default_limits();
    Person anna = reg.add_person(pupil("Anna", "Müller"), now).value();
    Person carla = reg.add_person(teacher("Carla", "Koch"), now).value();

    [[nodiscard]] static NewGrant wish(const Person& person, GrantKind kind, std::int64_t value)
    {
        return {person.login, kind, value, "Projekt Wald", std::nullopt, "adm.eins"};
    }
    [[nodiscard]] static GrantDecision yes(std::chrono::seconds span = day, std::string by = "adm.zwei")
    {
        return {std::move(by), now + span, std::nullopt, {}};
    }
    RecordedGrant give(const Person& person, GrantKind kind, std::int64_t value,
                       std::chrono::seconds span = day)
    {
        const auto asked = reg.request_grant(wish(person, kind, value), limits, now);
        if (!asked)
            ADD_FAILURE() << asked.error().context;
        return value_of(reg.approve_grant(asked->number, yes(span), limits, now));
    }
};

TEST_F(GrantsTest, CountFromTheApprovalUntilTheirEndForEveryDoor)
{
    const auto asked = value_of(reg.request_grant(wish(anna, GrantKind::recipients, 80), limits, now));
    EXPECT_EQ(asked.state, GrantState::requested);
    EXPECT_TRUE(value_of(reg.grants_in_force(anna.id, now)).empty());

    const auto given = value_of(reg.approve_grant(asked.number, yes(), limits, now));

    EXPECT_EQ(given.state, GrantState::approved);
    EXPECT_EQ(given.decided_by, "adm.zwei");
    EXPECT_EQ(given.requested_by, "adm.eins");
    const core::Grant expected{GrantKind::recipients, 80, now, now + day};
    EXPECT_EQ(value_of(reg.grants_in_force(anna.id, now)), std::vector{expected});
    auto door = reader();
    const auto sender_at = [&](core::Time when) {
        return value_of(door.sender(anna.login, core::Channel::in_school, when)).value().grants;
    };
    EXPECT_EQ(sender_at(now), std::vector{expected});
    EXPECT_TRUE(sender_at(now + day).empty()); // also while pedelld sleeps
    EXPECT_EQ(value_of(door.grants_by_sam(anna.sam, now)), std::vector{expected});
    EXPECT_TRUE(value_of(door.grants_by_sam("nobody", now)).empty());
}

TEST_F(GrantsTest, EndByThemselvesAtTheirSecond)
{
    const auto given = give(anna, GrantKind::quota, 4096 * mb);
    carry_everything();
    EXPECT_EQ(value_of(reg.next_change()), now + day);

    EXPECT_TRUE(value_of(reg.refresh_access(now + day - std::chrono::seconds{1})).empty());
    EXPECT_EQ(value_of(reg.refresh_access(now + day)), std::vector{anna.id});

    EXPECT_EQ(waiting(), (std::set{Pending::Kind::person, Pending::Kind::tables}));
    const auto all = value_of(reg.grants());
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].number, given.number);
    EXPECT_EQ(all[0].state, GrantState::ended);
    EXPECT_EQ(all[0].ended_by, "");
    EXPECT_FALSE(value_of(reg.next_change()));
    EXPECT_TRUE(value_of(reg.refresh_access(now + day)).empty());
}

TEST_F(GrantsTest, AreEndedByHandAndOnlyOnce)
{
    const auto given = give(anna, GrantKind::recipients, 80);
    carry_everything();

    const auto ended = value_of(reg.end_grant(given.number, "adm.eins", now + std::chrono::hours{1}));

    EXPECT_EQ(ended.state, GrantState::ended);
    EXPECT_EQ(ended.ended_by, "adm.eins");
    EXPECT_EQ(ended.ends, now + std::chrono::hours{1});
    EXPECT_TRUE(waiting().contains(Pending::Kind::person));
    EXPECT_TRUE(value_of(reg.grants_in_force(anna.id, now + std::chrono::hours{2})).empty());
    EXPECT_CODE(reg.end_grant(given.number, "adm.eins", now), base::Errc::conflict);
    EXPECT_CODE(reg.end_grant(4711, "adm.eins", now), base::Errc::not_found);
}

TEST_F(GrantsTest, NeedASecondPairOfEyes)
{
    const auto asked = value_of(reg.request_grant(wish(carla, GrantKind::outside_mail, 0), limits, now));

    EXPECT_CODE(reg.approve_grant(asked.number, yes(day, "adm.eins"), limits, now), base::Errc::denied);
    EXPECT_CODE(reg.approve_grant(asked.number, yes(day, carla.login), limits, now), base::Errc::denied);
    EXPECT_CODE(reg.approve_grant(asked.number, yes(day, ""), limits, now), base::Errc::malformed);
    EXPECT_EQ(value_of(reg.grants())[0].state, GrantState::requested);
    EXPECT_TRUE(reg.approve_grant(asked.number, yes(day, "system"), limits, now));
    EXPECT_CODE(reg.approve_grant(asked.number, yes(), limits, now), base::Errc::conflict);
}

TEST_F(GrantsTest, AreRefusedWhereTheRulesSaySo)
{
    EXPECT_CODE(reg.request_grant(wish(anna, GrantKind::outside_mail, 0), limits, now),
                base::Errc::malformed);
    EXPECT_CODE(reg.request_grant(wish(anna, GrantKind::recipients, 50), limits, now), base::Errc::malformed);
    EXPECT_CODE(reg.request_grant(wish({}, GrantKind::recipients, 60), limits, now), base::Errc::not_found);
    auto grant = wish(anna, GrantKind::recipients, 60);
    grant.until = now;
    EXPECT_CODE(reg.request_grant(grant, limits, now), base::Errc::malformed);
    for (const std::string& reason : {std::string{}, std::string("a\nb"), std::string(301, 'x')}) {
        grant = wish(anna, GrantKind::recipients, 60);
        grant.reason = reason;
        EXPECT_CODE(reg.request_grant(grant, limits, now), base::Errc::malformed);
    }

    const auto asked = value_of(reg.request_grant(wish(anna, GrantKind::recipients, 60), limits, now));
    auto decision = yes();
    decision.value = 2000;
    EXPECT_CODE(reg.approve_grant(asked.number, decision, limits, now), base::Errc::malformed);
    EXPECT_CODE(reg.approve_grant(asked.number, yes(core::longest_grant + day), limits, now),
                base::Errc::malformed);
    const auto refused = value_of(reg.refuse_grant(asked.number, "zu viel", "adm.zwei", now));
    EXPECT_EQ(refused.state, GrantState::refused);
    EXPECT_EQ(refused.reason, "Projekt Wald / zu viel");
    EXPECT_CODE(reg.approve_grant(asked.number, yes(), limits, now), base::Errc::conflict);
}

TEST_F(GrantsTest, LastTwoWeeksWhereNobodySaysHowLong)
{
    const auto asked = value_of(reg.request_grant(wish(anna, GrantKind::recipients, 60), limits, now));

    const auto given =
        value_of(reg.approve_grant(asked.number, {"adm.zwei", std::nullopt, 70, "ok"}, limits, now));

    EXPECT_EQ(given.ends, now + core::usual_grant);
    EXPECT_EQ(given.value, 70);
    EXPECT_EQ(given.reason, "Projekt Wald / ok");
}

TEST_F(GrantsTest, TakeWhatADoorWroteDown)
{
    const DoorRequest request{"M-4711", anna.id, GrantKind::recipients, 51, now, now};
    EXPECT_CODE(reg.approve_grant(request, yes(), limits, now), base::Errc::malformed); // no reason
    EXPECT_TRUE(value_of(reg.grants()).empty());
    auto decision = yes();
    decision.reason = "Einladung";
    decision.by = anna.login; // who was refused has asked
    EXPECT_CODE(reg.approve_grant(request, decision, limits, now), base::Errc::denied);

    decision.by = "adm.zwei";
    const auto given = value_of(reg.approve_grant(request, decision, limits, now));

    EXPECT_EQ(given.request, "M-4711");
    EXPECT_EQ(given.requested_by, anna.login);
    EXPECT_EQ(value_of(reg.grants_in_force(anna.id, now)).size(), 1U);
    auto door = reader();
    EXPECT_TRUE(value_of(door.request_approved("M-4711")));
    EXPECT_FALSE(value_of(door.request_approved("M-4712")));
    EXPECT_CODE(reg.approve_grant(request, decision, limits, now), base::Errc::conflict);
    EXPECT_CODE(reg.refuse_grant(request, "", "adm.zwei", now), base::Errc::conflict);

    EXPECT_EQ(
        value_of(reg.refuse_grant({"M-4712", anna.id, GrantKind::quota, 1, now, now}, "", "adm", now)).state,
        GrantState::refused);
    EXPECT_FALSE(value_of(door.request_approved("M-4712")));
}

TEST_F(GrantsTest, OpenPostfixsSecondLockButNeverToPupils)
{
    const auto given = give(carla, GrantKind::outside_mail, 0);
    (void)give(anna, GrantKind::recipients, 80);
    const core::ReachRules closed;
    EXPECT_TRUE(
        value_of(make_tables(reg, domain, closed, now)).outside.contains("carla.koch@waldschule.test"));
    EXPECT_EQ(value_of(make_tables(reg, domain, closed, now)).outside.size(), 1U);
    EXPECT_TRUE(value_of(make_tables(reg, domain, closed, now + day)).outside.empty());

    // Whatever stands in the register: a teacher who becomes a pupil has it no longer.
    Register::PersonChange change;
    change.role = core::Role::pupil;
    ASSERT_OK(reg.change_person(carla.login, change, now));
    const RecordedConsent consent = consent_to(core::Purpose::use);
    ASSERT_OK(reg.record_consent(carla.login, consent, now));
    EXPECT_TRUE(value_of(make_tables(reg, domain, closed, now)).outside.empty());
    EXPECT_TRUE(reg.end_grant(given.number, "system", now));
}

TEST_F(GrantsTest, GoWithTheirPerson)
{
    (void)give(anna, GrantKind::recipients, 80);
    erase(anna.login);
    EXPECT_TRUE(value_of(reg.grants()).empty());
}

} // namespace
} // namespace pedell::registry
