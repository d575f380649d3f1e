// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace pedell::core
{

/// An IP address of either family, IPv4 as an IPv4-mapped IPv6 address (RFC 4291 2.5.5.2), so that one client
/// has one value whichever way it is written. The zone of a link-local address ("%host0") is dropped.
class NetAddress
{
public:
    using Bytes = std::array<std::uint8_t, 16>;

    NetAddress() = default; ///< "::", who is not known
    explicit NetAddress(const Bytes& bytes) noexcept : bytes_(bytes) {}

    /// Numbers alone, no names; absent otherwise.
    [[nodiscard]] static std::optional<NetAddress> parse(std::string_view text);
    [[nodiscard]] std::string text() const;

    [[nodiscard]] bool is_v4() const noexcept;
    [[nodiscard]] bool is_loopback() const noexcept;
    /// The /64 of an IPv6 address: what one household or one school network has. An IPv4 address is its own.
    [[nodiscard]] NetAddress network() const noexcept;

    [[nodiscard]] const Bytes& bytes() const noexcept
    {
        return bytes_;
    }
    auto operator<=>(const NetAddress&) const = default;

private:
    Bytes bytes_{};
};

} // namespace pedell::core
