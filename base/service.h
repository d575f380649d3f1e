// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"

#include <chrono>
#include <optional>
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
/// Says RELOADING=1, for units of Type=notify-reload; say_ready() ends it (systemd.service(5)).
void say_reloading();
/// How often say_alive() is due: half of the unit's WatchdogSec= (sd_watchdog_enabled(3)); absent: nobody
/// asks.
[[nodiscard]] std::optional<std::chrono::milliseconds> alive_interval();
/// Says WATCHDOG=1. To be called by the loop that does the work, after it did some: whoever hangs is
/// restarted.
void say_alive();

/// Blocks SIGTERM and SIGINT for all threads and returns a signalfd (non-blocking) for them; ignores SIGPIPE
/// and SIGXFSZ. Call it before the first thread starts.
[[nodiscard]] Result<Fd> termination_signals();

} // namespace pedell::base
