// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/place.h"

#include "core/net_address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <span>

namespace pedell::core
{
namespace
{

constexpr unsigned mapped_bits = 96; ///< of ::ffff:0:0/96 (RFC 4291 2.5.5.2)

constexpr unsigned width_of(bool v4) noexcept
{
    return v4 ? 32 : 128;
}

/// One address is the network of full length; how it was written decides what its prefix counts.
std::optional<Network> parse_address(std::string_view text)
{
    const auto address = text.contains('%') ? std::nullopt : NetAddress::parse(text);
    if (!address)
        return std::nullopt;

    Network one;
    one.v4 = !text.contains(':');
    one.bits = width_of(one.v4);
    std::ranges::copy(std::span(address->bytes()).last(one.bits / 8), one.address.begin());
    return one;
}

/// IPv4 in the dress of IPv6, as a socket for both shows it.
Network undressed(const Network& network)
{
    static constexpr std::array<std::uint8_t, 12> dress{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (network.v4 || network.bits < mapped_bits ||
        !std::ranges::equal(dress, std::span(network.address).first<12>()))
        return network;

    Network bare{.v4 = true, .address = {}, .bits = network.bits - mapped_bits};
    std::ranges::copy(std::span(network.address).subspan<12>(), bare.address.begin());
    return bare;
}

std::array<std::uint8_t, 16> masked(std::array<std::uint8_t, 16> address, unsigned bits) noexcept
{
    for (unsigned byte = 0; byte < address.size(); ++byte) {
        const unsigned kept = std::clamp(bits, byte * 8, byte * 8 + 8) - byte * 8;
        address.at(byte) &= static_cast<std::uint8_t>(0xff00U >> kept);
    }
    return address;
}

bool holds(const Network& network, const Network& address) noexcept
{
    return network.v4 == address.v4 && masked(address.address, network.bits) == network.address;
}

bool is_loopback(const Network& address) noexcept
{
    static const std::array own{*parse_network("127.0.0.0/8"), *parse_network("::1/128")};
    return std::ranges::any_of(own, [&](const Network& network) { return holds(network, address); });
}

} // namespace

std::optional<Network> parse_network(std::string_view text)
{
    const auto slash = text.find('/');
    auto network = parse_address(text.substr(0, slash));
    if (!network)
        return std::nullopt;

    if (slash != std::string_view::npos) {
        const auto length = text.substr(slash + 1);
        unsigned bits = 0;
        const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bits);
        if (error != std::errc{} || end != length.data() + length.size() || bits > network->bits)
            return std::nullopt;

        network->bits = bits;
    }
    if (masked(network->address, network->bits) != network->address)
        return std::nullopt;

    return undressed(*network);
}

std::string name_of(const Network& network)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(network.v4 ? AF_INET : AF_INET6, network.address.data(), text.data(), text.size());
    return std::string(text.data()) + "/" + std::to_string(network.bits);
}

std::string join_networks(const std::vector<Network>& networks)
{
    std::string joined;
    for (const Network& network : networks)
        joined += (joined.empty() ? "" : ",") + name_of(network);
    return joined;
}

std::optional<std::vector<Network>> read_networks(std::string_view text)
{
    std::vector<Network> networks;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        const auto network = parse_network(text.substr(0, comma));
        if (!network)
            return std::nullopt;

        networks.push_back(*network);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return networks;
}

std::vector<Network> default_school_networks()
{
    return *read_networks("127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,fe80::/10");
}

Channel channel_of(std::string_view address, const std::vector<Network>& school)
{
    const auto parsed = parse_address(address.substr(0, address.find('%')));
    if (!parsed)
        return Channel::from_home;

    const Network client = undressed(*parsed);
    const bool inside = is_loopback(client) || std::ranges::any_of(school, [&](const Network& network) {
                            return holds(network, client);
                        });
    return inside ? Channel::in_school : Channel::from_home;
}

} // namespace pedell::core
