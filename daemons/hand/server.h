// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "hand/protocol.h"

#include <functional>
#include <span>
#include <string_view>
#include <sys/types.h>

namespace pedell::hand
{

using Handler = std::function<base::Result<Reply>(const Request&)>;

/// Who may ask, and for what.
struct Caller {
    uid_t uid = 0;
    std::string_view only = {}; ///< the one verb; empty: all of them
};

/// One connection: one caller, one request, one reply. Every caller but those allowed is told no and logged,
/// also root: root needs no hand, and a slip of a root script shall not erase a folder.
void serve_connection(int connection, std::span<const Caller> allowed, const Handler& handler);

/// Takes connections one after the other until SIGTERM, or until a minute passes without one (systemd starts
/// us again).
[[nodiscard]] base::Result<> serve_until_idle(int listener, int signals, std::span<const Caller> allowed,
                                              const Handler& handler);

} // namespace pedell::hand
