// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"
#include "daemons/gate/gate.h"

namespace pedell::gate
{

struct Wires {
    base::Fd listener;
    base::Fd signals;
};

/// Answers at the socket and, once the folder of doors was handed over (mount.h), there. One message a
/// connection (SOCK_SEQPACKET), from root alone:
///
///     ADDRESS ACCOUNT     yes FILE_BYTES | no     may this session begin?
///     doors               yes                     with the descriptor of the mounted folder
///
/// Until a signal comes. Errors: unavailable, also when the folder was unmounted: systemd starts both anew.
[[nodiscard]] base::Result<> serve(Wires wires, Gate& gate);

} // namespace pedell::gate
