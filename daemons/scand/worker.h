// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"
#include "core/findings.h"
#include "daemons/scand/confine.h"
#include "daemons/scand/worker_talk.h"

#include <functional>

namespace pedell::scand
{

/// The look at bytes: content::inspect, or what a test puts in its place.
using Inspect = std::function<base::Result<core::Findings>(int fd, const Job& job)>;

inline constexpr int exit_unconfined =
    78; ///< EX_CONFIG: a worker that cannot give up its rights; another could not

/// The life of one worker, in its own process: closes what it does not need, gives up all rights, then takes
/// one connection of `listener` after the other, and ends after WorkerLimits::inspections of them or with a
/// fault. `confine`: how it gives them up; another than confine_worker is for tests under sanitizers, which
/// need to read /proc.
[[noreturn]] void work(int listener, const Inspect& inspect, const WorkerLimits& limits,
                       base::Result<> (*confine)(const WorkerLimits&) = confine_worker);

} // namespace pedell::scand
