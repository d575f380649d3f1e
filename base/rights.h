// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>
#include <sys/types.h>

namespace pedell::base
{

/// Whom a process that was started as root becomes before it reads anything.
struct Identity {
    uid_t uid = 0;
    gid_t gid = 0;
};

/// Errors: not_found, also for root itself: run systemd-sysusers.
[[nodiscard]] Result<Identity> identity_of(const std::string& user, const std::string& group);

/// Gives up everything for good: user, group, supplementary groups, capabilities, and the way to get new
/// ones. False: something is left, then nothing may be read.
[[nodiscard]] bool drop_rights(const Identity& identity);

} // namespace pedell::base
