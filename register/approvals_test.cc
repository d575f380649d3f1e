// SPDX-License-Identifier: GPL-3.0-or-later
// Second approvals, recorded resets, and whose pupils are whose.
#include "register/test_register.h"

namespace pedell::registry
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Approvals : public testing::Test
{
protected:
    static Approval erase(const std::string& by)
    {
        return {.method = "DELETE", .target = "/v1/people/anna.mueller", .requested_by = by};
    }

    Folder folder;
    Register reg = Register::open(folder.file(), core::AccessRules{}, domain).value();
};

TEST_F(Approvals, WaitUnderTheirNumberAndAreNotedOnceOnly)
{
    EXPECT_EQ(reg.ask_approval(erase("eva.ast"), now).value(), 1);
    EXPECT_EQ(reg.ask_approval(erase("eva.ast"), now).value(), 1);
    EXPECT_EQ(reg.ask_approval(erase("ben.fuchs"), now).value(), 2);

    ASSERT_TRUE(reg.decide_approval(1, ApprovalState::approved, "ida.sand", now + std::chrono::hours{1}));

    const auto all = reg.approvals(now).value();
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_EQ(all[0].state, ApprovalState::requested);
    EXPECT_EQ(all[1].state, ApprovalState::approved);
    EXPECT_EQ(all[1].decided_by, "ida.sand");
    EXPECT_EQ(all[1].requested_by, "eva.ast");
    EXPECT_EQ(reg.decide_approval(1, ApprovalState::refused, "ida.sand", now).error().code,
              base::Errc::conflict);
    EXPECT_EQ(reg.decide_approval(7, ApprovalState::refused, "ida.sand", now).error().code,
              base::Errc::not_found);
}

TEST_F(Approvals, RunOutAfterAWeekAndCanBeAskedForAgain)
{
    ASSERT_TRUE(reg.ask_approval(erase("eva.ast"), now));
    const auto last = now + approval_days - std::chrono::seconds{1};
    EXPECT_EQ(reg.approvals(last).value()[0].state, ApprovalState::requested);

    const auto over = now + approval_days;
    EXPECT_EQ(reg.decide_approval(1, ApprovalState::approved, "ida.sand", over).error().code,
              base::Errc::conflict);
    const auto all = reg.approvals(over).value();
    EXPECT_EQ(all[0].state, ApprovalState::expired);
    EXPECT_EQ(all[0].decided, over);
    EXPECT_EQ(reg.ask_approval(erase("eva.ast"), over).value(), 2);
}

TEST_F(Approvals, KeepNoNameOfSomebodyWhoWasErased)
{
    const auto anna = reg.add_person(pupil("Anna", "Müller"), now).value();
    ASSERT_TRUE(reg.ask_approval(erase("eva.ast"), now));
    ASSERT_TRUE(reg.ask_approval(
        {.method = "POST", .target = "/v1/people/anna.mueller/role", .body = "{}", .requested_by = "eva.ast"},
        now));
    ASSERT_TRUE(reg.remove_person("anna.mueller", now));
    ASSERT_TRUE(reg.finish_person_removal(anna.id));

    const auto all = reg.approvals(now).value();
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all[0].target, "/v1/people/" + std::to_string(anna.id.value));
}

TEST_F(Approvals, OfResetsKeepWhoAskedAndHowThatWasChecked)
{
    const auto anna = reg.add_person(pupil("Anna", "Müller"), now).value();
    const auto kept = reg.record_reset(anna.id, {now, "eva.ast", "self", "known"}, true);
    ASSERT_TRUE(kept);
    const auto failed = reg.record_reset(anna.id, {now, "system", "guardian", "id_card"}, true);
    ASSERT_TRUE(reg.forget_reset(*failed));

    const auto all = reg.resets_of(anna.id).value();
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all[0].done_by, "eva.ast");
    EXPECT_EQ(all[0].asked_by, "self");
    EXPECT_EQ(all[0].identity, "known");
    EXPECT_EQ(reg.record_reset({99}, {now, "x", "self", "known"}, true).error().code, base::Errc::not_found);
}

TEST_F(Approvals, FindThePupilsOfATeacherInClassesCoursesAndGroups)
{
    ASSERT_TRUE(reg.add_class("5a", core::ClassKind::school_class, now));
    ASSERT_TRUE(reg.add_class("Chor", core::ClassKind::working_group, now));
    ASSERT_TRUE(reg.add_class("6b", core::ClassKind::school_class, now));
    const auto eva = reg.add_person(somebody(core::Role::teacher, "Eva", "Ast", {"5a", "Chor"}), now).value();
    (void)reg.add_person(somebody(core::Role::teacher, "Ben", "Fuchs", {"5a"}), now);
    const auto anna = reg.add_person(somebody(core::Role::pupil, "Anna", "A", {"5a", "Chor"}), now).value();
    const auto bert = reg.add_person(somebody(core::Role::pupil, "Bert", "B", {"Chor"}), now).value();
    (void)reg.add_person(somebody(core::Role::pupil, "Carl", "C", {"6b"}), now);
    const auto dora = reg.add_person(somebody(core::Role::pupil, "Dora", "D", {"5a"}), now).value();

    EXPECT_THAT(reg.pupils_of(eva.id).value(), ElementsAre(anna.id, bert.id, dora.id));

    ASSERT_TRUE(reg.remove_person(dora.login, now));
    ASSERT_TRUE(reg.remove_class("Chor", now));
    EXPECT_THAT(reg.pupils_of(eva.id).value(), ElementsAre(anna.id));
    ASSERT_TRUE(reg.leave("5a", eva.login, now));
    EXPECT_THAT(reg.pupils_of(eva.id).value(), IsEmpty());
}

} // namespace
} // namespace pedell::registry
