// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

/// Folders by descriptor: nothing here follows a symbolic link, so that no link which a user planted leads
/// root astray.
namespace pedell::hand
{

/// Who owns a folder, and its mode.
struct Settled {
    mode_t mode = 0;
    uid_t uid = 0;
    gid_t gid = 0;
};

/// A folder that was there, or was just made (0700, root's, until it is settled).
struct Opened {
    base::Fd fd;
    bool made = false;
};

/// Opens a folder inside another; absent: none. Errors: conflict (a link or a file stands there),
/// unavailable.
[[nodiscard]] base::Result<std::optional<base::Fd>> open_folder(int parent, const std::string& name);

[[nodiscard]] base::Result<Opened> open_or_make_folder(int parent, const std::string& name);

/// Owner and mode as they have to be; returns whether anything differed.
[[nodiscard]] base::Result<bool> settle(int folder, const Settled& wanted);

/// Opens or makes a folder and settles it. Adds to `changed`.
[[nodiscard]] base::Result<base::Fd> keep_folder(int parent, const std::string& name, const Settled& wanted,
                                                 bool& changed);

[[nodiscard]] base::Result<bool> is_empty(int folder);

/// Deletes all that lies in a folder, however deep, with two descriptors. Nobody may move folders in it
/// meanwhile (the key is unloaded and sessions are cut before).
[[nodiscard]] base::Result<> empty_folder(int folder);

/// Where a symbolic link points; absent: none. Errors: conflict (something else stands there), unavailable.
[[nodiscard]] base::Result<std::optional<std::string>> read_link(int parent, const std::string& name);

/// The names in a folder.
[[nodiscard]] base::Result<std::vector<std::string>> names_in(int folder);

} // namespace pedell::hand
