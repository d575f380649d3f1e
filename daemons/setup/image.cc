// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/image.h"

#include "daemons/setup/services.h"

#include <array>
#include <format>

namespace pedell::setup
{

namespace
{

namespace fs = std::filesystem;
using base::Errc;
using base::fail;
using base::Result;

constexpr const char* zones = "/usr/share/zoneinfo";
constexpr const char* key_folder = "/etc/pedell/ssh";
constexpr const char* key_file = "/etc/pedell/ssh/authorized_keys";
constexpr const char* settings_file = "/etc/ssh/sshd_config.d/10-pedell.conf";
constexpr const char* ssh_unit = "ssh.service";

/// Debian's socket would start sshd without our unit.
constexpr std::array ssh_units{"ssh.service", "ssh.socket", "sshd.service"};

Result<bool> make_host_keys(Site& site)
{
    bool changed = false;
    for (const char* const type : {"ed25519", "ecdsa", "rsa"}) {
        const std::string file = std::format("/etc/ssh/ssh_host_{}_key", type);
        if (!fs::exists(file)) {
            const auto made =
                site.act(file, {"ssh-keygen", "-q", "-t", type, "-N", "", "-C", "", "-f", file});
            if (!made)
                return made;

            changed = true;
        }
        for (const std::string& half : {file, file + ".pub"})
            if (const auto kept = site.keep(half); !kept)
                return std::unexpected(kept.error());
    }
    return changed;
}

Result<bool> unit_is(const char* verb, const char* unit)
{
    const auto answer = Site::ask({"systemctl", verb, "--quiet", unit});
    return answer ? Result<bool>(answer->status == 0) : std::unexpected(answer.error());
}

Result<bool> open_ssh(Site& site)
{
    bool settings_changed = false;
    const auto put =
        all_of([&] { return site.put_folder(key_folder, 0755); },
               [&] { return site.put_file(key_file, authorized_keys(site.school().machine.ssh_keys), 0600); },
               [&] { return make_host_keys(site); },
               [&]() -> Result<bool> {
                   const auto written = site.put_file(settings_file, sshd_settings());
                   settings_changed = written && *written;
                   return written;
               });
    if (!put)
        return put;

    const auto enabled = unit_is("is-enabled", ssh_unit);
    const auto active = unit_is("is-active", ssh_unit);
    if (!enabled || !active)
        return std::unexpected((enabled ? active : enabled).error());

    return all_of([&] { return put; },
                  [&]() -> Result<bool> {
                      if (*enabled)
                          return false;

                      return all_of(
                          [&] { return site.act("unmask ssh", {"systemctl", "unmask", ssh_unit}); },
                          [&] { return site.act("enable ssh", {"systemctl", "enable", ssh_unit}); });
                  },
                  [&]() -> Result<bool> {
                      if (!*active)
                          return site.act("start ssh", {"systemctl", "start", ssh_unit});

                      return settings_changed ? site.act("reload ssh", {"systemctl", "reload", ssh_unit})
                                              : Result<bool>(false);
                  });
}

Result<bool> close_ssh(Site& site)
{
    bool changed = false;
    for (const char* const unit : {"ssh.service", "ssh.socket"}) {
        const auto masked = Site::output_of({"systemctl", "show", "--value", "--property=LoadState", unit});
        if (!masked)
            return std::unexpected(masked.error());

        if (!masked->starts_with("loaded"))
            continue;

        // Masked, not disabled: the image's own link below /etc cannot be taken away, only covered.
        const auto done = site.act(std::format("mask {}", unit), {"systemctl", "mask", "--now", unit});
        if (!done)
            return done;

        changed = true;
    }
    const auto removed = site.remove_file(key_file);
    return removed ? Result<bool>(changed || *removed) : removed;
}

} // namespace

Result<bool> set_time_zone(Site& site)
{
    const std::string& zone = site.school().machine.time_zone;
    std::error_code none;
    if (!fs::is_regular_file(fs::path(zones) / zone, none))
        return fail(Errc::not_found,
                    std::format("time.zone = \"{}\": there is no such time zone; one like \"Europe/Berlin\" "
                                "(timedatectl list-timezones)",
                                zone));

    return all_of([&] { return site.put_link("/etc/localtime", std::format("{}/{}", zones, zone)); },
                  [&] { return site.put_file("/etc/timezone", zone + "\n"); });
}

Result<bool> keep_own_files(Site& site)
{
    std::error_code none;
    for (const std::string below : {"pedell/tls", "pedell/network.d"})
        for (const char* const layer : {etc_folder, kept_folder}) {
            // From the copies too: what was removed by hand loses its own.
            const fs::path folder = fs::path(layer) / below;
            std::vector<fs::path> paths;
            for (const auto& entry : fs::recursive_directory_iterator(folder, none))
                paths.push_back(fs::path(etc_folder) / entry.path().lexically_relative(layer));
            for (const fs::path& path : paths)
                if (const auto kept = site.keep(path); !kept)
                    return std::unexpected(kept.error());
        }
    return false;
}

std::string sshd_settings()
{
    return std::format("# Written by \"pedell setup\" from school.toml ([ssh]).\n"
                       "AllowUsers root\n"
                       "PermitRootLogin prohibit-password\n"
                       "AuthenticationMethods publickey\n"
                       "PasswordAuthentication no\n"
                       "KbdInteractiveAuthentication no\n"
                       "AuthorizedKeysFile {}\n"
                       "X11Forwarding no\n"
                       "AllowAgentForwarding no\n",
                       key_file);
}

std::string authorized_keys(const std::vector<std::string>& keys)
{
    std::string text = "# Written by \"pedell setup\" from school.toml ([ssh] keys).\n";
    for (const std::string& key : keys)
        text += key + "\n";
    return text;
}

Result<bool> configure_ssh(Site& site)
{
    const bool wanted = !site.school().machine.ssh_keys.empty();
    if (wanted && !fs::exists("/usr/sbin/sshd"))
        return fail(Errc::not_found, "ssh.keys are set, but openssh-server is not installed");

    const auto changed = wanted ? open_ssh(site) : close_ssh(site);
    if (!changed)
        return changed;

    for (const char* const unit : ssh_units)
        if (const auto kept = keep_unit(site, unit); !kept)
            return std::unexpected(kept.error());

    return changed;
}

} // namespace pedell::setup
