// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/school_bytes.h"

#include <algorithm>
#include <format>
#include <optional>

namespace pedell::settings
{

namespace
{

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The number of bytes of the character that begins here; 0 where it is none (RFC 3629 4).
std::size_t character_at(std::string_view text)
{
    const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const auto follows = [&](std::size_t at, unsigned char least = 0x80, unsigned char most = 0xBF) {
        return text.size() > at && byte(at) >= least && byte(at) <= most;
    };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return follows(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool second = lead == 0xE0   ? follows(1, 0xA0)
                            : lead == 0xED ? follows(1, 0x80, 0x9F)
                                           : follows(1);
        return second && follows(2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool second = lead == 0xF0   ? follows(1, 0x90)
                            : lead == 0xF4 ? follows(1, 0x80, 0x8F)
                                           : follows(1);
        return second && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

std::optional<Fault> first_wrong_byte(std::string_view text, const std::string& name)
{
    std::size_t line = 1;
    std::size_t column = 1;
    for (std::size_t at = 0; at < text.size(); ++column) {
        const std::size_t length = character_at(text.substr(at));
        if (length == 0)
            return Fault{name, line, column,
                         "encoding: this letter is not UTF-8 (saved as ANSI?); expected a file saved as "
                         "UTF-8"};
        if (text[at] == '\n') {
            ++line;
            column = 0;
        }
        at += length;
    }
    return std::nullopt;
}

} // namespace

std::expected<std::string, Fault> school_text_from(std::string_view bytes, const std::string& name)
{
    const auto wrong = [&name](std::string message) {
        return std::unexpected(Fault{name, 1, 1, std::move(message)});
    };
    if (bytes.size() > max_school_bytes)
        return wrong("size: this file is far too large; expected the settings alone");

    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        return wrong("encoding: the file is saved as UTF-16 (\"Unicode\"); expected a file saved as UTF-8");

    if (bytes.starts_with("{\\rtf") || bytes.starts_with("PK\x03\x04"))
        return wrong(
            "format: the file comes from a word processor; expected plain text (Notepad, TextEdit as "
            "plain text)");

    if (bytes.starts_with(byte_order_mark))
        bytes.remove_prefix(byte_order_mark.size());
    // UTF-16 without its mark is every second byte NUL.
    if (bytes.contains('\0'))
        return wrong("encoding: the file holds NUL bytes (UTF-16?); expected a file saved as UTF-8");

    if (auto fault = first_wrong_byte(bytes, name))
        return std::unexpected(std::move(*fault));

    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size(); ++at)
        if (bytes[at] != '\r' || at + 1 == bytes.size() || bytes[at + 1] != '\n')
            text += bytes[at];
    return text;
}

bool is_blank_school(std::string_view text)
{
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));

        const auto first = line.find_first_not_of(" \t\r");
        if (first != std::string_view::npos && line[first] != '#' && line[first] != '[')
            return false;
    }
    return true;
}

} // namespace pedell::settings
