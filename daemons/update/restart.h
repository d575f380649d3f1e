// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine.h"
#include "daemons/update/host.h"

#include <string>

namespace pedell::update
{

/// When the school allows the next restart (school.toml, update.restart), in UTC. An unknown time zone counts
/// as UTC.
[[nodiscard]] core::Time restart_time(const core::Machine& machine, core::Time now);

/// Lets pedell-update-restart.service start then, by a timer of systemd's that no restart of services stops;
/// at once with `now`. What waited before waits no more. Notes it in the State.
[[nodiscard]] base::Result<> schedule_restart(const Host& host, const std::string& version, core::Time at,
                                              bool now);

/// No restart waits any more.
void cancel_restart(const Host& host);

/// What that service does: the copy, then the restart. Without a copy no restart: the reason stands in the
/// State.
[[nodiscard]] base::Result<> restart_now(const Host& host);

/// The time of a restart as systemd.time(7) wants it: "2026-11-25 01:00:00 UTC".
[[nodiscard]] std::string calendar_time(core::Time at);

} // namespace pedell::update
