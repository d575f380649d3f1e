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

/// "2026-07-31 13:00", in the time zone of the appliance.
[[nodiscard]] std::string show_time(core::Time time);

} // namespace pedell::cli
