// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <filesystem>
#include <optional>
#include <string>

/// Where `pedell login` leaves the token of the session, for the other verbs of the same person.
namespace pedell::cli
{

/// $XDG_RUNTIME_DIR/pedell/token, else ~/.cache/pedell/token; absent where neither is known. Pure.
[[nodiscard]] std::optional<std::filesystem::path> token_path(const char* runtime_dir, const char* home);
/// The same by this process's environment.
[[nodiscard]] std::optional<std::filesystem::path> token_path();

/// Absent: no file, or one that another person owns or may read (0600 is asked for).
[[nodiscard]] std::optional<std::string> read_token(const std::filesystem::path& file);

/// Makes the folder (0700) and replaces the file (0600). Errors: denied, unavailable.
[[nodiscard]] base::Result<> store_token(const std::filesystem::path& file, const std::string& token);

/// Absent is fine.
void forget_token(const std::filesystem::path& file);

} // namespace pedell::cli
