// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine.h"
#include "daemons/update/menu.h"

#include <string>

namespace pedell::update
{

/// Where a way back leads to.
struct WayBack {
    MenuEntry from;
    MenuEntry to;
};

/// Whether there is a version to go back to: in the menu, once blessed on this machine, and able to read the
/// register as it is now. Changes nothing. Errors: not_found, conflict, with the reason.
[[nodiscard]] base::Result<WayBack> find_way_back(const Host& host);

/// Makes the other version the one that starts, for good, and plans the restart. The one left behind counts
/// as failed here ("by hand"), so that nothing offers it again. Returns when it restarts.
[[nodiscard]] base::Result<core::Time> go_back(const Host& host, const core::Machine& machine,
                                               const WayBack& way, bool now);

/// Everything of the school goes at the next start, which follows at once; the version and school.toml on the
/// ESP stay. The person has confirmed. Errors: unavailable where the ESP cannot be written.
[[nodiscard]] base::Result<> reset_to_factory(const Host& host);

} // namespace pedell::update
