// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expiry.h"

#include <algorithm>
#include <charconv>

namespace pedell::core
{
namespace
{

using std::chrono::month_day;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr int first_year = 1900;
constexpr int last_year = 9999;
constexpr int of_age_years = 18;

/// A number of digits alone (from_chars would take a sign).
std::optional<unsigned> number_from(std::string_view digits, std::size_t least, std::size_t most) noexcept
{
    unsigned value = 0;
    const bool plain = digits.size() >= least && digits.size() <= most &&
                       std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (!plain)
        return std::nullopt;

    (void)std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::optional<year_month_day> existing(std::optional<unsigned> year, std::optional<unsigned> month,
                                       std::optional<unsigned> day) noexcept
{
    if (!year || !month || !day || *year < first_year || *year > last_year)
        return std::nullopt;

    const year_month_day found{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month},
                               std::chrono::day{*day}};
    return found.ok() ? std::optional{found} : std::nullopt;
}

} // namespace

std::optional<year_month_day> day_from(std::string_view text) noexcept
{
    const bool german = text.contains('.');
    const char mark = german ? '.' : '-';
    const auto first = text.find(mark);
    const auto second = first == std::string_view::npos ? first : text.find(mark, first + 1);
    if (second == std::string_view::npos)
        return std::nullopt;

    const auto head = text.substr(0, first);
    const auto middle = text.substr(first + 1, second - first - 1);
    const auto tail = text.substr(second + 1);
    if (german)
        return existing(number_from(tail, 4, 4), number_from(middle, 1, 2), number_from(head, 1, 2));

    return existing(number_from(head, 4, 4), number_from(middle, 2, 2), number_from(tail, 2, 2));
}

std::optional<month_day> day_of_every_year_from(std::string_view text) noexcept
{
    if (text.size() != 5 || text[2] != '-')
        return std::nullopt;

    constexpr unsigned without_leap_day = 2025;
    const auto found =
        existing(without_leap_day, number_from(text.substr(0, 2), 2, 2), number_from(text.substr(3), 2, 2));
    return found ? std::optional{month_day{found->month(), found->day()}} : std::nullopt;
}

year_month_day after_school_year(year_month_day today, month_day ends) noexcept
{
    const year_month_day this_year{today.year(), ends.month(), ends.day()};
    const year_month_day next_year{today.year() + std::chrono::years{1}, ends.month(), ends.day()};
    return sys_days{today <= this_year ? this_year : next_year} + std::chrono::days{1};
}

year_month_day of_age(year_month_day birthday) noexcept
{
    const year_month_day day = birthday + std::chrono::years{of_age_years};
    // Only the 29th of February can be missing; year_month_day counts on to the day after the 28th.
    return day.ok() ? day : year_month_day{sys_days{day}};
}

} // namespace pedell::core
