// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <filesystem>

namespace pedell::registry
{

/// Writes a whole copy of the register into a new file (0600), while everybody goes on working with it
/// (VACUUM INTO, sqlite.org/lang_vacuum.html): one moment of it, without what was deleted, not encrypted.
/// Needs the right to read `from` with its -wal and -shm. Errors: conflict where `to` is there already,
/// unavailable, corrupt.
[[nodiscard]] base::Result<> copy_register(const std::filesystem::path& from,
                                           const std::filesystem::path& to);

/// The newest step of the schema that took something away (migrations.h); 0: none, or no register. A program
/// that does not know it cannot work with this register. Errors: unavailable, corrupt.
[[nodiscard]] base::Result<int> newest_contract(const std::filesystem::path& file);

} // namespace pedell::registry
