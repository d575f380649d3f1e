// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/services.h"

#include "base/file.h"
#include "base/handle.h"
#include "base/unix_socket.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <format>
#include <netinet/in.h>
#include <set>
#include <sys/socket.h>
#include <thread>

namespace pedell::setup
{

namespace
{

using base::Errc;
using base::fail;
using base::Result;

constexpr const char* kept_links = "/var/lib/pedell/etc/systemd/system";
constexpr const char* applied_settings = "/var/lib/pedell/setup/applied.toml";

/// Debian starts them with the packages; on a domain controller samba(8) runs its own.
constexpr std::array masked{"smbd.service", "nmbd.service", "winbind.service"};

struct Unit {
    const char* name;
    bool enable;         ///< false: started by others (socket, Wants=)
    bool reads_settings; ///< school.toml, at its start
};

/// In the order in which they need each other.
constexpr std::array units{
    Unit{"pedell-network.service", true, false},
    Unit{"chrony.service", true, false},
    Unit{"pedell-watch.socket", true, false},
    Unit{"pedell-watch.service", true, false},
    Unit{"pedell-gate.socket", true, false},
    Unit{"pedell-gate.service", true, false},
    Unit{"pedell-scand.socket", true, false},
    Unit{"pedell-scand-clamd.socket", true, false},
    Unit{"pedell-scand-worker.socket", true, false},
    Unit{"pedell-scand-worker.service", true, false},
    Unit{"pedell-scand.service", true, true},
    Unit{"samba-ad-dc.service", true, false},
    Unit{"pedell-keys.service", true, false},
    Unit{"pedell-hand.socket", true, false},
    Unit{"pedelld.socket", true, false},
    Unit{"pedelld.service", true, true},
    Unit{"pedell-milter.service", true, true},
    Unit{"dovecot.service", true, false},
    Unit{"postfix.service", true, false},
    Unit{"pedell-weekly.timer", true, false},
    Unit{"pedell-certificates.timer", true, false},
    Unit{"pedell-metrics.timer", true, false},
    Unit{"pedell-files.timer", true, false},
};

struct Door {
    const char* what;
    std::uint16_t port;
    const char* socket; ///< instead of a port
    const char* unit;
};

constexpr std::array doors{
    Door{"DNS", 53, nullptr, "samba-ad-dc.service"},
    Door{"Kerberos", 88, nullptr, "samba-ad-dc.service"},
    Door{"LDAP", 636, nullptr, "samba-ad-dc.service"},
    Door{"SMB", 445, nullptr, "samba-ad-dc.service"},
    Door{"privileged LDAP", 0, "/var/lib/samba/private/ldap_priv/ldapi", "samba-ad-dc.service"},
    Door{"watcher", 0, "/run/pedell-watch/watch.sock", "pedell-watch.service"},
    Door{"gate", 0, "/run/pedell-gate/gate.sock", "pedell-gate.service"},
    Door{"judge of content", 0, "/run/pedell-scand/scand.sock", "pedell-scand.service"},
    Door{"API", 0, "/run/pedell/api.sock", "pedelld.service"},
    Door{"milter", 0, "/run/pedell-milter/milter.sock", "pedell-milter.service"},
    Door{"IMAPS", 993, nullptr, "dovecot.service"},
    Door{"submissions", 465, nullptr, "postfix.service"},
    Door{"submission", 587, nullptr, "postfix.service"},
};

/// One property of a unit, as systemctl shows it.
Result<std::string> property(const char* unit, const char* name)
{
    auto shown = Site::output_of({"systemctl", "show", "--value", "--property", name, unit});
    if (shown && shown->ends_with('\n'))
        shown->pop_back();
    return shown;
}

bool answers(const Door& door)
{
    if (door.socket != nullptr)
        return base::connect_stream(door.socket) || base::connect_seqpacket(door.socket);

    const base::Fd fd(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(door.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return fd && connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
}

Result<bool> mask(Site& site, const char* unit)
{
    const auto state = property(unit, "LoadState");
    if (!state)
        return std::unexpected(state.error());

    if (*state == "masked")
        return false;

    return site.act(std::format("mask {}", unit), {"systemctl", "mask", "--now", unit});
}

Result<bool> enable(Site& site, const Unit& unit)
{
    const auto load = property(unit.name, "LoadState");
    if (!load)
        return std::unexpected(load.error());

    if (*load == "not-found")
        return fail(Errc::not_found,
                    std::format("no unit {}; is the package pedell installed completely?", unit.name));

    return all_of(
        [&]() -> Result<bool> {
            if (*load != "masked")
                return false;

            return site.act(std::format("unmask {}", unit.name), {"systemctl", "unmask", unit.name});
        },
        [&]() -> Result<bool> {
            const auto state = property(unit.name, "UnitFileState");
            if (!state)
                return std::unexpected(state.error());

            if (!unit.enable || *state == "enabled" || *state == "static")
                return false;

            return site.act(std::format("enable {}", unit.name), {"systemctl", "enable", unit.name});
        });
}

/// Waits for the doors of one unit: who starts after it finds it at work.
Result<> wait_for_unit(std::string_view unit)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{90};
    for (const Door& door : doors)
        while (door.unit == unit && !answers(door)) {
            if (std::chrono::steady_clock::now() > deadline)
                return fail(Errc::unavailable, std::format("{} does not answer; see: systemctl status {}",
                                                           door.what, door.unit));

            std::this_thread::sleep_for(std::chrono::milliseconds{200});
        }
    return {};
}

Result<bool> start(Site& site, const Unit& unit)
{
    const auto state = property(unit.name, "ActiveState");
    if (!state)
        return std::unexpected(state.error());

    const bool active = *state == "active";
    if (active && !site.touched(unit.name))
        return false;

    // A unit that failed too often would refuse to start.
    if (!site.dry_run() && *state == "failed")
        if (const auto reset = Site::ask({"systemctl", "reset-failed", unit.name}); !reset)
            return std::unexpected(reset.error());

    const char* const verb = active ? "restart" : "start";
    const auto done = site.act(std::format("{} {}", verb, unit.name), {"systemctl", verb, unit.name});
    if (!done)
        return fail(done.error().code,
                    std::format("{} does not start; see: journalctl --namespace=+pedell -b -u {}", unit.name,
                                unit.name));

    if (site.dry_run())
        return true;

    site.settle(unit.name);
    if (const auto awake = wait_for_unit(unit.name); !awake)
        return std::unexpected(awake.error());

    return true;
}

} // namespace

Result<> keep_unit(Site& site, std::string_view unit)
{
    constexpr const char* links = "/etc/systemd/system";
    if (!site.image())
        return {};

    // Its mask or alias, and the links of those that want it: kept or, where they are gone, forgotten.
    std::set<std::filesystem::path> paths{std::filesystem::path(links) / unit};
    std::error_code none;
    for (const std::filesystem::path folder : {links, kept_links})
        for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
            const std::string name = entry.path().filename().string();
            const auto target = std::filesystem::read_symlink(entry.path(), none);
            if (name.ends_with(".wants") || name.ends_with(".requires"))
                paths.insert(std::filesystem::path(links) / name / unit);
            else if (target.filename() == unit)
                paths.insert(std::filesystem::path(links) / name);
        }
    for (const std::filesystem::path& path : paths)
        if (const auto kept = site.keep(path); !kept)
            return kept;

