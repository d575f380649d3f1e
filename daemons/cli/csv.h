// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstddef>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::cli
{

/// One row by column name, with the line it began on (from 1).
struct CsvRow {
    std::size_t line = 0;
    std::map<std::string, std::string, std::less<>> fields;

    /// The field without blanks around it; empty where the column or the value is missing.
    [[nodiscard]] std::string get(std::string_view column) const;
};

/// What stands in a cell with several values: "1a;2a" -> {"1a", "2a"}; blanks around and empty parts fall
/// away.
[[nodiscard]] std::vector<std::string> split_cell(std::string_view cell);

/// Reads CSV with a header line (RFC 4180; LF or CRLF, an optional UTF-8 BOM). The separator is what the
/// header has: a comma, or a tab or semicolon as German spreadsheets write (then a cell with several values
/// must be quoted). Errors: malformed, naming the line: unclosed quotes, another number of fields, no header,
/// a column that is not allowed or is missing.
[[nodiscard]] base::Result<std::vector<CsvRow>> parse_csv(std::string_view text,
                                                          std::initializer_list<std::string_view> required,
                                                          std::initializer_list<std::string_view> optional);

} // namespace pedell::cli
