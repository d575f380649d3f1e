// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"
#include "daemons/watch/event_file.h"
#include "daemons/watch/watch.h"

#include <filesystem>
#include <string>

namespace pedell::watch
{

struct Wires {
    base::Fd listener;
    base::Fd signals;
    int wall = -1;                ///< readable when its process has ended
    std::filesystem::path events; ///< Samba's file; its folder is watched
    std::string key;              ///< for the tags, greets every connection
};

/// Answers until a signal comes. Errors: unavailable, also when the wall's process has ended: systemd starts
/// both anew.
[[nodiscard]] base::Result<> serve(Wires wires, Watch& watch);

} // namespace pedell::watch
