// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/update/health.h"

/// The life of a version at its start: on trial, blessed, or gone again. Each function is one unit
/// (docs/update.md has the order).
namespace pedell::update
{

/// pedell-update-boot.service, early at every start: is this a trial, did one fail before, is an old copy to
/// go? A version that is not on trial is trusted from here on.
[[nodiscard]] base::Result<> begin_boot(const Host& host);

/// pedell-health.service: true when healthy. On trial an unhealthy version notes why and restarts the
/// machine; one that was blessed stays up and says what is wrong: a school with half its services is better
/// than a loop.
[[nodiscard]] bool prove_health(const Host& host, const Examination& examination);

/// pedell-fallback.service (the health check failed or could not start) and pedell-trial.service (it never
/// came to an end): on trial notes `why` and restarts. Returns whether it does.
[[nodiscard]] bool give_up_trial(const Host& host, const std::string& why);

/// pedell-blessed.service, after systemd-bless-boot: the way back is not needed any more. Errors: unavailable
/// where the menu still counts this version.
[[nodiscard]] base::Result<> note_blessing(const Host& host);

/// Whether a unit is active (systemctl(1)).
[[nodiscard]] bool is_active(const Host& host, const std::string& unit);

} // namespace pedell::update
