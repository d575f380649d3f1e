// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/bytes.h"

#include "core/utf8.h"

#include <cstring>

namespace pedell::content
{
namespace
{

char lower_letter(char letter) noexcept
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

void append_utf8(std::string& text, std::uint32_t point)
{
    const auto put = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0 | point >> 6);
        put(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        put(0xE0 | point >> 12);
        put(0x80 | (point >> 6 & 0x3F));
        put(0x80 | (point & 0x3F));
    } else {
        put(0xF0 | point >> 18);
        put(0x80 | (point >> 12 & 0x3F));
        put(0x80 | (point >> 6 & 0x3F));
        put(0x80 | (point & 0x3F));
    }
}

} // namespace

std::size_t find_bytes(std::string_view bytes, std::string_view what, std::size_t from) noexcept
{
    if (from >= bytes.size())
        return std::string_view::npos;
    const void* hit = memmem(bytes.data() + from, bytes.size() - from, what.data(), what.size());
    return hit == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(hit) - bytes.data());
}

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& letter : result)
        letter = lower_letter(letter);
    return result;
}

bool begins_like(std::string_view text, std::string_view prefix) noexcept
{
    if (text.size() < prefix.size())
        return false;
    for (std::size_t i = 0; i < prefix.size(); ++i)
        if (lower_letter(text[i]) != prefix[i])
            return false;
    return true;
}

bool contains_like(std::string_view text, std::string_view what) noexcept
{
    if (what.empty())
        return true;
    const char both[] = {
        what[0], static_cast<char>(what[0] >= 'a' && what[0] <= 'z' ? what[0] - 'a' + 'A' : what[0]), '\0'};
    for (auto at = text.find_first_of(both); at != std::string_view::npos;
         at = text.find_first_of(both, at + 1))
        if (begins_like(text.substr(at), what))
            return true;
    return false;
}

std::string utf8_from_utf16(std::string_view bytes, bool big_endian)
{
    std::string text;
    text.reserve(bytes.size() / 2 + bytes.size() / 8);
    const auto unit = [&](std::size_t at) {
        return big_endian ? big16(bytes, at) : std::uint32_t{little16(bytes, at)};
    };
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        const std::uint32_t first = unit(at);
        if (at == 0 && first == 0xFEFF)
            continue;
        const bool high = first >= 0xD800 && first < 0xDC00;
        const std::uint32_t second = high ? unit(at + 2) : 0;
        if (high && second >= 0xDC00 && second < 0xE000) {
            append_utf8(text, 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
            at += 2;
        } else {
            append_utf8(text, first >= 0xD800 && first < 0xE000 ? 0xFFFD : first);
        }
    }
    return text;
}

std::string extension_of(std::string_view name)
{
    while (!name.empty() && (name.back() == ' ' || name.back() == '.' || name.back() == '\0'))
        name.remove_suffix(1);
    if (const auto folder = name.find_last_of("/\\"); folder != std::string_view::npos)
        name.remove_prefix(folder + 1);
    const auto dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string{} : lower(name.substr(dot + 1));
}

std::string printable(std::string_view text, std::size_t most)
{
    std::string result;
    while (!text.empty() && result.size() < most) {
        const std::string_view before = text;
        const auto point = core::take_code_point(text);
        const auto taken = before.substr(0, before.size() - text.size());
        if (!point || *point < 0x20 || (*point >= 0x7F && *point < 0xA0))
            result += '?';
        else if (result.size() + taken.size() > most)
            break;
        else
            result += taken;
    }
    return result;
}

} // namespace pedell::content
