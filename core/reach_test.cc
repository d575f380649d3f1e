// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reach.h"

#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

Sender login_of(Role role)
{
    return {PersonId{7}, role, true, {"anna.mueller@waldschule.test", "anna@waldschule.test"}};
}

const Recipient teacher{"t@waldschule.test", Role::teacher, true};
const Recipient locked{"l@waldschule.test", Role::pupil, false};
const Recipient outside{"x@elsewhere.test", std::nullopt, false};
const ReachRules everybody_outside{{all_roles.begin(), all_roles.end()}};

TEST(Reach, AcceptsOnlyOwnAddressesAsEnvelopeSender)
{
    struct Row {
        const char* address;
        Reason reason;
    };
    for (const auto& row :
         {Row{"anna.mueller@waldschule.test", Reason::none}, Row{"anna@waldschule.test", Reason::none},
          Row{"Anna@Waldschule.TEST", Reason::none}, Row{"", Reason::sender_not_own},
          Row{"anna@waldschule.tes", Reason::sender_not_own}, Row{"anna", Reason::sender_not_own},
          Row{"t@waldschule.test", Reason::sender_not_own},
          Row{" anna@waldschule.test", Reason::sender_not_own}}) {
        SCOPED_TRACE(row.address);
        EXPECT_EQ(judge_envelope_sender(login_of(Role::pupil), row.address), Verdict{row.reason});
        EXPECT_EQ(judge_envelope_sender(login_of(Role::head), row.address), Verdict{row.reason});
    }
}

TEST(Reach, GivesNobodyTheEmptySenderEvenWithAnEmptyAddressOnRecord)
{
    auto sender = login_of(Role::administrator);
    sender.addresses.emplace_back();

    EXPECT_EQ(judge_envelope_sender(sender, ""), refuse(Reason::sender_not_own));
}

TEST(Reach, LetsNobodyWriteWhoseMailIsOff)
{
    auto sender = login_of(Role::teacher);
    sender.mail_allowed = false;

    EXPECT_EQ(judge_envelope_sender(sender, "anna@waldschule.test"), refuse(Reason::no_mail));
    EXPECT_EQ(judge_header_identity(sender, {1, {"anna@waldschule.test"}, 0, {}, false}),
              refuse(Reason::no_mail));
    EXPECT_EQ(judge_recipients(sender, {teacher}, everybody_outside), refuse(Reason::no_mail));
}

TEST(Reach, AcceptsOneFromOfTheLoginAndNothingElse)
{
    const std::string own = "anna@waldschule.test";
    const std::string second = "Anna.Mueller@waldschule.test";
    const std::string other = "t@waldschule.test";
    struct Row {
        const char* label;
        HeaderIdentity header;
        Reason reason;
    };
    const std::vector<Row> table{
        {"own", {1, {own}, 0, {}, false}, Reason::none},
        {"two own mailboxes", {1, {own, second}, 0, {}, false}, Reason::none},
        {"own with own Sender", {1, {own}, 1, {second}, false}, Reason::none},
        {"another's", {1, {other}, 0, {}, false}, Reason::from_not_own},
        {"own and another's", {1, {own, other}, 0, {}, false}, Reason::from_not_own},
        {"own with another's Sender", {1, {own}, 1, {other}, false}, Reason::from_not_own},
        {"empty mailbox", {1, {""}, 0, {}, false}, Reason::from_not_own},
        {"no From", {0, {}, 0, {}, false}, Reason::from_ambiguous},
        {"no From, own Sender", {0, {}, 1, {own}, false}, Reason::from_ambiguous},
        {"From without mailbox", {1, {}, 0, {}, false}, Reason::from_ambiguous},
        {"two From", {2, {own, own}, 0, {}, false}, Reason::from_ambiguous},
        {"two From, one empty", {2, {own}, 0, {}, false}, Reason::from_ambiguous},
        {"two Sender", {1, {own}, 2, {own, own}, false}, Reason::from_ambiguous},
        {"Sender of two", {1, {own}, 1, {own, second}, false}, Reason::from_ambiguous},
        {"Sender without mailbox", {1, {own}, 1, {}, false}, Reason::from_ambiguous},
        {"mailbox without Sender field", {1, {own}, 0, {own}, false}, Reason::from_ambiguous},
        {"unreadable", {1, {own}, 0, {}, true}, Reason::from_ambiguous},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.label);
        EXPECT_EQ(name_of(judge_header_identity(login_of(Role::teacher), row.header).reason),
                  name_of(row.reason));
    }
}

TEST(Reach, KeepsPupilsInsideWhateverTheSettingsSay)
{
    for (const auto& rules : {ReachRules{}, everybody_outside}) {
        const auto pupil = login_of(Role::pupil);

        EXPECT_TRUE(judge_recipients(pupil, {teacher}, rules).passed());
        EXPECT_EQ(judge_recipients(pupil, {outside}, rules), refuse(Reason::outside_forbidden));
        EXPECT_EQ(judge_recipients(pupil, {teacher, teacher, outside}, rules),
                  refuse(Reason::outside_forbidden));
    }
}

TEST(Reach, LetsTheRolesWriteOutsideThatTheSettingsName)
{
    for (const auto role : all_roles) {
        SCOPED_TRACE(name_of(role));
        const bool may = role != Role::pupil;

        EXPECT_EQ(judge_recipients(login_of(role), {outside}, everybody_outside).passed(), may);
        EXPECT_EQ(judge_recipients(login_of(role), {outside}, ReachRules{}),
                  refuse(Reason::outside_forbidden));
    }
}

TEST(Reach, AnswersALockedMemberLikeAnUnknownAddress)
{
    const auto pupil = login_of(Role::pupil);

    EXPECT_EQ(judge_recipients(pupil, {locked}, {}), judge_recipients(pupil, {}, {}));
    EXPECT_EQ(judge_recipients(pupil, {}, {}), refuse(Reason::unknown_recipient));
    EXPECT_EQ(judge_recipients(pupil, {teacher, locked}, {}), refuse(Reason::unknown_recipient));
}

TEST(Reach, NamesTheOutsideFirstInAnyOrder)
{
    const auto pupil = login_of(Role::pupil);

    EXPECT_EQ(judge_recipients(pupil, {locked, outside}, {}), refuse(Reason::outside_forbidden));
    EXPECT_EQ(judge_recipients(pupil, {outside, locked}, {}), refuse(Reason::outside_forbidden));
}

TEST(Reach, LetsEveryRoleWriteToEveryMemberWithMail)
{
    for (const auto from : all_roles)
        for (const auto to : all_roles)
            EXPECT_TRUE(judge_recipients(login_of(from), {{"m@waldschule.test", to, true}}, {}).passed())
                << name_of(from) << " to " << name_of(to);
}

} // namespace
} // namespace pedell::core
