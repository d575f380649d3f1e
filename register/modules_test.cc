// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/test_register.h"

namespace pedell::registry
{
namespace
{

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ModulesTest : public RegisterTest
{
protected:
    void SetUp() override
    {
        ASSERT_OK(reg.add_class("5a", core::ClassKind::school_class, now));
        ASSERT_OK(reg.add_person(pupil("Anna", "Roth", {"5a"}), now));
        ASSERT_OK(reg.add_person(pupil("Ben", "Kern"), now));
        carry_everything();
    }
    [[nodiscard]] base::Result<bool> close(core::ModuleScope scope, const std::string& whose,
                                           bool open = false)
    {
        return reg.set_module({{core::Service::mail, scope, open}, whose, {}, "system"}, now);
    }
    /// Logins of those whose mail is open.
    [[nodiscard]] std::vector<std::string> with_mail()
    {
        return ask("SELECT p.login FROM person p JOIN access a ON a.person = p.id WHERE a.service = 'mail'"
                   " AND a.allowed = 1 ORDER BY p.login");
    }
};

TEST_F(ModulesTest, SwitchesAServiceForSchoolRoleClassAndPerson)
{
    ASSERT_OK(close(core::ModuleScope::school, ""));
    EXPECT_THAT(with_mail(), IsEmpty());
    ASSERT_OK(close(core::ModuleScope::school_class, "5A", true));
    EXPECT_THAT(with_mail(), ElementsAre("anna.roth"));
    ASSERT_OK(close(core::ModuleScope::person, "ben.kern", true));
    EXPECT_THAT(with_mail(), ElementsAre("anna.roth", "ben.kern"));
    ASSERT_OK(reg.reset_module(core::Service::mail, core::ModuleScope::school_class, "5a", now));
    EXPECT_THAT(with_mail(), ElementsAre("ben.kern"));
    ASSERT_OK(close(core::ModuleScope::role, "pupil", true));
    EXPECT_THAT(with_mail(), ElementsAre("anna.roth", "ben.kern"));
}

TEST_F(ModulesTest, CarriesOutsideOnlyWhoseAnswerChanged)
{
    ASSERT_OK(close(core::ModuleScope::school_class, "5a"));
    EXPECT_THAT(ask("SELECT subject FROM outbox WHERE kind = 'person'"), ElementsAre("1"));
}

TEST_F(ModulesTest, FollowsWhoJoinsAndLeavesAClassAndItsEnd)
{
    ASSERT_OK(close(core::ModuleScope::school_class, "5a"));
    EXPECT_THAT(with_mail(), ElementsAre("ben.kern"));
    ASSERT_OK(reg.join("5a", "ben.kern", now));
    EXPECT_THAT(with_mail(), IsEmpty());
    ASSERT_OK(reg.leave("5a", "anna.roth", now));
    EXPECT_THAT(with_mail(), ElementsAre("anna.roth"));
    ASSERT_OK(reg.remove_class("5a", now));
    EXPECT_THAT(with_mail(), ElementsAre("anna.roth", "ben.kern"));
}

TEST_F(ModulesTest, ReplacesASwitchAndListsAllWithWhoSetThem)
{
    ASSERT_OK(close(core::ModuleScope::role, "pupil"));
    ASSERT_OK(close(core::ModuleScope::role, "pupil", true));
    const auto modules = value_of(reg.modules());
    ASSERT_EQ(modules.size(), 1u);
    EXPECT_TRUE(modules[0].setting.open);
    EXPECT_EQ(modules[0].whose, "pupil");
    EXPECT_EQ(modules[0].set_by, "system");
    EXPECT_EQ(modules[0].since, now);
}

TEST_F(ModulesTest, LeavesAloneWhatIsSoAlready)
{
    EXPECT_TRUE(value_of(close(core::ModuleScope::role, "pupil")));
    carry_everything();
    EXPECT_FALSE(
        value_of(reg.set_module({{core::Service::mail, core::ModuleScope::role, false}, "pupil", {}, "other"},
                                now + std::chrono::hours{1})));
    EXPECT_EQ(value_of(reg.modules()).at(0).set_by, "system");
    EXPECT_EQ(value_of(reg.modules()).at(0).since, now);
    EXPECT_THAT(ask("SELECT subject FROM outbox"), IsEmpty());
    EXPECT_TRUE(value_of(reg.reset_module(core::Service::mail, core::ModuleScope::role, "pupil", now)));
    EXPECT_FALSE(value_of(reg.reset_module(core::Service::mail, core::ModuleScope::role, "pupil", now)));
}

TEST_F(ModulesTest, TellsThoseOfOnePersonInTheOrderOfItsFacts)
{
    ASSERT_OK(close(core::ModuleScope::school_class, "5a", true));
    ASSERT_OK(close(core::ModuleScope::school, ""));
    ASSERT_OK(close(core::ModuleScope::role, "teacher"));
    ASSERT_OK(close(core::ModuleScope::person, "ben.kern"));
    ASSERT_OK(close(core::ModuleScope::role, "pupil"));

    const auto anna = value_of(reg.person("anna.roth"));
    std::vector<std::string> whose;
    for (const auto& module : value_of(reg.modules_of(anna.id)))
        whose.push_back(module.whose);
    EXPECT_THAT(whose, ElementsAre("5a", "", "pupil"));
    std::vector<core::ModuleScope> scopes;
    for (const auto& module : value_of(reg.facts_of(anna.id)).modules)
        scopes.push_back(module.scope);
    EXPECT_THAT(scopes, ElementsAre(core::ModuleScope::school_class, core::ModuleScope::school,
                                    core::ModuleScope::role));
}

TEST_F(ModulesTest, RefusesWhomItDoesNotKnow)
{
    EXPECT_CODE(close(core::ModuleScope::role, "wizard"), base::Errc::malformed);
    EXPECT_CODE(close(core::ModuleScope::school_class, "9z"), base::Errc::not_found);
    EXPECT_CODE(close(core::ModuleScope::person, "nobody"), base::Errc::not_found);
}

TEST_F(ModulesTest, GoesWithThePerson)
{
    ASSERT_OK(close(core::ModuleScope::person, "ben.kern"));
    erase("ben.kern");
    EXPECT_THAT(value_of(reg.modules()), IsEmpty());
    EXPECT_TRUE(reg.facts_of(core::PersonId{2})->erased);
    EXPECT_CODE(reg.facts_of(core::PersonId{99}), base::Errc::not_found);
}

} // namespace
} // namespace pedell::registry
