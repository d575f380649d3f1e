// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/time_text.h"

#include <gtest/gtest.h>

namespace pedell::cli
{
namespace
{

constexpr core::Time now{std::chrono::seconds{1'790'000'000}};

TEST(TimeText, ReadsSpansFromNowOn)
{
    using namespace std::chrono_literals;
    EXPECT_EQ(parse_time("+90m", now).value(), now + 90min);
    EXPECT_EQ(parse_time("+4h", now).value(), now + 4h);
    EXPECT_EQ(parse_time("+3d", now).value(), now + 72h);
    EXPECT_EQ(parse_time("+2w", now).value(), now + 336h);
}

TEST(TimeText, ShowsWhatItRead)
{
    EXPECT_EQ(show_time(parse_time("2026-07-31", now).value()), "2026-07-31 00:00");
    EXPECT_EQ(show_time(parse_time("2026-12-24 13:05", now).value()), "2026-12-24 13:05");
}

TEST(TimeText, RefusesWhatIsNoTime)
{
    for (const char* text : {"", "tomorrow", "31.07.2026", "2026-02-31", "2026-07-31 25:00", "+", "+d", "+0d",
                             "+3x", "+3d ", "+99999999d", "2026-07-31 13:00 "}) {
        SCOPED_TRACE(text);
        const auto time = parse_time(text, now);
        ASSERT_FALSE(time);
        EXPECT_EQ(time.error().code, base::Errc::malformed);
    }
}

} // namespace
} // namespace pedell::cli
