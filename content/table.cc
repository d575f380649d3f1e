// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/fields.h"
#include "content/inspectors.h"
#include "content/walk.h"

#include <algorithm>

namespace pedell::content
{
namespace
{

/// A spreadsheet takes a cell for a formula that begins so, blanks and a quotation mark before it left aside.
bool is_formula(std::string_view cell)
{
    const auto first = cell.find_first_not_of(" \t\"'");
    if (first == std::string_view::npos)
        return false;
    const char letter = cell[first];
    return letter == '=' || letter == '+' || letter == '-' || letter == '@';
}

} // namespace

/// CSV in whatever dialect: cells end at a line's end, comma, semicolon or tab. A formula may hold those,
/// too, so it is looked at to the end of its line.
void look_into_table(Walk& walk, const Piece& piece)
{
    std::string_view rest = piece.bytes;
    while (!rest.empty() && walk.in_time(piece)) {
        const auto end = std::min(rest.find_first_of("\r\n"), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(rest.size(), end + 1));
        const bool suspicious = line.find_first_of("|(") != std::string_view::npos;
        while (suspicious && !line.empty()) {
            if (is_formula(line)) {
                look_at_formula(walk, piece, line.substr(line.find_first_of("=+-@"), 4096));
                break;
            }
            line.remove_prefix(std::min(line.size(), std::min(line.find_first_of(",;\t"), line.size()) + 1));
        }
    }
    look_into_text(walk, piece);
}

} // namespace pedell::content
