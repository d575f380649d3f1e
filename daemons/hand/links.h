// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The symbolic links of the school's folders, by the descriptor of the folder that holds them.
namespace pedell::hand
{

inline constexpr std::string_view class_prefix = "../klassen/";

/// Where a person's link in homes/ leads.
[[nodiscard]] std::string home_target(std::int64_t id);

/// The folder name to which by-id/<id> leads; absent: the class is new. A foreign target is a conflict.
[[nodiscard]] base::Result<std::optional<std::string>> class_folder(int by_id, std::int64_t id);

/// Sets a link, replacing an old one in one step.
[[nodiscard]] base::Result<> set_link(int folder, const std::string& name, const std::string& target);

/// Removes a link; none there is fine.
[[nodiscard]] base::Result<> remove_entry(int folder, const std::string& name);

/// Removes every link in homes/ that leads to this person's home. Returns whether there was one.
[[nodiscard]] base::Result<bool> remove_home_links(int homes, std::int64_t id);

/// One link in homes/ leads to this person's home, under this name. Errors: conflict (another person's name).
[[nodiscard]] base::Result<bool> keep_home_link(int homes, const std::string& name, std::int64_t id);

} // namespace pedell::hand
