// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/loop.h"

#include <csignal>
#include <memory>

namespace pedell::scand
{

using base::Result;

namespace
{

// What is called lives as long as sd-event's source, also when its owner lets go of it within the call.

template <class T>
void drop(void* call) noexcept
{
    delete static_cast<T*>(call);
}

/// Takes the source that sd_event_add_* made with `call` as its user data.
template <class T>
Result<Loop::Watch> own(int made, sd_event_source* raw, std::unique_ptr<T> call)
{
    if (made < 0)
        return base::fail_errno("watch a descriptor, time or signal", -made);

    Loop::Watch source(raw);
    if (const int set = ::sd_event_source_set_destroy_callback(raw, drop<T>); set < 0)
        return base::fail_errno("watch a descriptor, time or signal", -set);

    (void)call.release(); // sd-event's from here on
    return source;
}

int ready_skin(sd_event_source* /*source*/, int /*fd*/, std::uint32_t events, void* call)
{
    (*static_cast<Loop::Ready*>(call))(events);
    return 0;
}

int due_skin(sd_event_source* /*source*/, std::uint64_t /*when*/, void* call)
{
    (*static_cast<Loop::Due*>(call))();
    return 0;
}

int signal_skin(sd_event_source* /*source*/, const signalfd_siginfo* /*what*/, void* call)
{
    (*static_cast<Loop::Due*>(call))();
    return 0;
}

} // namespace

Result<Loop> Loop::make()
{
    sd_event* raw = nullptr;
    if (const int made = ::sd_event_new(&raw); made < 0)
        return base::fail_errno("make an event loop", -made);

    Event event(raw);
    if (const int asked = ::sd_event_set_watchdog(raw, 1); asked < 0)
        return base::fail_errno("answer the watchdog", -asked);
    return Loop(std::move(event));
}

Result<Loop::Watch> Loop::watch(int fd, std::uint32_t events, Ready ready) const
{
    auto call = std::make_unique<Ready>(std::move(ready));
    sd_event_source* raw = nullptr;
    const int made = ::sd_event_add_io(event_.get(), &raw, fd, events, ready_skin, call.get());
    return own(made, raw, std::move(call));
}

Result<Loop::Watch> Loop::after(std::chrono::milliseconds delay, Due due) const
{
    auto call = std::make_unique<Due>(std::move(due));
    const auto microseconds = std::chrono::microseconds(delay).count();
    sd_event_source* raw = nullptr;
    const int made =
        ::sd_event_add_time_relative(event_.get(), &raw, CLOCK_MONOTONIC,
                                     static_cast<std::uint64_t>(microseconds), 0, due_skin, call.get());
    return own(made, raw, std::move(call));
}

Result<Loop::Watch> Loop::on_signal(int signal, Due due) const
{
    auto call = std::make_unique<Due>(std::move(due));
    sd_event_source* raw = nullptr;
    const int made =
        ::sd_event_add_signal(event_.get(), &raw, signal | SD_EVENT_SIGNAL_PROCMASK, signal_skin, call.get());
    return own(made, raw, std::move(call));
}

Result<> Loop::run() const
{
    const int ended = ::sd_event_loop(event_.get());
    return ended < 0 ? Result<>(base::fail_errno("serve", -ended)) : Result<>{};
}

void Loop::stop() const
{
    (void)::sd_event_exit(event_.get(), 0);
}

} // namespace pedell::scand
