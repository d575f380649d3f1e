// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/zip_look.h"
#include "core/findings.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace pedell::content
{

class Magic;
struct Piece;

/// Who looks into it.
enum class Format : std::uint8_t {
    nothing, ///< there is nothing inside that could act
    closed,  ///< known, and we cannot look into it
    text,
    table, ///< CSV
    html,
    xml, ///< any XML: SVG, documents of Office as one XML, all else
    message,
    calendar,
    zip,
    school, ///< the ZIPs of lessons
    ooxml,
    opendocument,
    epub,
    tar,
    compressed, ///< gzip, bzip2, xz
    ole,
    rtf,
    pdf,
    picture,
    media,
    cms
};

/// What a piece is by its bytes. Name and declared type decide only between kinds of text, where bytes
/// cannot.
struct RealType {
    core::Kind kind = core::Kind::unknown;
    Format format = Format::nothing;
    std::string type;       ///< media type, lower case
    ZipDirectory directory; ///< of what is a ZIP
};

/// Finds out what a piece is. Cheap for text and for what the first bytes tell; libmagic is asked last.
[[nodiscard]] RealType real_type(const Piece& piece, Magic& magic, std::size_t most_members);

/// True for text of one byte a letter or UTF-8: no control characters but those of printing (and ESC of
/// ISO-2022).
[[nodiscard]] bool is_text(std::string_view bytes) noexcept;

/// Formats told by bytes at a fixed place; Kind::unknown if none fits.
[[nodiscard]] RealType type_by_mark(std::string_view bytes);

/// Formats of text: HTML, XML, messages, calendars, scripts. `bytes` is text.
[[nodiscard]] RealType type_of_text(std::string_view bytes, const Piece& piece);

/// What a ZIP is made for, by the members that its format demands.
[[nodiscard]] RealType type_of_package(ZipDirectory directory, std::string_view bytes);

/// True if the extension of this name promises another kind than this; false for extensions that promise
/// nothing.
[[nodiscard]] bool name_contradicts(std::string_view extension, const RealType& real) noexcept;

/// True if Windows opens a file of this name as an archive, or nobody knows how, whatever package it is.
[[nodiscard]] bool opens_as_archive(std::string_view extension) noexcept;

/// True for extensions of plain text and source code: what they hold is shown, not interpreted.
[[nodiscard]] bool shows_text(std::string_view extension) noexcept;

/// A second kind that these bytes would be taken for by another reader; empty: none.
[[nodiscard]] std::string second_kind(std::string_view bytes, const RealType& real) noexcept;

} // namespace pedell::content
