// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/setup/site.h"

#include <string>
#include <vector>

/// What a machine needs that Pedell has to itself (the image) and a Debian host has from its owner.
namespace pedell::setup
{

/// time.zone: /etc/localtime and /etc/timezone. Error not_found, naming the zone, where tzdata has none of
/// that name.
[[nodiscard]] base::Result<bool> set_time_zone(Site& site);

/// ssh.keys: root may come in with these keys and with nothing else; without any, SSH is closed. Host keys
/// are made once.
[[nodiscard]] base::Result<bool> configure_ssh(Site& site);

/// What people put there by hand and the school needs at the next boot: own certificates
/// (/etc/pedell/tls), own rules for the network (/etc/pedell/network.d).
[[nodiscard]] base::Result<bool> keep_own_files(Site& site);

/// The file 10-pedell.conf of sshd_config.d. Pure.
[[nodiscard]] std::string sshd_settings();

/// One line a key, as sshd(8) reads authorized_keys. Pure.
[[nodiscard]] std::string authorized_keys(const std::vector<std::string>& keys);

} // namespace pedell::setup
