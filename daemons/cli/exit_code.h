// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

namespace pedell::cli
{

/// What the shell sees; stable, and documented in pedell(1).
enum class ExitCode : int {
    ok = 0,
    failed = 1, ///< the world did not play along; doctor: there are findings
    usage = 2,  ///< wrong use, a bad file or bad settings
    not_found = 3,
    denied = 4,
    conflict = 5,
    try_again = 75 ///< pedelld or a service is away (EX_TEMPFAIL of sysexits(3))
};

[[nodiscard]] ExitCode exit_code_for(base::Errc code) noexcept;

/// The worse of two, for commands that do many things: what somebody must repair before what may be repeated.
[[nodiscard]] ExitCode worse(ExitCode one, ExitCode other) noexcept;

} // namespace pedell::cli
