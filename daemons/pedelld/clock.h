// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/people.h"

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <functional>
#include <memory>
#include <optional>

namespace pedell::pedelld
{

/// Wakes at a moment of the wall clock, and when somebody sets that clock (timerfd_create(2),
/// TFD_TIMER_CANCEL_ON_SET).
class Clock
{
public:
    using Struck = std::function<void(bool clock_was_set)>;

    [[nodiscard]] static base::Result<Clock> open(const boost::asio::any_io_executor& executor);

    /// The next moment; absent: only when the clock is set. May be called from another thread.
    void arm(std::optional<core::Time> next);

    /// Calls `struck` each time, until the executor ends.
    [[nodiscard]] boost::asio::awaitable<void> run(Struck struck);

private:
    explicit Clock(boost::asio::posix::stream_descriptor timer)
        : timer_(std::move(timer)), fd_(timer_.native_handle()),
          was_set_(std::make_unique<std::atomic<bool>>(false))
    {
    }

    boost::asio::posix::stream_descriptor timer_;
    int fd_; ///< the same, for arm(): the descriptor object itself belongs to the executor's thread
    std::unique_ptr<std::atomic<bool>>
        was_set_; ///< arm() was told so instead of the reader; on the heap: a Clock moves
};

} // namespace pedell::pedelld
