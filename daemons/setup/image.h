// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/setup/site.h"

#include <string>
#include <string_view>
#include <vector>

/// What a machine needs that Pedell has to itself (the image) and a Debian host has from its owner.
namespace pedell::setup
{

/// Whether the kernel was started with the word `pedell.image`: then this machine is the image.
/// `command_line` as in /proc/cmdline. Pure.
[[nodiscard]] bool names_image(std::string_view command_line);
[[nodiscard]] bool runs_from_image();

/// time.zone: /etc/localtime and /etc/timezone. Error not_found, naming the zone, where tzdata has none of
/// that name.
[[nodiscard]] base::Result<bool> set_time_zone(Site& site);

/// ssh.keys: root may come in with these keys and with nothing else; without any, SSH is closed. Host keys
/// are made once.
[[nodiscard]] base::Result<bool> configure_ssh(Site& site);

/// The file 10-pedell.conf of sshd_config.d. Pure.
[[nodiscard]] std::string sshd_settings();

/// One line a key, as sshd(8) reads authorized_keys. Pure.
[[nodiscard]] std::string authorized_keys(const std::vector<std::string>& keys);

} // namespace pedell::setup
