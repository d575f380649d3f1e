// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "milter/door.h"
#include "milter/session.h"

#include <filesystem>
#include <functional>

namespace pedell::milter
{

/// What the door needs for its whole life.
struct Service {
    const MailDoor& door;
    Logbook& logbook;
    std::filesystem::path socket;   ///< made anew, 0660; its group is the folder's (setgid): Postfix
    std::function<void()> on_ready; ///< called once the socket is there
};

/// Serves Postfix until SIGTERM or SIGINT, which libmilter itself waits for (smfi_main). Once in a process.
///
/// Errors: denied or unavailable, when the socket cannot be made. Threads: libmilter's pool; Debian's is a
/// poller with a few workers, so that two steps of one message may run on different threads.
[[nodiscard]] base::Result<> serve(const Service& service);

} // namespace pedell::milter
