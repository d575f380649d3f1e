// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/walk.h"

#include <string_view>

/// Where text leads (mail evasions F 90, 91).
namespace pedell::content
{

/// Judges one link of HTML, a document or a calendar: notes its host, or what is wrong with it.
///
/// `url`: as the attribute says after entities were decoded. `shown`: the text that a reader sees for it,
/// empty if there is none. A relative link, an anchor and an empty one are none.
void look_at_link(Walk& walk, const Piece& piece, std::string_view url, std::string_view shown);

/// Finds links in text, whatever it is written in: a mail program makes a link of "https://...", "www...."
/// and, some of them, of "schule.de". Schemes that only a document can hold are no links here.
void look_for_links(Walk& walk, const Piece& piece, std::string_view text);

/// Looks into plain text: links, and files that are hidden in it (uuencode, yEnc, BinHex).
void look_into_text(Walk& walk, const Piece& piece);

} // namespace pedell::content
