// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/uplink.h"

#include "daemons/setup/machine.h"
#include "daemons/setup/services.h"

#include <algorithm>
#include <format>
#include <thread>

namespace pedell::setup
{

namespace
{

namespace fs = std::filesystem;
using base::Errc;
using base::fail;
using base::Result;

constexpr const char* network_path = "/etc/systemd/network/10-pedell.network";
constexpr const char* networkd = "systemd-networkd.service";
constexpr std::chrono::seconds patience{60};

std::string first_line(const fs::path& file)
{
    const std::string text = base::read_file(file).value_or("");
    return text.substr(0, text.find('\n'));
}

/// Ethernet (type 1) with hardware behind it (device) that is no radio; in a container the one that stands
/// for it.
std::vector<Wired> wired_interfaces()
{
    std::vector<Wired> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator("/sys/class/net", none)) {
        const fs::path& path = entry.path();
        const bool hardware = fs::exists(path / "device", none) || path.filename() == "host0";
        const bool radio = fs::exists(path / "wireless", none) || fs::exists(path / "phy80211", none);
        if (first_line(path / "type") == "1" && hardware && !radio)
            found.push_back({path.filename().string(), first_line(path / "carrier") == "1"});
    }
    return found;
}

Result<bool> run_networkd(Site& site, bool changed)
{
    const auto active = Site::ask({"systemctl", "is-active", networkd});
    if (!active)
        return std::unexpected(active.error());

    const auto enabled = Site::ask({"systemctl", "is-enabled", networkd});
    if (!enabled)
        return std::unexpected(enabled.error());

    return all_of(
        [&]() -> Result<bool> {
            if (enabled->status == 0)
                return false;

            return site.act(std::format("enable {}", networkd), {"systemctl", "enable", networkd});
        },
        [&]() -> Result<bool> {
            if (active->status != 0)
                return site.act(std::format("start {}", networkd), {"systemctl", "start", networkd});

            // Reconfigures the links whose files changed, and only those (networkctl(1)).
            return changed ? site.act("networkctl reload", {"networkctl", "reload"}) : Result<bool>(false);
        });
}

} // namespace

std::optional<std::string> choose_wired(const std::vector<Wired>& wired, const std::string& asked,
                                        const std::string& in_use)
{
    const auto named = [&wired](const std::string& name) {
        return std::ranges::any_of(wired, [&](const Wired& one) { return one.name == name; });
    };
    if (!asked.empty())
        return named(asked) ? std::optional(asked) : std::nullopt;

    const bool any_carrier = std::ranges::any_of(wired, &Wired::carrier);
    std::optional<std::string> best;
    for (const Wired& one : wired) {
        if (any_carrier && !one.carrier)
            continue;
        if (one.name == in_use)
            return one.name;
        if (!best || one.name < *best)
            best = one.name;
    }
    return best;
}

std::string network_file(const core::Uplink& uplink, const std::string& interface)
{
    std::string file = std::format("# Written by \"pedell setup\" from school.toml ([network]).\n"
                                   "[Match]\nName={}\n\n[Network]\n",
                                   interface);
    if (uplink.address == "dhcp")
        return file + "DHCP=ipv4\nIPv6AcceptRA=yes\n\n[DHCPv4]\nUseDNS=no\n"
                      "UseHostname=no\nUseDomains=no\n\n[IPv6AcceptRA]\nUseDNS=no\nUseDomains=no\n";

    // The address stays while a switch restarts, and is there at boot before the switch is.
    return file + std::format("Address={}\nGateway={}\nIPv6AcceptRA=yes\nConfigureWithoutCarrier=yes\n"
                              "IgnoreCarrierLoss=yes\n\n[IPv6AcceptRA]\nUseDNS=no\nUseDomains=no\n",
                              uplink.address, uplink.gateway);
}

std::string interface_in(std::string_view network_file)
{
    constexpr std::string_view key = "\nName=";
    const auto at = network_file.find(key);
    if (at == std::string_view::npos)
        return {};

    const auto value = network_file.substr(at + key.size());
    return std::string(value.substr(0, value.find('\n')));
}

bool is_configured(std::string_view link_state)
{
    // "\nKEY=value\n", the first line too.
    const std::string state = std::format("\n{}\n", link_state);
    return state.contains("\nADMIN_STATE=configured\n") &&
           state.contains(std::format("\nNETWORK_FILE={}\n", network_path));
}

Result<std::string> await_address(const core::Uplink& uplink, const std::string& interface,
                                  std::chrono::seconds limit)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    const bool fixed = uplink.address != "dhcp";
    const std::string wanted = uplink.address.substr(0, uplink.address.find('/'));
    const std::string link = std::format("/run/systemd/netif/links/{}",
                                         first_line(fs::path("/sys/class/net") / interface / "ifindex"));
    for (;;) {
        const auto address = lan_address();
        if (address && (!fixed || *address == wanted) && is_configured(base::read_file(link).value_or("")))
            return address;

        if (std::chrono::steady_clock::now() >= deadline)
            break;

        std::this_thread::sleep_for(std::chrono::milliseconds{200});
    }
    if (fixed)
        return fail(Errc::unavailable,
                    std::format("the address {} did not come up at {} within {}: look at networkctl status",
                                uplink.address, interface, limit));

    return fail(Errc::unavailable,
                std::format("no address by DHCP at {} within {}: is the cable in, and does a router give "
                            "addresses? Else set network.address and network.gateway in school.toml",
                            interface, limit));
}

Result<bool> configure_uplink(Site& site)
{
    const core::Uplink& uplink = site.school().machine.uplink;
    const auto interface = choose_wired(wired_interfaces(), uplink.interface,
                                        interface_in(base::read_file(network_path).value_or("")));
    if (!interface)
        return fail(Errc::not_found,
                    uplink.interface.empty()
                        ? "this machine has no wired network interface that Linux knows"
                        : std::format("network.interface = \"{}\": there is no such wired interface",
                                      uplink.interface));

    bool changed = false;
    const auto configured = all_of([&] { return site.put_folder("/etc/systemd/network", 0755); },
                                   [&]() -> Result<bool> {
                                       const auto written =
                                           site.put_file(network_path, network_file(uplink, *interface));
                                       changed = written && *written;
                                       return written;
                                   },
                                   [&] { return run_networkd(site, changed); });
    if (!configured || site.dry_run())
        return configured;

    for (const char* const unit : {"systemd-networkd.service", "systemd-networkd.socket"})
        if (const auto kept = keep_unit(site, unit); !kept)
            return std::unexpected(kept.error());

    if (const auto address = await_address(uplink, *interface, patience); !address)
        return std::unexpected(address.error());

    return configured;
}

} // namespace pedell::setup
