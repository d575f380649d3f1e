// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>
#include <vector>

namespace pedell::base
{

/// An address that this machine has on one of its interfaces.
struct NetworkAddress {
    std::string interface;
    std::string address; ///< numeric, without prefix
    bool v4 = true;
    bool default_route = false; ///< of the interface by which it reaches the IPv4 world
};

/// All addresses of interfaces that are up, but for loopback and link-local ones; those of the default route
/// first, IPv4 before IPv6 (getifaddrs(3)). Errors: unavailable.
[[nodiscard]] Result<std::vector<NetworkAddress>> network_addresses();

} // namespace pedell::base
