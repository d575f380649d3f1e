// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/judge.h"
#include "core/school.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace pedell::scand
{

/// All that a judgement needs of the school, read at once and never changed: a reload puts another in its
/// place.
struct Rules {
    core::ContentRules content;
    core::LinkLists links;
    std::string clamd;  ///< socket; empty: none
    std::string domain; ///< of mail
};

/// Reads the settings and every list of links that they name. Takes about a second for a million hosts.
/// Errors: malformed (a fault in school.toml, with its line), not_found and others (a list that cannot be
/// read).
[[nodiscard]] base::Result<std::shared_ptr<const Rules>> load_rules(const std::filesystem::path& school_file);

/// The files of these paths: a folder stands for its files "*.refuse", "*.hosts", "*.txt" and "*.allow", in
/// order. Errors: as the file system's.
[[nodiscard]] base::Result<std::vector<std::filesystem::path>>
link_files(const std::vector<std::string>& paths);

/// Adds one file: to the allow list by its name "*.allow", else to what is refused.
[[nodiscard]] base::Result<> read_links(const std::filesystem::path& file, core::LinkLists& lists);

} // namespace pedell::scand
