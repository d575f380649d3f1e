// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pedell::core
{

namespace
{

using std::chrono::minutes;
using std::chrono::weekday;

constexpr std::array<std::pair<std::string_view, unsigned>, 11> day_names{{{"so", 0},
                                                                           {"su", 0},
                                                                           {"mo", 1},
                                                                           {"di", 2},
                                                                           {"tu", 2},
                                                                           {"mi", 3},
                                                                           {"we", 3},
                                                                           {"do", 4},
                                                                           {"th", 4},
                                                                           {"fr", 5},
                                                                           {"sa", 6}}};

std::optional<weekday> day_from(std::string_view text)
{
    if (text.size() != 2)
        return std::nullopt;

    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    const auto* const found =
        std::ranges::find(day_names, lower, &std::pair<std::string_view, unsigned>::first);
    return found == day_names.end() ? std::nullopt : std::optional(weekday{found->second});
}

std::optional<int> two_digits(std::string_view text)
{
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != 2 || !std::ranges::all_of(text, digit))
        return std::nullopt;
    return (text[0] - '0') * 10 + (text[1] - '0');
}

std::optional<minutes> time_from(std::string_view text)
{
    if (text.size() != 5 || text[2] != ':')
        return std::nullopt;

    const auto hour = two_digits(text.substr(0, 2));
    const auto minute = two_digits(text.substr(3));
    if (!hour || !minute || *hour > 23 || *minute > 59)
        return std::nullopt;
    return minutes{*hour * 60 + *minute};
}

std::optional<std::vector<weekday>> days_from(std::string_view text)
{
    std::vector<weekday> days;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const auto day = day_from(text.substr(begin, end - begin));
        if (!day || std::ranges::contains(days, *day))
            return std::nullopt;

        days.push_back(*day);
        begin = end + 1;
    }
    return days;
}

} // namespace

std::optional<RestartWindow> restart_window_from(std::string_view text)
{
    RestartWindow window;
    if (const auto blank = text.find(' '); blank != std::string_view::npos) {
        auto days = days_from(text.substr(0, blank));
        if (!days)
            return std::nullopt;

        window.days = std::move(*days);
        text.remove_prefix(blank + 1);
    }
    if (text.size() != 11 || text[5] != '-')
        return std::nullopt;

    const auto from = time_from(text.substr(0, 5));
    const auto to = time_from(text.substr(6));
    if (!from || !to || *from == *to)
        return std::nullopt;

    window.from = *from;
    window.to = *to;
    return window;
}

std::chrono::local_seconds next_restart(const RestartWindow& window, std::chrono::local_seconds now)
{
    using namespace std::chrono_literals;
    constexpr minutes least_left = 10min;
    const minutes length = window.to > window.from ? window.to - window.from : window.to + 24h - window.from;
    const auto soon = std::chrono::ceil<minutes>(now);
    const auto today = std::chrono::floor<std::chrono::days>(now);

    // From yesterday's window, which may reach into today, to the same day of the next week.
    for (std::chrono::days day{-1}; day <= std::chrono::days{8}; ++day) {
        const auto begin = today + day + window.from;
        const bool named = window.days.empty() || std::ranges::contains(window.days, weekday{today + day});
        if (named && soon + least_left <= begin + length)
            return std::max<std::chrono::local_seconds>(begin, soon);
    }
    return soon; // never: every window has a day within a week
}

} // namespace pedell::core
