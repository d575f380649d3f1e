// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings.h"

#include <string>
#include <string_view>
#include <vector>

namespace pedell::content
{

/// One thing wrong with a header; where it stands, the caller knows.
struct Problem {
    core::Trait trait;
    std::string detail;
    bool operator==(const Problem&) const = default;
};

/// One "name=value" of Content-Type or Content-Disposition, RFC 2231 pieces put together.
struct Parameter {
    std::string name;  ///< lower case, without RFC 2231's asterisks
    std::string value; ///< as it stands: quotes gone, RFC 2047 words still in it; with `decoded` it is UTF-8
    bool quoted = false;
    bool decoded = false; ///< came as RFC 2231 with a character set
};

/// "value; name=value; ..." read so that no reader could read anything else, or else with a problem.
struct Parameters {
    std::string value; ///< before the first semicolon, lower case, trimmed
    std::vector<Parameter> list;
    std::vector<Problem> problems;

    [[nodiscard]] const Parameter* find(std::string_view name) const noexcept;
};

/// Most parameters that one field may have (also protects Dovecot: CVE-2026-27859).
inline constexpr std::size_t max_parameters = 64;

/// Reads a field's body, folded or not. Refused as header_malformed: comments, blanks around "=", unfinished
/// quotes, text behind a value, gaps and disorder in RFC 2231's pieces; as header_doubled: a parameter twice
/// with two values. Read all the same, because ordinary mail has it: blanks before ";", a ";" at the end,
/// empty values, names without quotes that have blanks or RFC 2047 words.
[[nodiscard]] Parameters read_parameters(std::string_view body);

} // namespace pedell::content
