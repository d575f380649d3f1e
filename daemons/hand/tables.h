// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/file.h"
#include "base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace pedell::hand
{

/// Copies pedelld's cdb files of these names to where Postfix reads them; each appears whole or not at all. A
/// source that is a link, no regular file, not `writer`'s or larger than 64 MiB is refused (denied): pedelld
/// is not trusted with root's eyes. Returns whether any differed.
[[nodiscard]] base::Result<bool> install_tables(const std::filesystem::path& from,
                                                const std::filesystem::path& to,
                                                const std::vector<std::string>& names, uid_t writer,
                                                const base::Ownership& owner);

/// Tells a running Postfix to read anew: trivial-rewrite looks at its tables only now and then by itself.
[[nodiscard]] base::Result<> reload_postfix();

} // namespace pedell::hand
