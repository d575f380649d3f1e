// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/encoding.h"

#include <cstdint>
#include <format>
#include <optional>

namespace pedell::directory
{
namespace
{

std::string hex(std::string_view lead, char byte)
{
    return std::format("{}{:02x}", lead, static_cast<unsigned>(static_cast<unsigned char>(byte)));
}

/// Takes one code point from the front; nothing where the bytes are no UTF-8 (RFC 3629).
std::optional<char32_t> take_code_point(std::string_view& text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if ((lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || text.size() < length)
        return std::nullopt;

    char32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0U) != 0x80)
            return std::nullopt;

        point = (point << 6U) | (next & 0x3FU);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    if (overlong || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
        return std::nullopt;

    text.remove_prefix(length);
    return point;
}

void append_utf16le(std::string& out, char32_t unit)
{
    out += static_cast<char>(unit & 0xFFU);
    out += static_cast<char>((unit >> 8U) & 0xFFU);
}

} // namespace

std::string filter_value(std::string_view value)
{
    std::string out;
    for (const char c : value) {
        const bool special = c == '(' || c == ')' || c == '*' || c == '\\' || c == '\0';
        out += special ? hex("\\", c) : std::string(1, c);
    }
    return out;
}

std::string rdn(std::string_view type, std::string_view value)
{
    std::string out = std::string(type) + '=';
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        const bool edge_blank = c == ' ' && (i == 0 || i + 1 == value.size());
        const bool special = std::string_view("\",+;<>\\=").contains(c) || (c == '#' && i == 0) ||
                             edge_blank || static_cast<unsigned char>(c) < 0x20;
        out += special ? hex("\\", c) : std::string(1, c);
    }
    return out;
}

base::Result<std::string> unicode_password(std::string_view utf8)
{
    std::string out;
    append_utf16le(out, '"');
    while (!utf8.empty()) {
        const auto point = take_code_point(utf8);
        if (!point)
            return base::fail(base::Errc::malformed, "the password is no UTF-8");

        if (*point < 0x10000) {
            append_utf16le(out, *point);
        } else {
            append_utf16le(out, 0xD800U + ((*point - 0x10000U) >> 10U));
            append_utf16le(out, 0xDC00U + ((*point - 0x10000U) & 0x3FFU));
        }
    }
    append_utf16le(out, '"');
    return out;
}

std::string group_name(std::string_view name)
{
    std::string out(name);
    for (char& c : out) {
        if (std::string_view("\"/\\[]:;|=,+*?<>@").contains(c) || static_cast<unsigned char>(c) < 0x20)
            c = '_';
    }
    return out;
}

} // namespace pedell::directory
