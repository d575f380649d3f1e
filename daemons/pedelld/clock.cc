// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/clock.h"

#include "base/handle.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <cstdint>
#include <sys/timerfd.h>
#include <unistd.h>

namespace pedell::pedelld
{

base::Result<Clock> Clock::open(const boost::asio::any_io_executor& executor)
{
    base::Fd fd(::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK));
    if (!fd)
        return base::fail_errno("timerfd_create");

    Clock clock(boost::asio::posix::stream_descriptor(executor, fd.release()));
    clock.arm(std::nullopt);
    return clock;
}

void Clock::arm(std::optional<core::Time> next)
{
    // A timer that is not armed is not told about a set clock either: the end of time is as good as none.
    constexpr std::int64_t never = 253'402'300'799;
    // 0 would disarm; a moment that has passed strikes at once.
    const std::int64_t when = next ? std::max<std::int64_t>(next->time_since_epoch().count(), 1) : never;
    itimerspec moment{};
    moment.it_value.tv_sec = *was_set_ ? 1 : when;
    constexpr int flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
    if (::timerfd_settime(fd_, flags, &moment, nullptr) == 0 || errno != ECANCELED)
        return;

    // The clock was set since, and the kernel tells that once: the reader would not hear of it. Strike at
    // once instead, until it does.
    *was_set_ = true;
    moment.it_value.tv_sec = 1;
    ::timerfd_settime(fd_, flags, &moment, nullptr);
}

boost::asio::awaitable<void> Clock::run(Struck struck)
{
    while (true) {
        const auto [fault] = co_await timer_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                                                        boost::asio::as_tuple(boost::asio::use_awaitable));
        if (fault)
            co_return;

        std::uint64_t times = 0;
        const bool read = ::read(fd_, &times, sizeof times) == static_cast<ssize_t>(sizeof times);
        if (read || errno == ECANCELED)
            struck(was_set_->exchange(false) || !read);
    }
}

} // namespace pedell::pedelld
