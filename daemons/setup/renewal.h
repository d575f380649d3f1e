// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/setup/setup.h"

namespace pedell::setup
{

/// `pedell certificates renew`: the one step of the set-up that has to be done each day
/// (pedell-certificates.timer). Returns the exit status of the CLI: 0 done or nothing to do, 1 a fault
/// (named, the present certificate stays), 2 bad settings, 4 not root.
[[nodiscard]] int renew_certificates(const Options& options);

} // namespace pedell::setup
