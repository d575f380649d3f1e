// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Transfer encodings (RFC 2045 6): decoded as mail programs do, with a word on everything that they may do
/// differently.
namespace pedell::content
{

struct Block {
    std::string bytes;
    std::string problem; ///< empty: every decoder gives these bytes; else one clause in English
};

/// Blanks and line ends may stand anywhere; any other foreign character, data behind the padding and a
/// cut-off end are a problem. The bytes are those of a tolerant decoder.
[[nodiscard]] Block decode_base64(std::string_view raw);

/// Escapes in either case. An escape that is none stays as it is written and is a problem, as are 8-bit and
/// control characters and blanks at a line's end: harmless in text, not in anything else.
[[nodiscard]] Block decode_quoted_printable(std::string_view raw);

/// The second view: what an unencoded body says if it is read as base64 or quoted-printable after all, as a
/// whole or from its first blank line on. Nothing: it has not the shape of a block of more than 60
/// characters.
[[nodiscard]] std::optional<std::string> read_as_encoded(std::string_view body);

/// "uuencode", "yEnc", "BinHex": a file in the middle of text (a beginning and data of that kind). Empty:
/// none.
[[nodiscard]] std::string_view hidden_block(std::string_view text);

/// RFC 3676: lines that end in a blank go on in the next; `joined`: the blank goes away with the line end.
[[nodiscard]] std::string unflowed(std::string_view text, bool joined);

/// True if the text begins, blank lines aside, like a header of MIME ("Content-Type: ...").
[[nodiscard]] bool begins_like_a_part(std::string_view text);

/// True if somewhere a line "--x" is followed by a line that begins like a header of MIME.
[[nodiscard]] bool holds_a_tree(std::string_view text);

/// True if a line of the raw body is longer than 100 KB: what is stored could differ from what was sent.
[[nodiscard]] bool has_endless_line(std::string_view raw) noexcept;

} // namespace pedell::content
