// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/setup/site.h"

namespace pedell::setup
{

[[nodiscard]] base::Result<bool> configure_samba(Site& site);   ///< smb.conf, krb5.conf, resolv.conf
[[nodiscard]] base::Result<bool> configure_network(Site& site); ///< network.nft: who reaches what
[[nodiscard]] base::Result<bool> configure_time(Site& site);    ///< chrony.conf, Samba's folder for it
[[nodiscard]] base::Result<bool> configure_dovecot(Site& site); ///< dovecot.conf
[[nodiscard]] base::Result<bool> configure_postfix(Site& site); ///< main.cf, master.cf, first tables

} // namespace pedell::setup
