// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/projector.h"

#include "daemons/pedelld/test_desk.h"

#include <gmock/gmock.h>

namespace pedell::pedelld
{
namespace
{

using namespace std::chrono_literals;
using testing::Contains;
using testing::SizeIs;

class ProjectorTest : public testing::Test
{
protected:
    /// Background work as long as something is due now.
    void work()
    {
        while (true) {
            const auto next = test.projector->work(20);
            ASSERT_TRUE(next);
            if (!*next || **next > test.steady)
                return;
        }
    }
    [[nodiscard]] std::size_t pending()
    {
        return test.reg.pending().value().size();
    }

    TestDesk test;
};

TEST_F(ProjectorTest, GivesTheAccountItsPasswordWhenActiveDirectoryComes)
{
    test.accounts.away = true;
    const auto anna = test.add("Anna", "Müller");
    EXPECT_EQ(anna.at("pending").as_array(), (boost::json::array{"directory"}));

    test.accounts.away = false;
    test.steady += 2s;
    work();

    EXPECT_EQ(test.accounts.people.at(1).password, anna.at("password").as_string());
    EXPECT_EQ(pending(), 0U);
}

TEST_F(ProjectorTest, TellsWhoseToldPasswordWasLostOverARestart)
{
    test.accounts.away = true;
    test.add("Anna", "Müller");
    test.restart();
    EXPECT_EQ(test.projector->condition().without_password, 0U);

    test.accounts.away = false;
    ASSERT_TRUE(test.projector->heal());
    work();
    EXPECT_EQ(test.projector->condition().without_password, 1U);

    EXPECT_EQ(test.call("POST", "/v1/people/anna.mueller/reset-password", R"({"identity":"known"})").status,
              200U);
    EXPECT_EQ(test.projector->condition().without_password, 0U);
}

TEST_F(ProjectorTest, FinishesAfterARestartWhatWasLeft)
{
    test.add("Anna", "Müller");
    test.hand.failing = "cut-sessions";
    const auto locked = test.call("POST", "/v1/people/anna.mueller/lock", R"({"reason":"x"})");
    EXPECT_EQ(locked.body.at("pending").as_array(), (boost::json::array{"sessions"}));

    test.hand.failing.reset();
    test.restart();
    ASSERT_TRUE(test.projector->heal());
    work();

    EXPECT_EQ(test.hand.count("cut-sessions anna.mueller"), 1U);
    EXPECT_EQ(pending(), 0U);
}

TEST_F(ProjectorTest, WaitsLongerAfterEachFailureWhileTheRestGoesOn)
{
    test.hand.failing = "make-folder person 1 ";
    test.add("Anna", "Müller");
    EXPECT_EQ(test.add("Ben", "Fuchs").at("pending").as_array(), boost::json::array());
    EXPECT_EQ(pending(), 1U);

    for (const auto pause : {1s, 2s, 4s, 8s, 16s}) {
        SCOPED_TRACE(pause.count());
        const auto next = test.projector->work(20).value();
        ASSERT_EQ(next, test.steady + pause);
        test.steady = *next;
    }
    for (int i = 0; i < 20; ++i)
        test.steady = test.projector->work(20).value().value();
    EXPECT_EQ(test.projector->work(20).value(), test.steady + 5min);

    test.hand.failing.reset();
    test.steady += 5min;
    work();
    EXPECT_EQ(pending(), 0U);
}

TEST_F(ProjectorTest, CutsOnlyWhereAnAccessWasLost)
{
    test.call("POST", "/v1/classes", R"({"name":"5a"})");
    test.call(
        "POST", "/v1/people",
        R"({"role":"pupil","given":"Anna","surname":"Wolf","consents":[{"purpose":"use","channel":"in_school"}]})");
    test.call("PUT", "/v1/classes/5a/members/anna.wolf");
    EXPECT_EQ(test.hand.count("cut-sessions"), 0U);

    test.restart();
    ASSERT_TRUE(test.projector->heal());
    work();
    EXPECT_EQ(test.hand.count("cut-sessions"), 0U)
        << "a pupil without mail keeps the files open over a restart";

    test.call("DELETE", "/v1/people/anna.wolf/consents/use");
    EXPECT_EQ(test.hand.count("cut-sessions"), 1U);

    test.restart();
    ASSERT_TRUE(test.projector->heal());
    work();
    EXPECT_EQ(test.hand.count("cut-sessions"), 2U) << "who is locked altogether is cut again, for safety";
}

TEST_F(ProjectorTest, CutsWhoIsLockedBeforeTheAccountWasFinished)
{
    test.accounts.away = true; // the account may have been made, and only its groups have failed
    test.add("Anna", "Müller");
    EXPECT_EQ(test.hand.count("cut-sessions"), 0U);

    test.call("POST", "/v1/people/anna.mueller/lock", R"({"reason":"x"})");

    EXPECT_EQ(test.hand.count("cut-sessions anna.mueller"), 1U);
}

TEST_F(ProjectorTest, FindsNoDriftWhereNobodyLogsOnButHasMail)
{
    test.call("POST", "/v1/people", R"({"role":"device","surname":"Kopierer"})");
    test.call("POST", "/v1/people", R"({"role":"guardian","given":"Eva","surname":"Wolf"})");
    ASSERT_EQ(test.accounts.people.size(), 2U);
    EXPECT_FALSE(test.accounts.people.at(1).account.enabled) << "opens a PC";
    EXPECT_FALSE(test.accounts.people.at(2).must_change) << "nobody could change it";

    const auto drift = test.projector->measure_drift();

    ASSERT_TRUE(drift);
    EXPECT_EQ(drift->missing, 0U);
    EXPECT_EQ(drift->wrong_state, 0U);
}

TEST_F(ProjectorTest, OpensTheAccountToWhomMayLogOnInSchool)
{
    test.call(
        "POST", "/v1/people",
        R"({"role":"pupil","given":"Anna","surname":"Wolf","consents":[{"purpose":"use","channel":"in_school"}]})");
    EXPECT_TRUE(test.accounts.people.at(1).account.enabled) << "from home is no matter of the account";

    ASSERT_TRUE(test.reg.set_module(
        {{core::Service::logon, core::ModuleScope::person, false}, "anna.wolf", {}, "system"},
        core::Time{std::chrono::seconds{test.now}}));
    work();
    EXPECT_FALSE(test.accounts.people.at(1).account.enabled);
    EXPECT_EQ(test.projector->measure_drift().value().wrong_state, 0U);
}

TEST_F(ProjectorTest, HealsInPiecesAndInstallsTheTablesWithTheFirst)
{
    for (const char* name : {"A", "B", "C", "D", "E"})
        test.add(name, "Wolf");
    ASSERT_EQ(test.projector->heal().value(), 6U);
    test.hand.asked.clear();

    EXPECT_EQ(test.projector->work(2).value(), test.steady);

    EXPECT_EQ(test.hand.count("make-folder"), 2U);
    EXPECT_EQ(test.hand.count("install-tables"), 1U);
    EXPECT_EQ(pending(), 3U);
    work();
    EXPECT_EQ(pending(), 0U);
}

TEST_F(ProjectorTest, KeepsAnErasedPersonUntilEverythingIsGone)
{
    test.add("Anna", "Müller");
    test.hand.failing = "erase-folder";

    const auto removed = test.call("DELETE", "/v1/people/anna.mueller");
    EXPECT_EQ(removed.body.at("pending").as_array(), (boost::json::array{"folder"}));
    EXPECT_TRUE(test.call("GET", "/v1/people/anna.mueller").body.at("erasing").as_bool());
    EXPECT_EQ(test.call("POST", "/v1/people/anna.mueller/reset-password").status, 409U);

    test.hand.failing.reset();
    test.steady += 2s;
    work();
    EXPECT_EQ(test.call("GET", "/v1/people/anna.mueller").status, 404U);
    EXPECT_EQ(pending(), 0U);
}

TEST_F(ProjectorTest, SparesANeighbourForTheRoundAfterItKeptUsWaiting)
{
    class SlowAccounts final : public Accounts
    {
    public:
        explicit SlowAccounts(std::chrono::steady_clock::time_point& steady) : steady_(steady) {}
        base::Result<directory::Directory::PutDone> put_account(const directory::Directory::Put&) override
        {
            return wait();
        }
        base::Result<> set_password(core::PersonId, const std::string&, bool) override
        {
            return wait();
        }
        base::Result<> remove_account(core::PersonId) override
        {
            return wait();
        }
        base::Result<bool> put_group(const directory::Group&) override
        {
            return wait();
        }
        base::Result<> remove_group(std::int64_t) override
        {
            return wait();
        }
        base::Result<std::vector<directory::Directory::Found>> accounts() override
        {
            return wait();
        }
        base::Result<> ping() override
        {
            return wait();
        }
        int calls = 0;

    private:
        std::unexpected<base::Error> wait()
        {
            ++calls;
            steady_ += 20s;
            return base::fail(base::Errc::unavailable, "no answer");
        }
        std::chrono::steady_clock::time_point& steady_;
    };
    for (const char* name : {"A", "B", "C"})
        test.add(name, "Wolf");
    SlowAccounts slow(test.steady);
    Projector projector(test.reg, test.hand, slow, test.school, test.desk.clocks,
                        test.folder.path / "tables");
    ASSERT_TRUE(projector.heal());

    ASSERT_TRUE(projector.work(20));

    EXPECT_EQ(slow.calls, 1);
    EXPECT_EQ(projector.condition().directory.reachable, false);
}

TEST(Drift, CountsMissingUnknownAndWrongState)
{
    const std::vector<directory::Directory::Found> accounts{
        {core::PersonId{1}, "a", true}, {core::PersonId{2}, "b", true}, {core::PersonId{9}, "x", false}};

    const auto drift = compare({{1, true}, {2, false}, {3, true}}, accounts);

    EXPECT_EQ(drift.missing, 1U);
    EXPECT_EQ(drift.unknown, 1U);
    EXPECT_EQ(drift.wrong_state, 1U);
}

} // namespace
} // namespace pedell::pedelld
