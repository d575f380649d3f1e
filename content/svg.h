// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace pedell::content
{

class Walk;
struct Piece;
struct XmlElement;

/// Judges one element of an SVG drawing (SVG 2), wherever it stands: scripts, handlers, foreign objects,
/// animated or scripted targets, pictures fetched from elsewhere, links.
void look_at_svg_element(Walk& walk, const Piece& piece, const XmlElement& element);

/// "data:image/png;base64,...": a picture of points in the document itself, which cannot act.
[[nodiscard]] bool is_raster_data(std::string_view url);

/// The scheme of a URL as a browser reads it: control characters and blanks left out, lower case; empty:
/// none.
[[nodiscard]] bool has_active_scheme(std::string_view url);

} // namespace pedell::content
