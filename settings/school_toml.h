// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/school.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::settings
{

/// One thing that is wrong in school.toml; line and column count from 1.
struct Fault {
    std::string file;
    std::size_t line = 0;
    std::size_t column = 0;
    std::string message;                    ///< key, value and what was expected
    [[nodiscard]] std::string text() const; ///< "school.toml:12:8: message"
};

/// Either a whole School or every fault found; nothing is taken from a file with a fault.
using Parsed = std::expected<core::School, std::vector<Fault>>;

/// Parses the text of a school.toml (TOML 1.0; CRLF and a BOM are accepted). Unknown keys are faults.
[[nodiscard]] Parsed parse_school(std::string_view text, const std::string& file_name);

/// Reads and parses. A file that cannot be read is one fault at line 0.
[[nodiscard]] Parsed load_school(const std::filesystem::path& file);

/// The keys that are fixed after the first set-up, as "key = value" faults where `now` differs from `first`.
[[nodiscard]] std::vector<Fault> changed_fixed_keys(const core::School& first, const core::School& now);

inline constexpr const char* school_file = "/etc/pedell/school.toml";

} // namespace pedell::settings
