// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <systemd/sd-event.h>

namespace pedell::scand
{

/// The front's one thread (sd-event(3)): watches descriptors and times, answers the watchdog, ends at
/// SIGTERM.
class Loop
{
public:
    /// Somebody watches as long as it lives; may end within its own call.
    using Watch = base::Handle<sd_event_source, sd_event_source_disable_unref>;
    using Ready = std::function<void(std::uint32_t events)>; ///< EPOLLIN, EPOLLOUT, EPOLLHUP, ... (epoll(7))
    using Due = std::function<void()>;

    /// Errors: unavailable.
    [[nodiscard]] static base::Result<Loop> make();

    /// The descriptor must stay open while it is watched. Errors: unavailable.
    [[nodiscard]] base::Result<Watch> watch(int fd, std::uint32_t events, Ready ready) const;
    /// Once, not before `delay` is over.
    [[nodiscard]] base::Result<Watch> after(std::chrono::milliseconds delay, Due due) const;
    /// The signal is blocked and handled here (signalfd(2)).
    [[nodiscard]] base::Result<Watch> on_signal(int signal, Due due) const;

    /// Until stop().
    [[nodiscard]] base::Result<> run() const;
    void stop() const;

private:
    using Event = base::Handle<sd_event, sd_event_unref>;
    explicit Loop(Event event) : event_(std::move(event)) {}
    Event event_;
};

} // namespace pedell::scand
