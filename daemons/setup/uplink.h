// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine.h"
#include "daemons/setup/site.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

/// How the image reaches its network: systemd-networkd, one wired interface (systemd.network(5)). A Debian
/// host keeps what its owner configured; none of this runs there.
namespace pedell::setup
{

/// A wired network interface of hardware.
struct Wired {
    std::string name;
    bool carrier = false; ///< a cable with something alive at its other end
};

/// Writes 10-pedell.network, lets networkd read it (without a break where nothing changed), and waits until
/// the address is there. Errors: not_found without such an interface; unavailable without an address.
[[nodiscard]] base::Result<bool> configure_uplink(Site& site);

/// The interface to use: the one that the settings name; else, of those with a carrier (of all, where none
/// has one), the one that is in use, else the first by name. Absent: none fits. Pure.
[[nodiscard]] std::optional<std::string> choose_wired(const std::vector<Wired>& wired,
                                                      const std::string& asked, const std::string& in_use);

/// The file 10-pedell.network. Pure.
[[nodiscard]] std::string network_file(const core::Uplink& uplink, const std::string& interface);

/// The Name= of such a file; empty where there is none. Pure.
[[nodiscard]] std::string interface_in(std::string_view network_file);

/// Whether networkd says of a link (/run/systemd/netif/links/INDEX) that it is what our file asks for. Pure.
[[nodiscard]] bool is_configured(std::string_view link_state);

/// Waits until networkd has done with the interface and there is an IPv4 address: that of `uplink`, or any by
/// DHCP. Error unavailable after `limit`, saying what to look at.
[[nodiscard]] base::Result<std::string>
await_address(const core::Uplink& uplink, const std::string& interface, std::chrono::seconds limit);

} // namespace pedell::setup
