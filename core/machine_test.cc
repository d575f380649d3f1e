// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine.h"

#include <gmock/gmock.h>

namespace pedell::core
{
namespace
{

using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(RestartWindow, NamesDaysInGermanAndEnglish)
{
    const auto nightly = restart_window_from("02:00-05:30");
    ASSERT_TRUE(nightly);
    EXPECT_THAT(nightly->days, IsEmpty());
    EXPECT_EQ(nightly->from, minutes{120});
    EXPECT_EQ(nightly->to, minutes{330});

    const auto weekend = restart_window_from("Sa,So 22:00-04:00");
    ASSERT_TRUE(weekend);
    EXPECT_THAT(weekend->days, ElementsAre(std::chrono::Saturday, std::chrono::Sunday));
    EXPECT_EQ(restart_window_from("sa,SU 22:00-04:00"), weekend);
    EXPECT_EQ(restart_window_from("Di,Mi,Do 01:00-02:00"), restart_window_from("Tu,We,Th 01:00-02:00"));
}

TEST(RestartWindow, IsNothingElse)
{
    for (const char* const wrong : {"", "02:00", "2:00-5:00", "02:00-02:00", "24:00-05:00", "02:60-05:00",
                                    "02:00 - 05:00", "Sa 02:00", "Sa,Sa 02:00-05:00", "Xx 02:00-05:00",
                                    "Sa, So 02:00-05:00", " 02:00-05:00", "02:00-05:00 ", "immer"})
        EXPECT_FALSE(restart_window_from(wrong)) << wrong;
}

TEST(RestartWindow, IsWaitedFor)
{
    using namespace std::chrono;
    const auto on = [](int day, int hour, int minute, int second = 0) {
        return local_days{year{2026} / November / day} + hours{hour} + minutes{minute} + seconds{second};
    };
    // 24 November 2026 is a Tuesday.
    const struct {
        const char* window;
        local_seconds now;
        local_seconds restart;
    } cases[] = {{"02:00-05:00", on(24, 12, 0), on(25, 2, 0)},
                 {"02:00-05:00", on(24, 1, 59), on(24, 2, 0)},
                 {"02:00-05:00", on(24, 3, 10, 1), on(24, 3, 11)},
                 {"02:00-05:00", on(24, 4, 50), on(24, 4, 50)},
                 {"02:00-05:00", on(24, 4, 51), on(25, 2, 0)}, // would not be done in time
                 {"22:00-04:00", on(24, 3, 0), on(24, 3, 0)},  // yesterday's
                 {"22:00-04:00", on(24, 4, 0), on(24, 22, 0)},
                 {"Sa,So 01:00-06:00", on(24, 12, 0), on(28, 1, 0)},
                 {"Sa,So 01:00-06:00", on(29, 5, 55), on(28, 1, 0) + weeks{1}},
                 {"Mo 22:00-04:00", on(24, 2, 0), on(24, 2, 0)}, // began on Monday
                 {"Di 22:00-04:00", on(24, 2, 0), on(24, 22, 0)},
                 {"Di 01:00-02:00", on(24, 2, 0), on(24, 1, 0) + weeks{1}}};
    for (const auto& [window, now, restart] : cases)
        EXPECT_EQ(next_restart(restart_window_from(window).value(), now), restart)
            << window << " " << (now - local_days{year{2026} / November / 24}) / 1min;
}

} // namespace
} // namespace pedell::core
