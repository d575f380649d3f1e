// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/setup/site.h"

#include <string>
#include <string_view>

namespace pedell::setup
{

/// /srv/pedell must lie on a file system with the feature `encrypt`: every person and class gets an own key.
[[nodiscard]] base::Result<bool> check_file_system(Site& site);

/// Host name, /etc/hosts.
[[nodiscard]] base::Result<bool> name_machine(Site& site);

/// Folders under /var/lib/pedell and /srv/pedell with their owners.
[[nodiscard]] base::Result<bool> make_folders(Site& site);

/// The address by which the school reaches this machine: IPv4, of the interface of the default route, else of
/// the first that is up. Errors: not_found.
[[nodiscard]] base::Result<std::string> lan_address();

/// Whether a service here may set the clock: what systemd itself may have at most (CAP_SYS_TIME,
/// capabilities(7)); in most containers the clock is the host's.
[[nodiscard]] bool may_set_clock();

/// /etc/hosts with one line for the machine itself; foreign lines stay, lines that name it otherwise go.
/// Pure.
[[nodiscard]] std::string hosts_with(std::string_view hosts, std::string_view address, std::string_view fqdn,
                                     std::string_view host);

} // namespace pedell::setup
