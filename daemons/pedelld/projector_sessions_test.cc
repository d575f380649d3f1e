// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/projector.h"

#include "daemons/pedelld/test_desk.h"

#include <gmock/gmock.h>

namespace pedell::pedelld
{
namespace
{

using namespace std::chrono_literals;
using testing::ElementsAre;

class ProjectorSessions : public testing::Test
{
protected:
    /// What the hand was asked for sessions and mail since the last time.
    std::vector<std::string> asked()
    {
        std::vector<std::string> lines;
        for (const auto& line : test.hand.asked)
            if (line.contains("cut-sessions") || line.contains("-mail "))
                lines.push_back(line);
        test.hand.asked.clear();
        return lines;
    }
    void lock()
    {
        ASSERT_EQ(test.call("POST", "/v1/people/anna.mueller/lock", R"({"reason":"x"})").status, 200U);
    }
    void unlock()
    {
        ASSERT_EQ(test.call("POST", "/v1/people/anna.mueller/unlock").status, 200U);
    }
    /// Background work until the next moment lies ahead.
    std::optional<Projector::Steady> work()
    {
        std::optional<Projector::Steady> next = test.steady;
        while (next && *next <= test.steady)
            next = test.projector->work(20).value();
        return next;
    }

    static constexpr const char* cut = "cut-sessions anna.mueller logon mail home class";
    static constexpr const char* hold = "hold-mail anna.mueller@waldschule.test";
    static constexpr const char* release = "release-mail anna.mueller@waldschule.test";
    TestDesk test;
};

TEST_F(ProjectorSessions, CutsAgainAfterTwoSeconds)
{
    test.add("Anna", "Müller");
    EXPECT_THAT(asked(), ElementsAre());
    lock();
    EXPECT_THAT(asked(), ElementsAre(cut, hold));

    EXPECT_EQ(work(), test.steady + 2s);
    EXPECT_THAT(asked(), ElementsAre());
    test.steady += 2s;
    EXPECT_EQ(work(), std::nullopt);
    EXPECT_THAT(asked(), ElementsAre(cut, hold));
}

TEST_F(ProjectorSessions, TriesTheSecondCutUntilItIsDone)
{
    test.add("Anna", "Müller");
    lock();
    test.steady += 2s;
    test.hand.failing = "cut-sessions";
    EXPECT_EQ(work(), test.steady + 2s);
    asked();

    test.hand.failing.reset();
    test.steady += 2s;
    EXPECT_EQ(work(), std::nullopt);
    EXPECT_THAT(asked(), ElementsAre(cut, hold));
}

TEST_F(ProjectorSessions, LeavesAloneWhoIsUnlockedBeforeTheSecondCut)
{
    test.add("Anna", "Müller");
    lock();
    asked();
    unlock();
    EXPECT_THAT(asked(), ElementsAre(release));

    test.steady += 2s;
    EXPECT_EQ(work(), std::nullopt);
    EXPECT_THAT(asked(), ElementsAre());
}

TEST_F(ProjectorSessions, CutsMailAloneWhereMailAloneWasLost)
{
    test.add("Anna", "Müller");
    ASSERT_EQ(test.call("DELETE", "/v1/people/anna.mueller/consents/evaluation").status, 200U);
    EXPECT_THAT(asked(), ElementsAre("cut-sessions anna.mueller mail", hold));
}

TEST_F(ProjectorSessions, CutsOneShareAloneAndLeavesTheMail)
{
    test.add("Anna", "Müller");
    const auto mark = test.projector->mark().value();
    ASSERT_TRUE(test.reg.set_module({.setting = {core::Service::classes, core::ModuleScope::school, false},
                                     .whose = "",
                                     .since = test.desk.clocks.wall(),
                                     .set_by = "system"},
                                    test.desk.clocks.wall()));
    ASSERT_TRUE(test.projector->settle(mark));
    EXPECT_THAT(asked(), ElementsAre("cut-sessions anna.mueller class"));
}

TEST_F(ProjectorSessions, HoldsMailAlthoughTheCutFailed)
{
    test.add("Anna", "Müller");
    test.hand.failing = "cut-sessions";
    lock();
    EXPECT_THAT(asked(), ElementsAre(hold));
    EXPECT_EQ(test.reg.pending().value().size(), 1U);
}

TEST_F(ProjectorSessions, HoldsAfterARestartWhatCouldNotBeHeldBefore)
{
    test.add("Anna", "Müller");
    test.hand.failing = "hold-mail";
    lock();
    asked();
    test.hand.failing.reset();
    test.restart();
    ASSERT_TRUE(test.projector->heal());
    work();
    EXPECT_THAT(asked(), ElementsAre(cut, hold));
}

TEST_F(ProjectorSessions, ReleasesAfterARestartWhatCouldNotBeReleasedBefore)
{
    test.add("Anna", "Müller");
    lock();
    test.hand.failing = "release-mail";
    unlock();
    asked();
    EXPECT_EQ(test.reg.pending().value().size(), 1U);

    test.hand.failing.reset();
    test.restart();
    ASSERT_TRUE(test.projector->heal());
    work();
    EXPECT_THAT(asked(), testing::Contains(release));
    EXPECT_TRUE(test.reg.pending().value().empty());
}

TEST_F(ProjectorSessions, ReleasesOfALockOlderThanTheProgram)
{
    test.add("Anna", "Müller");
    lock();
    test.restart();
    ASSERT_TRUE(test.projector->heal());
    work();
    asked();
    unlock();
    EXPECT_THAT(asked(), ElementsAre(release));
}

TEST_F(ProjectorSessions, DropsTheMailOfAnErasedPersonAndCutsBeforeTheAccountGoes)
{
    test.add("Anna", "Müller");
    test.accounts.away = true;
    test.call("DELETE", "/v1/people/anna.mueller");
    EXPECT_THAT(asked(), ElementsAre(cut, "drop-mail anna.mueller@waldschule.test"));
}

} // namespace
} // namespace pedell::pedelld
