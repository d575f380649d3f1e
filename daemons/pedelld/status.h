// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/pedelld/desk.h"

#include <atomic>
#include <mutex>

namespace pedell::pedelld
{

/// How the caretaker is doing, written by the writer's thread after each piece of work and read by the one
/// that serves the API: so a long request never holds up who only wants to know.
class StatusBoard
{
public:
    /// Looks at register and projector. Only on the writer's thread.
    void write(Desk& desk);
    /// Checks the whole register (PRAGMA quick_check); for the next write. Only on the writer's thread.
    void check(Desk& desk);
    void set_busy(bool busy) noexcept
    {
        busy_ = busy;
    }
    [[nodiscard]] Answer read() const;

private:
    mutable std::mutex mutex_;
    boost::json::object status_;
    base::Result<int> schema_ = 0; ///< of the last check
    std::atomic<bool> busy_ = false;
};

} // namespace pedell::pedelld
