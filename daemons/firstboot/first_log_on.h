// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace pedell::firstboot
{

inline constexpr const char* first_log_on_file = "/run/pedell-console/administrator.json";

/// Waits until the first administrator has changed the one-time password in Active Directory (pwdLastSet is
/// no longer 0, MS-ADTS 3.1.1.3.1.5), then wipes the file that the screen shows it from. Returns at once
/// where there is no such file. Errors: malformed, unavailable.
[[nodiscard]] base::Result<> await_first_log_on(const std::filesystem::path& file);

/// The login in that file. Error malformed. Pure.
[[nodiscard]] base::Result<std::string> login_in(std::string_view json);

/// Whether ldbsearch(1) shows a pwdLastSet that is not 0; absent where it shows none. Pure.
[[nodiscard]] std::optional<bool> has_changed_password(std::string_view ldif);

} // namespace pedell::firstboot
