// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/words.h"

#include "content/ascii.h"
#include "content/charsets.h"
#include "content/cp437.h"
#include "content/transfer.h"

#include <array>

namespace pedell::content
{
namespace
{

struct Word {
    std::string_view charset;
    char how = 'q'; ///< 'b' or 'q'
    std::string_view text;
    std::size_t length = 0; ///< of the whole word
};

/// The word at the beginning of `raw`, which begins with "=?".
std::optional<Word> word_at(std::string_view raw) noexcept
{
    const auto first = raw.find('?', 2);
    if (first == std::string_view::npos || first == 2 || first > 60 || first + 2 >= raw.size() ||
        raw[first + 2] != '?')
        return std::nullopt;
    Word word;
    word.charset = raw.substr(2, first - 2);
    word.charset = word.charset.substr(0, word.charset.find('*')); // RFC 2231 5: a language may follow
    word.how = ascii::lower(raw[first + 1]);
    if (word.how != 'b' && word.how != 'q')
        return std::nullopt;
    const auto end = raw.find("?=", first + 3);
    if (end == std::string_view::npos)
        return std::nullopt;
    word.text = raw.substr(first + 3, end - first - 3);
    if (word.text.find('?') != std::string_view::npos)
        return std::nullopt;
    word.length = end + 2;
    return word;
}

std::optional<std::string> bytes_of(const Word& word)
{
    if (word.how == 'b') {
        auto block = decode_base64(word.text);
        if (!block.problem.empty())
            return std::nullopt;
        return std::move(block.bytes);
    }
    std::string bytes;
    bytes.reserve(word.text.size());
    for (std::size_t i = 0; i < word.text.size(); ++i) {
        const char c = word.text[i];
        if (c == '_') {
            bytes += ' ';
        } else if (c == '=' && i + 2 < word.text.size() && ascii::hex(word.text[i + 1]) >= 0 &&
                   ascii::hex(word.text[i + 2]) >= 0) {
            bytes += static_cast<char>(ascii::hex(word.text[i + 1]) * 16 + ascii::hex(word.text[i + 2]));
            i += 2;
        } else {
            bytes += c;
        }
    }
    return bytes;
}

/// Two words of one set may cut a character in two: their bytes are joined before they are converted.
struct Pending {
    std::string charset;
    std::string bytes;
};

void flush(Decoded& into, Pending& pending)
{
    if (pending.bytes.empty())
        return;
    // UTF-16 hides ASCII from a reader that compares bytes, and no mail program writes it here (RFC 2047
    // wants sets that hold ASCII as it is).
    const bool wide = ascii::begins(pending.charset, "utf-16") || ascii::begins(pending.charset, "utf-32");
    if (auto text = to_utf8(pending.bytes, pending.charset)) {
        into.readable = into.readable && !wide;
        into.text += *text;
    } else {
        into.readable = false;
        into.text += as_utf8(pending.bytes);
    }
    pending = {};
}

std::string unfolded(std::string_view raw)
{
    std::string flat;
    flat.reserve(raw.size());
    for (const char c : raw)
        if (c != '\r' && c != '\n')
            flat += c;
    return flat;
}

} // namespace

bool has_encoded_word(std::string_view raw) noexcept
{
    for (auto at = raw.find("=?"); at != std::string_view::npos; at = raw.find("=?", at + 2))
        if (word_at(raw.substr(at)))
            return true;
    return false;
}

Decoded decode_words(std::string_view raw)
{
    Decoded decoded;
    const std::string flat = unfolded(raw);
    std::string_view rest = flat;
    Pending pending;
    while (!rest.empty()) {
        auto at = rest.find("=?");
        std::optional<Word> word;
        while (at != std::string_view::npos && !(word = word_at(rest.substr(at))))
            at = rest.find("=?", at + 2);
        const auto between = rest.substr(0, at);
        // RFC 2047 6.2: blanks between two words are not shown.
        if (!(word && decoded.had_words && between.find_first_not_of(" \t") == std::string_view::npos)) {
            flush(decoded, pending);
            decoded.text += as_utf8(between);
        }
        if (!word)
            break;
        decoded.had_words = true;
        if (!ascii::same(pending.charset, word->charset))
            flush(decoded, pending);
        pending.charset = word->charset;
        if (auto bytes = bytes_of(*word)) {
            pending.bytes += *bytes;
        } else {
            decoded.readable = false;
            flush(decoded, pending);
            decoded.text += as_utf8(rest.substr(at, word->length));
        }
        rest.remove_prefix(at + word->length);
    }
    flush(decoded, pending);
    return decoded;
}

std::string percent_decoded(std::string_view raw)
{
    std::string bytes;
    bytes.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == '%' && i + 2 < raw.size() && ascii::hex(raw[i + 1]) >= 0 &&
            ascii::hex(raw[i + 2]) >= 0) {
            bytes += static_cast<char>(ascii::hex(raw[i + 1]) * 16 + ascii::hex(raw[i + 2]));
            i += 2;
        } else {
            bytes += raw[i];
        }
    }
    return bytes;
}

std::optional<std::string> decode_extended(std::string_view raw)
{
    const auto first = raw.find('\'');
    const auto second = first == std::string_view::npos ? first : raw.find('\'', first + 1);
    if (second == std::string_view::npos)
        return std::nullopt;
    const auto charset = raw.substr(0, first);
    const auto escaped = raw.substr(second + 1);
    for (std::size_t i = 0; i < escaped.size(); ++i)
        if (escaped[i] == '%' &&
            (i + 2 >= escaped.size() || ascii::hex(escaped[i + 1]) < 0 || ascii::hex(escaped[i + 2]) < 0))
            return std::nullopt;
    if (ascii::begins(charset, "utf-16") || ascii::begins(charset, "utf-32"))
        return std::nullopt;
    const auto bytes = percent_decoded(escaped);
    if (charset_kind(charset) == Charset::ascii_like && !is_utf8(bytes))
        return std::nullopt;
    return to_utf8(bytes, charset);
}

} // namespace pedell::content
