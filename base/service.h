// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"

#include <string_view>

namespace pedell::base
{

/// The socket that systemd passes under this FileDescriptorName= (sd_listen_fds_with_names(3)).
/// Each name is taken once: the caller owns the socket. Errors: not_found, saying which .socket unit is
/// missing.
[[nodiscard]] Result<Fd> take_socket(std::string_view name);

/// Says READY=1 with a status line (sd_notify(3)); no-op without NOTIFY_SOCKET.
void say_ready(std::string_view status);
void say_stopping();
/// The watchdog's sign of life (WatchdogSec=, systemd.service(5)); no-op without NOTIFY_SOCKET.
void say_alive();

/// Blocks SIGTERM and SIGINT for all threads and returns a signalfd (non-blocking) for them; ignores SIGPIPE
/// and SIGXFSZ. Call it before the first thread starts.
[[nodiscard]] Result<Fd> termination_signals();

} // namespace pedell::base
