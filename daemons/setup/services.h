// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/setup/site.h"

#include <string>
#include <string_view>
#include <vector>

namespace pedell::setup
{

/// Masks Debian's plain file server, enables ours; new settings restart the daemons that read them. Writes
/// setup.done, without which no unit starts.
[[nodiscard]] base::Result<bool> enable_services(Site& site);

/// Starts what does not run, restarts what was changed, in the order in which they need each other.
[[nodiscard]] base::Result<bool> start_services(Site& site);

/// Waits until every door answers. Error unavailable, naming the door and its unit.
[[nodiscard]] base::Result<bool> wait_for_doors(Site& site);

/// What `systemctl enable` and `mask` made of one unit, for the next boot of the image: its links in
/// /etc/systemd/system.
[[nodiscard]] base::Result<> keep_unit(Site& site, std::string_view unit);

/// What does not work now: units that do not run, doors that do not answer (a door whose unit is down is not
/// named again). Empty: everything does. Waits for nothing.
[[nodiscard]] std::vector<std::string> silent_services();

} // namespace pedell::setup
