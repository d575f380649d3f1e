// SPDX-License-Identifier: GPL-3.0-or-later
#include "bystanders.h"
#include "live_session.h"
#include "shell.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <iostream>

namespace pedell::appliance
{
namespace
{

using namespace std::chrono_literals;
using Clock = LiveSession::Clock;

/// "From the command's return at most 5 s until the last live session is gone, while 50 others notice
/// nothing."
class Deadline : public testing::Test
{
protected:
    const Person& pupil_ = school().pupil_of(school().first_class(), 5);

    void TearDown() override
    {
        (void)in_appliance("rm -f /srv/pedell/people/*/home/offen.txt");
    }

    /// The ways to lose the access. Each returns the moment from which the five seconds count.
    Clock::time_point lose(int way)
    {
        switch (way % 3) {
        case 0:
            must("pedell person lock " + pupil_.login + " --reason Probe");
            return Clock::now();
        case 1:
            must("pedell consent revoke " + pupil_.login + " use");
            return Clock::now();
        default:
            break;
        }
        // A date that passes by itself, to the second.
        const auto end = std::chrono::ceil<std::chrono::seconds>(Clock::now() + 2s);
        leaves(std::to_string(end.time_since_epoch().count()));
        return end;
    }
    void regain(int way)
    {
        if (way % 3 == 0)
            must("pedell person unlock " + pupil_.login);
        else if (way % 3 == 1)
            must("pedell consent record " + pupil_.login + " use --form Probe");
        else
            leaves("null");
    }
    void leaves(const std::string& when)
    {
        must("curl -sSf --unix-socket /run/pedell/api.sock -X PATCH -H 'Content-Type: application/json' -d "
             "'{\"leaves\":" +
             when + "}' http://pedell/v1/people/" + pupil_.login);
    }

    void measure(int times)
    {
        const Bystanders others(50);
        ASSERT_TRUE(happens(120s, [&] { return others.ready(); }));
        std::vector<std::int64_t> milliseconds;
        for (int n = 0; n < times; ++n) {
            LiveSession live(pupil_);
            ASSERT_TRUE(live.open()) << "round " << n;
            const Finally back([&] { regain(n); });

            const auto from = lose(n);
            const auto gone = live.gone(from + 5s);

            ASSERT_TRUE(gone) << "round " << n << ": still alive after 5 s";
            milliseconds.push_back(
                std::chrono::duration_cast<std::chrono::milliseconds>(*gone - from).count());
            ASSERT_EQ(others.complaint(), "") << "round " << n;
        }
        const int before = others.rounds();
        EXPECT_TRUE(happens(10s, [&] { return others.rounds() > before; })) << others.complaint();
        EXPECT_EQ(others.complaint(), "");

        std::ranges::sort(milliseconds);
        std::cout << "until the last session was gone, ms:";
        for (const auto one : milliseconds)
            std::cout << ' ' << one;
        std::cout << '\n';
    }
};

TEST_F(Deadline, LocksRevocationsAndDatesEndEverythingAndNobodyElseNotices)
{
    measure(3);
}

using LongDeadline = Deadline;

TEST_F(LongDeadline, HoldsTwentyTimes)
{
    measure(20);
}

TEST_F(Deadline, ADatePassesWhilePedelldIsRestarted)
{
    LiveSession live(pupil_);
    ASSERT_TRUE(live.open());
    const Finally back([&] { regain(2); });
    const auto end = lose(2);
    must("systemctl kill -s KILL pedelld && systemctl reset-failed pedelld; systemctl start pedelld");

    EXPECT_TRUE(live.gone(end + 5s));
}

} // namespace
} // namespace pedell::appliance
