// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/time_text.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <optional>

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

/// The time zone of a test; what was there before comes back.
class Zone
{
public:
    explicit Zone(const char* name)
    {
        if (const char* before = std::getenv("TZ"))
            before_ = before;
        set(name);
    }
    Zone(const Zone&) = delete;
    Zone& operator=(const Zone&) = delete;
    ~Zone()
    {
        if (before_) {
            set(before_->c_str());
        } else {
            ::unsetenv("TZ");
            ::tzset();
        }
    }

private:
    static void set(const char* name)
    {
        ::setenv("TZ", name, 1);
        ::tzset();
    }
    std::optional<std::string> before_;
};

/// Germany's rule, written out, so that no file of zones is needed.
constexpr const char* germany = "CET-1CEST,M3.5.0,M10.5.0/3";
constexpr std::chrono::month_day end_of_july{std::chrono::July, std::chrono::day{31}};
constexpr std::chrono::month_day end_of_winter{std::chrono::January, std::chrono::day{31}};

core::Time utc(int year, unsigned month, unsigned day, int hour)
{
    return std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)} +
           std::chrono::hours{hour};
}

TEST(TimeText, EndsAConsentAtMidnightOfTheSchoolInSummerAndWinter)
{
    const Zone zone(germany);
    const core::Time autumn = utc(2026, 11, 24, 12);
    EXPECT_EQ(parse_expiry("school-year", autumn, end_of_july), utc(2027, 7, 31, 22)) << "summer time";
    EXPECT_EQ(parse_expiry("school-year", autumn, end_of_winter), utc(2027, 1, 31, 23)) << "winter time";
    EXPECT_EQ(parse_expiry("school-year", utc(2026, 7, 31, 21), end_of_july), utc(2026, 7, 31, 22))
        << "still its last day";
    EXPECT_EQ(parse_expiry("school-year", utc(2026, 7, 31, 22), end_of_july), utc(2027, 7, 31, 22))
        << "already the next year, though not yet in UTC";
    EXPECT_EQ(parse_expiry("18:2015-06-17", autumn, end_of_july), utc(2033, 6, 16, 22));
    EXPECT_EQ(parse_expiry("18:29.02.2012", autumn, end_of_july), utc(2030, 2, 28, 23)) << "1 March";
    EXPECT_EQ(parse_expiry("2027-01-01", autumn, end_of_july), utc(2026, 12, 31, 23));
}

TEST(TimeText, KnowsTheDaysOnWhichTheClockIsChanged)
{
    const Zone zone(germany);
    using namespace std::chrono_literals;
    EXPECT_EQ(begin_of(2027y / 3 / 28), utc(2027, 3, 27, 23));
    EXPECT_EQ(begin_of(2027y / 3 / 29), utc(2027, 3, 28, 22)) << "23 hours later";
    EXPECT_EQ(begin_of(2027y / 10 / 31), utc(2027, 10, 30, 22));
    EXPECT_EQ(begin_of(2027y / 11 / 1), utc(2027, 10, 31, 23)) << "25 hours later";
    EXPECT_EQ(day_of(utc(2026, 12, 31, 23)), 2027y / 1 / 1);
}

TEST(TimeText, RefusesAnExpiryThatHasPassedOrIsNone)
{
    for (const char* text : {"18:", "18:2015-02-29", "18:2000-01-01", "18:2099-01-01", "schoolyear", "18"}) {
        SCOPED_TRACE(text);
        EXPECT_FALSE(parse_expiry(text, now, end_of_july));
    }
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
