// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/people.h"

#include <boost/json/object.hpp>
#include <chrono>
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::cli
{

/// One line of the list of returned forms, as POST /v1/consents:bulk takes it.
struct FormRow {
    std::size_t line = 0;
    boost::json::object form;
};

/// Reads the list of returned forms. Pure.
///
/// Columns, English or German, in any order and case: login (anmeldename), or given, surname, class (vorname,
/// nachname, klasse) where a line has no login; form (formular); signed (unterschrieben); consent
/// (einwilligung), the answer to everything on the form; use, evaluation, home (nutzung, auswertung,
/// zuhause), each where the form asks for it; expires (gueltig_bis), the last day on which a yes counts, or
/// school-year (schuljahr), or 18:BIRTHDAY (not kept).
///
/// Answers are yes, no, ja, nein; an empty cell of use, evaluation and home takes that of consent, and says
/// nothing where that is empty, too. A yes to the use or the evaluation is one in school; from home it counts
/// as well where the answer to home is yes. A no to them is one everywhere.
///
/// Errors: every fault with line, column and value; nothing is taken from a file with a fault. Text that is
/// not UTF-8 is refused and not guessed at: a name that was guessed wrong would be another child's.
[[nodiscard]] std::expected<std::vector<FormRow>, std::vector<std::string>>
forms_from_csv(std::string_view text, core::Time now, std::chrono::month_day school_year_ends);

} // namespace pedell::cli
