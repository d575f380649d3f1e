// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What documents of Office do by their text: field codes, targets of relationships, formulas.
namespace pedell::content
{

class Walk;
struct Piece;

/// True if opening this target reaches another machine: a URL with a host, a UNC path, a file on a server.
/// Paths on the author's own drives ("file:///C:\Vorlagen\Brief.dotx") lead nowhere.
[[nodiscard]] bool leads_away(std::string_view target);

/// Judges one field of Word ("HYPERLINK \"http://...\""): DDE, QUOTE by numbers, remote includes, links.
void look_at_field(Walk& walk, const Piece& piece, std::string_view instruction);

/// Judges one cell that may be a formula (spreadsheet or CSV): DDE, calls of programs, fetching functions.
void look_at_formula(Walk& walk, const Piece& piece, std::string_view cell);

/// Puts fields together whose instruction is spread over many runs, and that stand within each other.
class FieldReader
{
public:
    FieldReader(Walk& walk, const Piece& piece) : walk_(walk), piece_(piece) {}
    void begin();
    void separate(); ///< the instruction ends, its result begins
    void end();
    void text(std::string_view letters);
    void paragraph(); ///< ends: an instruction that stands in no field is judged as one

private:
    struct Field {
        std::string instruction;
        bool separated = false;
        bool begins_with_field = false;
    };
    void judge(Field& field);

    Walk& walk_;
    const Piece& piece_;
    std::vector<Field> open_;
    std::string stray_;
};

} // namespace pedell::content
