// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/update/progress.h"
#include "daemons/update/release.h"
#include "daemons/update/source.h"

#include <filesystem>
#include <vector>

namespace pedell::update
{

/// Fetches the signed list, checks who signed it and returns what it names. Errors: those of Source::fetch,
/// check_signature and releases_in; nothing is left behind.
[[nodiscard]] base::Result<std::vector<Release>> fetch_list(const Host& host, Source& source);

/// Whether there is room for what is written: in the other slot and on the ESP. `root`, `uki`: bytes; 0 where
/// the source does not say. Errors: over_limit, naming what is full.
[[nodiscard]] base::Result<> check_space(const Host& host, const std::string& running, std::int64_t root,
                                         std::int64_t uki);

/// Whether there is room on /var for what is fetched before. Errors: over_limit.
[[nodiscard]] base::Result<> check_stage_space(const Host& host, std::int64_t bytes);

/// Fetches both files of a release into the stage and compares every byte with the signed list. Errors: those
/// of Source::fetch; corrupt (truncated or changed). Nothing of it is left behind then.
[[nodiscard]] base::Result<> fetch_release(const Host& host, Source& source, const std::string& running,
                                           const Release& release, Progress& progress);

/// Empties the stage.
void clear_stage(const Host& host);

/// SHA-256 of a file as 64 hexadecimal digits (FIPS 180-4).
[[nodiscard]] base::Result<std::string> sha256_of(const std::filesystem::path& file);

} // namespace pedell::update
