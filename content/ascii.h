// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

/// Letters, digits and blanks of ASCII whatever the locale: foreign bytes are read with these alone.
namespace pedell::content::ascii
{

[[nodiscard]] constexpr char lower(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
[[nodiscard]] constexpr bool is_letter(char c) noexcept
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}
[[nodiscard]] constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_alnum(char c) noexcept
{
    return is_letter(c) || is_digit(c);
}
[[nodiscard]] constexpr bool is_blank(char c) noexcept
{
    return c == ' ' || c == '\t';
}
/// Blank or line end.
[[nodiscard]] constexpr bool is_space(char c) noexcept
{
    return is_blank(c) || c == '\r' || c == '\n';
}
[[nodiscard]] constexpr bool is_high(char c) noexcept
{
    return (static_cast<unsigned char>(c) & 0x80U) != 0;
}
/// C0 and DEL.
[[nodiscard]] constexpr bool is_control(char c) noexcept
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}
/// Value of a hexadecimal digit of either case; -1: none.
[[nodiscard]] constexpr int hex(char c) noexcept
{
    if (is_digit(c))
        return c - '0';
    const char low = lower(c);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

[[nodiscard]] inline std::string lowered(std::string_view text)
{
    std::string low{text};
    std::ranges::transform(low, low.begin(), lower);
    return low;
}
[[nodiscard]] inline bool same(std::string_view a, std::string_view b) noexcept
{
    return std::ranges::equal(a, b, {}, lower, lower);
}
[[nodiscard]] inline bool begins(std::string_view text, std::string_view prefix) noexcept
{
    return text.size() >= prefix.size() && same(text.substr(0, prefix.size()), prefix);
}
[[nodiscard]] inline std::string_view trimmed(std::string_view text) noexcept
{
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

} // namespace pedell::content::ascii
