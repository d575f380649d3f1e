// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/restart.h"

#include "daemons/update/state.h"
#include "daemons/update/test_host.h"

#include <gmock/gmock.h>
#include <sstream>

namespace pedell::update
{
namespace
{

using namespace std::chrono_literals;
using testing::HasSubstr;

core::Time at(const char* text)
{
    std::istringstream in(text);
    core::Time time;
    in >> std::chrono::parse("%Y-%m-%d %H:%M", time);
    EXPECT_FALSE(in.fail()) << text;
    return time;
}

TEST(RestartTime, IsTheSchoolsOwn)
{
    core::Machine machine; // 02:00-05:00, Europe/Berlin
    EXPECT_EQ(restart_time(machine, at("2026-11-24 12:00")), at("2026-11-25 01:00"));
    EXPECT_EQ(restart_time(machine, at("2026-07-01 12:00")), at("2026-07-02 00:00")) << "summer time";
    EXPECT_EQ(restart_time(machine, at("2026-11-25 02:30")), at("2026-11-25 02:30")) << "within the window";
    // 28 March 2027: 02:00 is 03:00. 25 October 2026: 02:00 comes twice.
    EXPECT_EQ(restart_time(machine, at("2027-03-27 12:00")), at("2027-03-28 01:00"));
    EXPECT_EQ(restart_time(machine, at("2026-10-24 12:00")), at("2026-10-25 00:00"));
    machine.time_zone = "Mars/Olympus";
    EXPECT_EQ(restart_time(machine, at("2026-11-24 12:00")), at("2026-11-25 02:00")) << "as UTC";
}

TEST(Restart, WaitsForATimerOfSystemd)
{
    TestHost test;
    ASSERT_TRUE(State(test.host).make_folders());
    ASSERT_TRUE(schedule_restart(test.host, "0.2", at("2026-11-25 01:00"), false));
    EXPECT_EQ(test.asked.at(0), "systemctl stop pedell-update-restart.timer");
    EXPECT_EQ(test.asked.at(1), "systemd-run --quiet --on-calendar=2026-11-25 01:00:00 UTC "
                                "--timer-property=AccuracySec=1s --unit=pedell-update-restart.service");
    EXPECT_EQ(State(test.host).waiting()->restart, at("2026-11-25 01:00"));

    cancel_restart(test.host);
    EXPECT_FALSE(State(test.host).waiting());
}

TEST(Restart, ComesAfterTheCopy)
{
    TestHost test;
    ASSERT_TRUE(State(test.host).make_folders());
    ASSERT_TRUE(State(test.host).note_waiting({"0.2", test.now, ""}));
    ASSERT_TRUE(restart_now(test.host));
    EXPECT_EQ(test.asked.back(), "systemctl --no-block reboot");
}

TEST(Restart, DoesNotComeWithoutTheCopy)
{
    TestHost test;
    ASSERT_TRUE(State(test.host).make_folders());
    ASSERT_TRUE(State(test.host).note_waiting({"0.2", test.now, ""}));
    test.put(setup_done);
    test.answer("samba-tool", "", 1);

    EXPECT_FALSE(restart_now(test.host));
    EXPECT_FALSE(test.was_asked("reboot"));
    EXPECT_THAT(State(test.host).waiting()->fault, HasSubstr("copy before the restart"));
    EXPECT_THAT(test.text(status_file), HasSubstr("copy before the restart"));
}

TEST(Restart, IsNoneWithoutAVersionThatWaits)
{
    TestHost test;
    ASSERT_TRUE(State(test.host).make_folders());
    EXPECT_FALSE(restart_now(test.host));
    EXPECT_FALSE(test.was_asked("reboot"));
}

} // namespace
} // namespace pedell::update
