// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/update/host.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::update
{

/// One version in the boot menu, by the name of its kernel file: "pedell_VERSION[+LEFT[-DONE]].efi"
/// (systemd-boot(7), "Boot Counting").
struct MenuEntry {
    std::string file;
    std::string version;
    std::optional<int> left; ///< tries; absent: it is not counted, so it is good
    int done = 0;            ///< tries that did not end well
};

/// Absent: no name of ours. Pure.
[[nodiscard]] std::optional<MenuEntry> menu_entry_from(std::string_view file_name);

/// All versions in the menu, oldest first. Errors: unavailable where the ESP is not there.
[[nodiscard]] base::Result<std::vector<MenuEntry>> menu_of(const Host& host);

/// The version in the menu that does not run; absent: there is none.
[[nodiscard]] std::optional<MenuEntry> other_in(const std::vector<MenuEntry>& menu, std::string_view running);

/// Takes all tries from a version: the menu puts it behind all others ("bad") until somebody blesses it
/// again. One rename on the ESP, so a power cut leaves the old or the new name.
[[nodiscard]] base::Result<> put_last(const Host& host, const MenuEntry& entry);

} // namespace pedell::update
