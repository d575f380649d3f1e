// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace pedell::base
{

/// Reads a whole regular file of at most max_bytes. Errors: not_found, denied (also: no
/// regular file), over_limit, unavailable.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path,
                                            std::size_t max_bytes = 1 << 20);

/// Who owns a written file; -1 leaves it as it is (a new file gets the writer's).
struct Ownership {
    mode_t mode = 0644;
    uid_t uid = static_cast<uid_t>(-1);
    gid_t gid = static_cast<gid_t>(-1);
};

/// Writes beside the target, syncs, renames: a reader sees the old or the new content, never half
/// (rename(2)). A symbolic link of that name is replaced, not followed.
[[nodiscard]] Result<> write_atomically(const std::filesystem::path& path, std::string_view content,
                                        const Ownership& owner = {});

/// As write_atomically, but only when content, mode or owner differ. Returns whether anything was changed.
[[nodiscard]] Result<bool> write_if_changed(const std::filesystem::path& path, std::string_view content,
                                            const Ownership& owner = {});

} // namespace pedell::base