    return {};
}

Result<bool> enable_services(Site& site)
{
    bool changed = false;
    const auto note = [&changed](const Result<bool>& one) {
        changed = changed || (one && *one);
        return one.has_value();
    };

    for (const char* const unit : masked)
        if (const auto done = mask(site, unit); !note(done))
            return done;
    for (const Unit& unit : units)
        if (const auto done = enable(site, unit); !note(done))
            return done;
    for (const char* const unit : masked)
        if (const auto kept = keep_unit(site, unit); !kept)
            return std::unexpected(kept.error());
    for (const Unit& unit : units)
        if (const auto kept = keep_unit(site, unit.name); !kept)
            return std::unexpected(kept.error());

    // First the marks: an interruption in between then costs a restart too many, never one too few.
    if (base::read_file(applied_settings).value_or("") != site.settings_text())
        for (const Unit& unit : units)
            if (unit.reads_settings)
                site.touch(unit.name);

    const auto applied = site.put_file(applied_settings, site.settings_text());
    if (!note(applied))
        return applied;

    const auto done =
        site.put_file(done_file, "Written by \"pedell setup\": without this file no service starts.\n");
    if (!note(done))
        return done;

    return changed;
}

Result<bool> start_services(Site& site)
{
    bool changed = false;
    for (const Unit& unit : units) {
        const auto started = start(site, unit);
        if (!started)
            return started;

        changed = changed || *started;
    }
    return changed;
}

Result<bool> wait_for_doors(Site& site)
{
    if (site.dry_run())
        return false;

    for (const Unit& unit : units)
        if (const auto awake = wait_for_unit(unit.name); !awake)
            return std::unexpected(awake.error());

    return false;
}

std::vector<std::string> silent_services()
{
    std::vector<std::string> silent;
    for (const Unit& unit : units)
        if (property(unit.name, "ActiveState").value_or("") != "active")
            silent.emplace_back(unit.name);
    for (const Door& door : doors)
        if (!std::ranges::contains(silent, door.unit) && !answers(door))
            silent.emplace_back(door.what);
    return silent;
}

} // namespace pedell::setup
