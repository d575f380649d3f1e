// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/console/facts.h"

#include <string>
#include <string_view>
#include <vector>

namespace pedell::console
{

inline constexpr std::size_t screen_rows = 25;
inline constexpr std::size_t screen_columns = 79; ///< the 80th would make some terminals turn over

/// At most screen_rows lines of at most screen_columns characters, German and English. What does not fit is
/// the end of the list of faults: all of it stands in FEHLER-school.txt. Pure.
[[nodiscard]] std::vector<std::string> screen(const Facts& facts);

/// The same as lines for a log: each begins with "pedell: ", the last one of a machine at work is
/// "pedell: bereit / ready". Pure.
[[nodiscard]] std::vector<std::string> plain(const Facts& facts);

/// What of `now` was not said before, in its order; with anything new the line "ready" comes again. Pure.
[[nodiscard]] std::vector<std::string> news(const std::vector<std::string>& before,
                                            const std::vector<std::string>& now);

/// "ABCD EF01 ..." in two lines of eight groups. Pure.
[[nodiscard]] std::vector<std::string> grouped(std::string_view fingerprint);

/// Lines of at most `columns` characters, broken at blanks; control characters become '?'. Pure.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

inline constexpr std::string_view ready_line = "pedell: bereit / ready";

} // namespace pedell::console
