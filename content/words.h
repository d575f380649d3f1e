// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pedell::content
{

/// What RFC 2047 words in a field or parameter say.
struct Decoded {
    std::string text;     ///< UTF-8
    bool readable = true; ///< false: a word in UTF-7, UTF-16 or an unknown set, or one that is no base64
    bool had_words = false;
};

/// Decodes every word wherever it stands (Outlook and Gmail put them into quoted parameters, RFC 2047 5
/// forbids it); the rest is taken as UTF-8, or Windows-1252 where it is none. Line ends of a folded value
/// vanish.
[[nodiscard]] Decoded decode_words(std::string_view raw);

/// True for text that has the shape of an encoded word anywhere: "=?charset?B or Q?text?=".
[[nodiscard]] bool has_encoded_word(std::string_view raw) noexcept;

/// RFC 2231 4: "utf-8'de'%C3%9Cbung.pdf". Nothing: the set or an escape cannot be read.
[[nodiscard]] std::optional<std::string> decode_extended(std::string_view raw);

/// Every "%XX" replaced by its byte; others stay. The result may be no UTF-8.
[[nodiscard]] std::string percent_decoded(std::string_view raw);

} // namespace pedell::content
