// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expiry.h"

#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

using std::chrono::year_month_day;

constexpr year_month_day day(int year, unsigned month, unsigned of_month)
{
    return {std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{of_month}};
}

constexpr std::chrono::month_day each_year(unsigned month, unsigned of_month)
{
    return {std::chrono::month{month}, std::chrono::day{of_month}};
}

TEST(Expiry, ReadsADayAsPeopleWriteIt)
{
    const struct {
        const char* text;
        std::optional<year_month_day> day;
    } cases[] = {{"2026-07-31", day(2026, 7, 31)},
                 {"31.07.2026", day(2026, 7, 31)},
                 {"1.8.2026", day(2026, 8, 1)},
                 {"2028-02-29", day(2028, 2, 29)},
                 {"2026-02-29", std::nullopt},
                 {"29.02.2026", std::nullopt},
                 {"2026-02-31", std::nullopt},
                 {"2026-13-01", std::nullopt},
                 {"2026-00-10", std::nullopt},
                 {"2026-7-31", std::nullopt},
                 {"31.07.26", std::nullopt},
                 {"31.7.", std::nullopt},
                 {"", std::nullopt},
                 {"-", std::nullopt},
                 {"..", std::nullopt},
                 {"+1.08.2026", std::nullopt},
                 {"-1.08.2026", std::nullopt},
                 {"2026-07-31 ", std::nullopt},
                 {"1899-12-31", std::nullopt},
                 {"1900-01-01", day(1900, 1, 1)},
                 {"31.07.2026.", std::nullopt},
                 {"07/31/2026", std::nullopt},
                 {"2026-07-311", std::nullopt},
                 {"99999-07-31", std::nullopt}};
    for (const auto& [text, expected] : cases) {
        SCOPED_TRACE(text);
        EXPECT_EQ(day_from(text), expected);
    }
}

TEST(Expiry, ReadsADayThatEveryYearHas)
{
    EXPECT_EQ(day_of_every_year_from("07-31"), each_year(7, 31));
    EXPECT_EQ(day_of_every_year_from("02-28"), each_year(2, 28));
    for (const char* text :
         {"", "02-29", "7-31", "07-32", "13-01", "00-10", "07.31", "07-31 ", "2026-07-31", "+7-31"}) {
        SCOPED_TRACE(text);
        EXPECT_EQ(day_of_every_year_from(text), std::nullopt);
    }
}

TEST(Expiry, EndsWithTheSchoolYearThatRunsNow)
{
    const struct {
        year_month_day today;
        std::chrono::month_day ends;
        year_month_day after;
    } cases[] = {{day(2026, 11, 24), each_year(7, 31), day(2027, 8, 1)}, // the year has turned before it ends
                 {day(2026, 12, 31), each_year(7, 31), day(2027, 8, 1)},
                 {day(2027, 1, 1), each_year(7, 31), day(2027, 8, 1)},
                 {day(2026, 7, 30), each_year(7, 31), day(2026, 8, 1)},
                 {day(2026, 7, 31), each_year(7, 31), day(2026, 8, 1)}, // still the last day
                 {day(2026, 8, 1), each_year(7, 31), day(2027, 8, 1)},
                 {day(2026, 3, 1), each_year(12, 31), day(2027, 1, 1)},
                 {day(2028, 2, 1), each_year(2, 28), day(2028, 2, 29)}, // a leap year
                 {day(2028, 2, 29), each_year(2, 28), day(2029, 3, 1)}};
    for (const auto& [today, ends, after] : cases)
        EXPECT_EQ(after_school_year(today, ends), after);
}

TEST(Expiry, EndsWithThe18thBirthday)
{
    EXPECT_EQ(of_age(day(2015, 6, 17)), day(2033, 6, 17));
    EXPECT_EQ(of_age(day(2008, 12, 31)), day(2026, 12, 31));
    EXPECT_EQ(of_age(day(2008, 2, 28)), day(2026, 2, 28));
    EXPECT_EQ(of_age(day(2008, 2, 29)), day(2026, 3, 1)) << "2026 has no 29th of February";
    EXPECT_EQ(of_age(day(2012, 3, 1)), day(2030, 3, 1));
}

} // namespace
} // namespace pedell::core
