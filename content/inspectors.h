// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// Who looks into what: the functions that Walk::look hands a piece to, by its format (types.h). Each finds
/// all that the piece holds, hands what lies inside back to Walk::look, and leaves a finding where it cannot
/// see.
namespace pedell::content
{

class Walk;
struct Piece;
struct ZipDirectory;

// Messages and text
void look_at_name(Walk& walk, const Piece& piece);
void look_at_link(Walk& walk, const Piece& piece, std::string_view url, std::string_view shown);
void look_into_shown_text(Walk& walk, const Piece& piece); ///< look_into_text, and what PGP has sealed
void look_into_message(Walk& walk, const Piece& piece);
void look_into_text(Walk& walk, const Piece& piece);
void look_into_calendar(Walk& walk, const Piece& piece); ///< RFC 5545 and RFC 6350 (contacts) alike

// Archives and packages
void look_into_zip(Walk& walk, const Piece& piece, const ZipDirectory& directory);
void look_into_tar(Walk& walk, const Piece& piece);
void look_into_compressed(Walk& walk, const Piece& piece); ///< gzip, bzip2, xz: one member, no directory
void look_into_school(Walk& walk, const Piece& piece, const ZipDirectory& directory);
void look_into_ooxml(Walk& walk, const Piece& piece, const ZipDirectory& directory);
void look_into_opendocument(Walk& walk, const Piece& piece, const ZipDirectory& directory);
void look_into_epub(Walk& walk, const Piece& piece, const ZipDirectory& directory);

// Documents
void look_into_ole(Walk& walk, const Piece& piece);
void look_into_rtf(Walk& walk, const Piece& piece);
void look_into_pdf(Walk& walk, const Piece& piece);
void look_into_html(Walk& walk, const Piece& piece);
void look_into_xml(Walk& walk, const Piece& piece);   ///< SVG, XML documents of Office, any other XML
void look_into_table(Walk& walk, const Piece& piece); ///< CSV: text whose cells may be formulas

// Pictures, media, sealed messages
void look_into_picture(Walk& walk, const Piece& piece);
void look_into_media(Walk& walk, const Piece& piece);
void look_into_cms(Walk& walk, const Piece& piece); ///< S/MIME (RFC 5652)

} // namespace pedell::content
