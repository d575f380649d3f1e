// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/update/host.h"

#include <string>

namespace pedell::update
{

/// Before another version gets its hands on the school's data: Active Directory (samba-tool domain backup
/// offline), the register and school.toml, into /var/lib/pedell/update/before-VERSION (root's alone), instead
/// of any copy that was there. No keys, neither of people nor of certificates: what is erased meanwhile must
/// not come back (decision 0042). Nothing where the school is not set up. Errors: unavailable; a copy from
/// before stays.
[[nodiscard]] base::Result<> take_copy(const Host& host, const std::string& version);

/// Removes copies that are older than a week, unless a restart still waits.
void remove_old_copies(const Host& host);

} // namespace pedell::update
