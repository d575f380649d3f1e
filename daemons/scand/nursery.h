// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstddef>
#include <functional>
#include <map>
#include <sys/types.h>

namespace pedell::scand
{

/// Keeps `count` workers: makes another for each that ends, and ends each that was stopped. Reads nothing of
/// anybody.
///
/// Promises: no worker outlives it (PR_SET_PDEATHSIG). Waits a moment before it replaces one that died at
/// once.
class Nursery
{
public:
    using Work = std::function<void()>; ///< in the new process; does not return

    Nursery(std::size_t count, Work work) : count_(count), work_(std::move(work)) {}

    /// Until SIGTERM or SIGINT; tells systemd when all are there, and that it is alive. Errors: unavailable
    /// (no process can be made, or a worker cannot give up its rights: nobody may read then).
    [[nodiscard]] base::Result<> run();

private:
    [[nodiscard]] base::Result<> refill();
    /// Errors: unavailable (exit_unconfined).
    [[nodiscard]] base::Result<> reap();
    void end_all();

    std::size_t count_;
    Work work_;
    std::map<pid_t, std::int64_t> born_; ///< on the steady clock, in milliseconds
    std::int64_t not_before_ = 0;        ///< the next one
};

} // namespace pedell::scand
