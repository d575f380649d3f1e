// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/people.h"

#include <string>
#include <string_view>

namespace pedell::cli
{

/// A time as people type it, in the time zone of the appliance: "2026-07-31" (its beginning), "2026-07-31
/// 13:00", or from now on "+90m", "+4h", "+3d", "+2w". Errors: malformed, with these examples.
[[nodiscard]] base::Result<core::Time> parse_time(std::string_view text, core::Time now);

/// The beginning of a day, in the time zone of the appliance. Where a change to summer time takes midnight
/// away: the first second that there is.
[[nodiscard]] core::Time begin_of(std::chrono::year_month_day day);

/// The day of a time, in the time zone of the appliance.
[[nodiscard]] std::chrono::year_month_day day_of(core::Time time);

/// When a consent ends: "school-year" (with the school year that runs now; `school_year_ends` is its last
/// day), "18:2015-06-17" (with the 18th birthday of who was born then; the birthday itself is not kept), or a
/// time as parse_time reads it. Errors: malformed; also where that day has passed.
[[nodiscard]] base::Result<core::Time> parse_expiry(std::string_view text, core::Time now,
                                                    std::chrono::month_day school_year_ends);

/// "2026-07-31 13:00", in the time zone of the appliance.
[[nodiscard]] std::string show_time(core::Time time);

} // namespace pedell::cli
