// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/test_register.h"

namespace pedell::registry
{
namespace
{

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Dovecot's own queries (etc/dovecot/dovecot.conf), with a clock that the test holds.
class ViewsTest : public RegisterTest
{
protected:
    Person anna = reg.add_person(pupil("Anna", "Roth"), now).value();

    [[nodiscard]] bool lets_in(const std::string& user, const std::string& ad, core::Time time)
    {
        return !ask("SELECT user FROM gate WHERE user = '" + user + "' AND ad = '" + ad +
                    "' AND place = 'in_school' AND ok = 1 AND (until IS NULL OR until > " +
                    std::to_string(time.time_since_epoch().count()) + ")")
                    .empty();
    }
};

TEST_F(ViewsTest, LetsInOnlyWithAProvenPasswordAndAccessToMail)
{
    EXPECT_TRUE(lets_in("anna.roth", "ok", now));
    for (const char* ad : {"expired", "locked", ""}) {
        SCOPED_TRACE(ad);
        EXPECT_FALSE(lets_in("anna.roth", ad, now));
    }
    EXPECT_FALSE(lets_in("nobody", "ok", now));

    ASSERT_OK(reg.lock(anna.login, {{now, std::nullopt}, "", "system"}, now));
    EXPECT_FALSE(lets_in("anna.roth", "ok", now));
}

TEST_F(ViewsTest, LetsInWhoCannotLogOnUnlessAOneTimePasswordWaits)
{
    const ModuleSetting closed{
        {core::Service::logon, core::ModuleScope::person, false}, "anna.roth", {}, "x"};
    ASSERT_OK(reg.set_module(closed, now));
    EXPECT_TRUE(lets_in("anna.roth", "expired", now)) << "the account in Active Directory is locked";
    EXPECT_TRUE(lets_in("anna.roth", "ok", now)) << "it is not locked yet";
    EXPECT_FALSE(lets_in("anna.roth", "locked", now));

    ASSERT_OK(reg.set_one_time(anna.id, true));
    EXPECT_FALSE(lets_in("anna.roth", "expired", now));
    ASSERT_OK(reg.set_one_time(anna.id, false));
    EXPECT_TRUE(lets_in("anna.roth", "expired", now));

    ASSERT_OK(reg.lock(anna.login, {{now, std::nullopt}, "", "system"}, now));
    EXPECT_FALSE(lets_in("anna.roth", "expired", now));
}

TEST_F(ViewsTest, LetsInByWhereTheClientIs)
{
    const auto at_home = [&](const char* ad) {
        return ask(
            std::string("SELECT ok || substr(reason, 1, 13) FROM gate WHERE user = 'anna.roth' AND ad = '") +
            ad + "' AND place = 'from_home'");
    };
    EXPECT_TRUE(lets_in("anna.roth", "ok", now));
    EXPECT_THAT(at_home("ok"), ElementsAre("0Von zu Hause "));
}

TEST_F(ViewsTest, GivesEveryStateItsTextAndCode)
{
    const auto answer = [&](const std::string& ad) {
        return ask(
            "SELECT substr(reason, 1, 8) || '|' || code FROM gate WHERE user = 'anna.roth' AND ad = '" + ad +
            "' AND place = 'in_school'");
    };
    EXPECT_THAT(answer("ok"), ElementsAre("Gesperrt|authz_fail"));
    EXPECT_THAT(answer("expired"), ElementsAre("Neues Pa|pass_expired"));
    EXPECT_THAT(answer("locked"), ElementsAre("Gesperrt|authz_fail"));
}

TEST_F(ViewsTest, HoldsTheTimeAtWhichAnAnswerEnds)
{
    Register::PersonChange change;
    change.leaves = std::optional{now + std::chrono::hours{1}};
    ASSERT_OK(reg.change_person(anna.login, change, now));
    EXPECT_TRUE(lets_in("anna.roth", "ok", now));
    EXPECT_FALSE(lets_in("anna.roth", "ok", now + std::chrono::hours{1}));
}

TEST_F(ViewsTest, FindsAMailboxByLoginAndByEachAddress)
{
    for (const char* user : {"anna.roth", "anna.roth@waldschule.test"}) {
        SCOPED_TRACE(user);
        EXPECT_THAT(
            ask("SELECT login || '|' || uid || '|' || gid || '|' || home FROM mailbox WHERE user = '" +
                std::string{user} + "'"),
            ElementsAre("anna.roth|200001|299999|/srv/pedell/people/1"));
    }
    erase("anna.roth");
    EXPECT_THAT(ask("SELECT user FROM mailbox UNION SELECT user FROM gate"), IsEmpty());
}

} // namespace
} // namespace pedell::registry
