// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/addresses.h"

#include "base/handle.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <fstream>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sstream>
#include <tuple>

namespace pedell::base
{

namespace
{

/// The interface of the IPv4 default route (proc_net_route(5): destination 00000000); empty where there is
/// none.
std::string default_interface()
{
    std::ifstream routes("/proc/net/route");
    std::string line;
    while (std::getline(routes, line)) {
        std::istringstream words(line);
        std::string name;
        std::string destination;
        if (words >> name >> destination && destination == "00000000")
            return name;
    }
    return {};
}

/// Empty: of a family that does not concern us, or of this link alone.
std::string text_of(const sockaddr* address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address->sa_family == AF_INET) {
        const auto* const four = reinterpret_cast<const sockaddr_in*>(address);
        inet_ntop(AF_INET, &four->sin_addr, text.data(), text.size());
        return std::string_view(text.data()).starts_with("169.254.") ? "" : text.data();
    }
    if (address->sa_family == AF_INET6) {
        const auto* const six = reinterpret_cast<const sockaddr_in6*>(address);
        if (IN6_IS_ADDR_LINKLOCAL(&six->sin6_addr))
            return {};

        inet_ntop(AF_INET6, &six->sin6_addr, text.data(), text.size());
        return text.data();
    }
    return {};
}

} // namespace

Result<std::vector<NetworkAddress>> network_addresses()
{
    ifaddrs* raw = nullptr;
    if (getifaddrs(&raw) != 0)
        return fail_errno("list the network addresses");

    const Handle<ifaddrs, freeifaddrs> list(raw);
    const std::string preferred = default_interface();
    std::vector<NetworkAddress> found;
    for (const ifaddrs* entry = raw; entry != nullptr; entry = entry->ifa_next) {
        if (entry->ifa_addr == nullptr || (entry->ifa_flags & (IFF_UP | IFF_LOOPBACK)) != IFF_UP)
            continue;

        std::string address = text_of(entry->ifa_addr);
        if (!address.empty())
            found.push_back({entry->ifa_name, std::move(address), entry->ifa_addr->sa_family == AF_INET,
                             entry->ifa_name == preferred});
    }
    std::ranges::stable_sort(found, [](const NetworkAddress& a, const NetworkAddress& b) {
        return std::tuple(!a.default_route, !a.v4) < std::tuple(!b.default_route, !b.v4);
    });
    return found;
}

} // namespace pedell::base
