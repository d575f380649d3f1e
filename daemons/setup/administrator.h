// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/setup/site.h"

#include <optional>
#include <string>
#include <string_view>

namespace pedell::setup
{

/// The first administrator (administrator.given, administrator.family), once: made by pedelld as "system"
/// where the register knows none, with a one-time password that has to be changed at the first log-on. The
/// password goes into a file in memory that the screen shows (first_log_on_file), and nowhere else. An
/// interrupted run ends in a new one-time password, never in an account that nobody can enter.
[[nodiscard]] base::Result<bool> make_administrator(Site& site);

/// Whom the screen shows: {"login", "password"}; in /run, for root and pedell-console alone.
inline constexpr const char* first_log_on_file = "/run/pedell-console/administrator.json";

/// The login of an administrator of these names, the login of any other one, or nothing: what `pedell person
/// list --role administrator --json` answered. Error malformed. Pure.
struct Administrators {
    std::optional<std::string> same_name;
    bool any = false;
};
[[nodiscard]] base::Result<Administrators> administrators_in(std::string_view json, std::string_view given,
                                                             std::string_view family);

} // namespace pedell::setup
