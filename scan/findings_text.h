// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/findings.h"

#include <cstddef>
#include <string>
#include <string_view>

/// Findings as lines of fields between tabs, from a worker to the front and from there to `pedell scan`:
///
///     part KIND BODY BYTES TYPE PATH       BODY 0 or 1
///     found TRAIT DETAIL PART
///     complete                             or "incomplete"; the last line, always
namespace pedell::scan
{

inline constexpr std::size_t max_parts = 4'000;
inline constexpr std::size_t max_findings = 4'000;
inline constexpr std::size_t max_type_bytes = 255;

/// What does not fit (control characters, bytes that are no UTF-8, length) is replaced or cut; more parts or
/// findings than the bounds allow, or more text than packets.h carries, make it incomplete: nothing is
/// dropped silently.
[[nodiscard]] std::string to_text(const core::Findings& findings);

/// Strict: who wrote it may have been taken over by what it read. Errors: malformed.
[[nodiscard]] base::Result<core::Findings> read_findings(std::string_view text);

/// Fit for one field: UTF-8 without control characters, at most `most` bytes; what is none becomes "?".
[[nodiscard]] std::string as_field(std::string_view text, std::size_t most);
[[nodiscard]] bool is_field(std::string_view text, std::size_t most) noexcept;

/// Takes the text up to the separator off, and the separator; all of it where there is none.
[[nodiscard]] std::string_view take_field(std::string_view& text, char separator) noexcept;

} // namespace pedell::scan
