// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pedell::core
{

/// Takes the first code point off a text of UTF-8 (RFC 3629). Malformed (overlong, surrogate, cut off): takes
/// one byte and returns nothing. `text` must not be empty.
[[nodiscard]] std::optional<char32_t> take_code_point(std::string_view& text) noexcept;

} // namespace pedell::core
