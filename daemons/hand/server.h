// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "hand/protocol.h"

#include <functional>
#include <sys/types.h>

namespace pedell::hand
{

using Handler = std::function<base::Result<Reply>(const Request&)>;

/// One connection: one caller, one request, one reply. Every caller but `allowed` is told no and logged, also
/// root: root needs no hand, and a slip of a root script shall not erase a folder.
void serve_connection(int connection, uid_t allowed, const Handler& handler);

/// Takes connections one after the other until SIGTERM, or until a minute passes without one (systemd starts
/// us again).
[[nodiscard]] base::Result<> serve_until_idle(int listener, int signals, uid_t allowed,
                                              const Handler& handler);

} // namespace pedell::hand
