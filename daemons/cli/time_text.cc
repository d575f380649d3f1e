// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/time_text.h"

#include "core/expiry.h"
#include "daemons/cli/text.h"

#include <charconv>
#include <ctime>
#include <optional>

namespace pedell::cli
{
namespace
{

std::optional<std::chrono::seconds> parse_span(std::string_view text)
{
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || end + 1 != text.data() + text.size() || count < 1 || count > 100'000)
        return std::nullopt;

    switch (*end) {
    case 'm':
        return std::chrono::minutes(count);
    case 'h':
        return std::chrono::hours(count);
    case 'd':
        return std::chrono::days(count);
    case 'w':
        return std::chrono::weeks(count);
    default:
        return std::nullopt;
    }
}

/// mktime(3) would take the 31st of February for the 3rd of March: then nothing was meant.
std::optional<core::Time> parse_date(const std::string& text)
{
    for (const char* format : {"%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"}) {
        std::tm fields{};
        const char* end = ::strptime(text.c_str(), format, &fields);
        if (end == nullptr || *end != '\0')
            continue;

        const int day = fields.tm_mday;
        fields.tm_isdst = -1;
        const std::time_t seconds = std::mktime(&fields);
        if (seconds == -1 || fields.tm_mday != day)
            return std::nullopt;

        return core::Time(std::chrono::seconds(seconds));
    }
    return std::nullopt;
}

} // namespace

base::Result<core::Time> parse_time(std::string_view text, core::Time now)
{
    if (text.starts_with('+')) {
        if (const auto span = parse_span(text.substr(1)))
            return now + *span;
    } else if (const auto time = parse_date(std::string(text))) {
        return *time;
    }
    return base::fail(base::Errc::malformed,
                      fill("\"{}\" is no time; like 2026-07-31, \"2026-07-31 13:00\", +4h or +3d", text));
}

core::Time begin_of(std::chrono::year_month_day day)
{
    std::tm fields{};
    fields.tm_year = static_cast<int>(day.year()) - 1900;
    fields.tm_mon = static_cast<int>(static_cast<unsigned>(day.month())) - 1;
    fields.tm_mday = static_cast<int>(static_cast<unsigned>(day.day()));
    fields.tm_isdst = -1;
    return core::Time(std::chrono::seconds(std::mktime(&fields)));
}

std::chrono::year_month_day day_of(core::Time time)
{
    const std::time_t seconds = time.time_since_epoch().count();
    std::tm fields{};
    ::localtime_r(&seconds, &fields);
    return {std::chrono::year{fields.tm_year + 1900},
            std::chrono::month{static_cast<unsigned>(fields.tm_mon) + 1},
            std::chrono::day{static_cast<unsigned>(fields.tm_mday)}};
}

base::Result<core::Time> parse_expiry(std::string_view text, core::Time now,
                                      std::chrono::month_day school_year_ends)
{
    constexpr std::string_view of_age = "18:";
    if (text == "school-year")
        return begin_of(core::after_school_year(day_of(now), school_year_ends));
    if (!text.starts_with(of_age))
        return parse_time(text, now);

    const auto birthday = core::day_from(text.substr(of_age.size()));
    if (!birthday)
        return base::fail(base::Errc::malformed, fill("\"{}\" names no birthday; like 18:2015-06-17", text));
    const core::Time end = begin_of(core::of_age(*birthday));
    if (end <= now || now < begin_of(*birthday))
        return base::fail(
            base::Errc::malformed,
            fill("\"{}\": the 18th birthday has passed, or the birthday is still to come", text));

    return end;
}

std::string show_time(core::Time time)
{
    const std::time_t seconds = time.time_since_epoch().count();
    std::tm fields{};
    if (::localtime_r(&seconds, &fields) == nullptr)
        return std::to_string(seconds);

    std::string text(16, '\0');
    text.resize(std::strftime(text.data(), text.size() + 1, "%Y-%m-%d %H:%M", &fields));
    return text;
}

} // namespace pedell::cli
