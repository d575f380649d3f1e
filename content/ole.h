// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace pedell::content
{

class Walk;
struct Piece;

/// Judges the name of a storage or stream of a compound file. `known` becomes true for documents that we look
/// into, `message` for a message of Outlook.
void look_at_ole_name(Walk& walk, const Piece& piece, const std::string& name, bool& known, bool& message);

/// Looks into one stream: documents of Word, Excel and PowerPoint, packages, links in all others.
void look_at_ole_stream(Walk& walk, const Piece& piece, const std::string& name, std::string_view bytes);

/// Records of Excel ([MS-XLS] 2.3): macro sheets, passwords, DDE.
void look_at_workbook(Walk& walk, const Piece& piece, std::string_view records);

/// Records of PowerPoint ([MS-PPT] 2.3): macros, objects.
void look_at_presentation(Walk& walk, const Piece& piece, std::string_view records);

} // namespace pedell::content
