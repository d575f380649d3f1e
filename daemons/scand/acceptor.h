// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "daemons/scand/loop.h"

#include <cstddef>
#include <functional>

namespace pedell::scand
{

/// Takes connections, up to so many at once. When descriptors run out it rests a moment instead of spinning:
/// who waits in the backlog meanwhile loses patience at the door, which defers.
class Acceptor
{
public:
    using Welcome = std::function<void(base::Fd connection)>; ///< non-blocking

    Acceptor(const Loop& loop, base::Fd listener, std::size_t most, Welcome welcome);
    Acceptor(const Acceptor&) = delete;
    Acceptor& operator=(const Acceptor&) = delete;

    /// Errors: unavailable.
    [[nodiscard]] base::Result<> open();
    /// One that was welcomed is gone.
    void left();

private:
    void take();
    void rest();

    const Loop& loop_;
    base::Fd listener_;
    std::size_t most_;
    std::size_t inside_ = 0;
    Welcome welcome_;
    Loop::Watch ready_;
    Loop::Watch resting_;
};

} // namespace pedell::scand
