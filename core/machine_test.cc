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

} // namespace
} // namespace pedell::core
