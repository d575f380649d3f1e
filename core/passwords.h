// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace pedell::core
{

/// What a password lacks. The school's rule: 8 characters or more, upper and lower case, digits, special
/// characters.
enum class PasswordFault : std::uint8_t { none, too_short, no_upper, no_lower, no_digit, no_special };

/// The first fault, in the order of PasswordFault. Length counts Unicode code points.
[[nodiscard]] PasswordFault check_password(std::string_view password);

/// German and English in one line each, for whoever typed it.
[[nodiscard]] std::string_view text_de(PasswordFault fault) noexcept;
[[nodiscard]] std::string_view text_en(PasswordFault fault) noexcept;

/// A one-time password that a child can copy from paper: 14 characters in groups, no look-alikes (0/O,
/// 1/l/I), all four kinds. Pure: `random` are at least 32 bytes from getrandom(2).
[[nodiscard]] std::string one_time_password(std::span<const std::uint8_t> random);

} // namespace pedell::core
