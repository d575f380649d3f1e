// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/rollback.h"

#include "base/file.h"
#include "base/handle.h"
#include "daemons/update/restart.h"
#include "daemons/update/state.h"
#include "register/copy.h"
#include "register/register.h"

#include <algorithm>
#include <fcntl.h>
#include <format>

namespace pedell::update
{
namespace
{

using base::Errc;
using base::fail;

/// The initrd looks for it, removes it and makes the data partitions anew (image/initrd/disk).
constexpr const char* reset_mark = "/efi/factory-reset";

} // namespace

base::Result<WayBack> find_way_back(const Host& host)
{
    const auto running = running_version(host);
    if (!running)
        return std::unexpected(running.error());

    const auto menu = menu_of(host);
    if (!menu)
        return std::unexpected(menu.error());

    const auto current = std::ranges::find(*menu, *running, &MenuEntry::version);
    const auto other = other_in(*menu, *running);
    if (current == menu->end() || !other)
        return fail(Errc::not_found, "Es gibt keine andere Version / there is no other version");

    const auto blessed = State(host).blessed();
    const auto known = blessed.find(other->version);
    if (known == blessed.end())
        return fail(Errc::conflict,
                    std::format("Version {0} lief hier noch nie richtig / version {0} never worked here",
                                other->version));

    const auto taken_away = registry::newest_contract(host.at(registry::register_file));
    if (!taken_away)
        return std::unexpected(taken_away.error());
    if (*taken_away > known->second)
        return fail(
            Errc::conflict,
            std::format("Version {0} kann das Register nicht mehr lesen; zurueck geht es nur mit einer "
                        "Sicherung / version {0} cannot read the register any more; the way back needs a "
                        "backup",
                        other->version));
    return WayBack{*current, *other};
}

base::Result<core::Time> go_back(const Host& host, const core::Machine& machine, const WayBack& way, bool now)
{
    const State state(host);
    if (const auto made = state.make_folders(); !made)
        return std::unexpected(made.error());
    if (const auto last = put_last(host, way.from); !last)
        return std::unexpected(last.error());
    if (const auto noted = state.note_failure(
            {way.from.version, host.now(), "von Hand zurueckgenommen / taken back by hand", true});
        !noted)
        return std::unexpected(noted.error());

    const core::Time at = now ? host.now() : restart_time(machine, host.now());
    if (const auto planned = schedule_restart(host, way.to.version, at, now); !planned)
        return std::unexpected(planned.error());

    state.publish();
    return at;
}

base::Result<> reset_to_factory(const Host& host)
{
    if (const auto running = running_version(host); !running)
        return std::unexpected(running.error());

    if (const auto marked = base::write_atomically(host.at(reset_mark), "pedell factory-reset\n"); !marked)
        return marked;

    const base::Fd esp(::open(host.at("/efi").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!esp || ::syncfs(esp.get()) != 0)
        return base::fail_errno("sync the ESP");

    const auto asked = host.output_of({"systemctl", "--no-block", "reboot"});
    if (!asked)
        return std::unexpected(asked.error());
    return {};
}

} // namespace pedell::update
