// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/restart.h"

#include "daemons/update/copy.h"
#include "daemons/update/state.h"

#include <format>
#include <stdexcept>

namespace pedell::update
{

core::Time restart_time(const core::Machine& machine, core::Time now)
{
    try {
        const auto* const zone = std::chrono::locate_zone(machine.time_zone);
        const auto local = core::next_restart(machine.restart_window, zone->to_local(now));
        // An hour that summer time leaves out: its first moment after; one that comes twice: the first time.
        return zone->to_sys(local, std::chrono::choose::earliest);
    } catch (const std::runtime_error&) {
        const auto local =
            core::next_restart(machine.restart_window, std::chrono::local_seconds{now.time_since_epoch()});
        return core::Time{local.time_since_epoch()};
    }
}

std::string calendar_time(core::Time at)
{
    return std::format("{:%Y-%m-%d %H:%M:%S} UTC", at);
}

base::Result<> schedule_restart(const Host& host, const std::string& version, core::Time at, bool now)
{
    cancel_restart(host);
    const State state(host);
    if (auto noted = state.note_waiting({version, now ? host.now() : at, {}}); !noted)
        return noted;

    const std::string service = std::string(restart_unit) + ".service";
    const auto started = now ? host.output_of({"systemctl", "--no-block", "start", service})
                             : host.output_of({"systemd-run", "--quiet", "--on-calendar=" + calendar_time(at),
                                               "--timer-property=AccuracySec=1s", "--unit=" + service});
    if (!started)
        return std::unexpected(started.error());
    return {};
}

void cancel_restart(const Host& host)
{
    // Fails where there is none.
    (void)host.run({"systemctl", "stop", std::string(restart_unit) + ".timer"}, std::chrono::seconds{30});
    State(host).forget_waiting();
}

base::Result<> restart_now(const Host& host)
{
    const State state(host);
    auto waiting = state.waiting();
    if (!waiting)
        return base::fail(base::Errc::conflict, "Es wartet kein Neustart / no restart waits");

    if (const auto copied = take_copy(host, waiting->version); !copied) {
        waiting->fault = copied.error().context;
        (void)state.note_waiting(*waiting);
        state.publish();
        return copied;
    }
    const auto asked = host.output_of({"systemctl", "--no-block", "reboot"});
    if (!asked)
        return std::unexpected(asked.error());
    return {};
}

} // namespace pedell::update
