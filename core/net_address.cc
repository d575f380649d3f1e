// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net_address.h"

#include <algorithm>
#include <arpa/inet.h>

namespace pedell::core
{
namespace
{

constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr std::size_t longest = INET6_ADDRSTRLEN - 1;

} // namespace

std::optional<NetAddress> NetAddress::parse(std::string_view text)
{
    text = text.substr(0, text.find('%'));
    if (text.empty() || text.size() > longest || text.contains('\0'))
        return std::nullopt;

    const std::string ended(text);
    Bytes bytes{};
    if (::inet_pton(AF_INET6, ended.c_str(), bytes.data()) == 1)
        return NetAddress(bytes);

    std::ranges::copy(mapped, bytes.begin());
    if (::inet_pton(AF_INET, ended.c_str(), bytes.data() + mapped.size()) == 1)
        return NetAddress(bytes);

    return std::nullopt;
}

std::string NetAddress::text() const
{
    std::array<char, INET6_ADDRSTRLEN> room{};
    if (is_v4())
        ::inet_ntop(AF_INET, bytes_.data() + mapped.size(), room.data(), room.size());
    else
        ::inet_ntop(AF_INET6, bytes_.data(), room.data(), room.size());
    return room.data();
}

bool NetAddress::is_v4() const noexcept
{
    return std::equal(mapped.begin(), mapped.end(), bytes_.begin());
}

bool NetAddress::is_loopback() const noexcept
{
    if (is_v4())
        return bytes_[12] == 127;

    return std::all_of(bytes_.begin(), bytes_.end() - 1, [](auto byte) { return byte == 0; }) &&
           bytes_.back() == 1;
}

NetAddress NetAddress::network() const noexcept
{
    NetAddress network = *this;
    if (!is_v4())
        std::fill(network.bytes_.begin() + 8, network.bytes_.end(), std::uint8_t{0});
    return network;
}

} // namespace pedell::core
