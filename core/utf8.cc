// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/utf8.h"

namespace pedell::core
{
namespace
{

/// How many bytes follow a first byte; nothing where it cannot be one.
std::optional<std::size_t> following(unsigned char first) noexcept
{
    if (first < 0x80)
        return 0;
    if (first >= 0xC2 && first <= 0xDF)
        return 1;
    if (first >= 0xE0 && first <= 0xEF)
        return 2;
    if (first >= 0xF0 && first <= 0xF4)
        return 3;
    return std::nullopt;
}

constexpr char32_t smallest[] = {0, 0x80, 0x800, 0x10000};

std::optional<char32_t> decode(std::string_view text, std::size_t length) noexcept
{
    constexpr unsigned char first_bits[] = {0x7F, 0x1F, 0x0F, 0x07};
    auto point = static_cast<char32_t>(static_cast<unsigned char>(text[0]) & first_bits[length]);
    for (std::size_t i = 1; i <= length; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0U) != 0x80U)
            return std::nullopt;

        point = (point << 6) | (byte & 0x3FU);
    }
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (point < smallest[length] || point > 0x10FFFF || surrogate)
        return std::nullopt;

    return point;
}

} // namespace

std::optional<char32_t> take_code_point(std::string_view& text) noexcept
{
    const auto length = following(static_cast<unsigned char>(text.front()));
    const auto point = length && text.size() > *length ? decode(text, *length) : std::optional<char32_t>{};
    text.remove_prefix(point ? *length + 1 : 1);
    return point;
}

} // namespace pedell::core
