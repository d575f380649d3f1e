// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::core
{

/// A range of addresses in the notation of RFC 4632 and RFC 4291 2.3. IPv4 stands alone and never inside of
/// IPv6: what is mapped (::ffff:10.0.0.0/104) is its IPv4 range.
struct Network {
    bool v4 = false;
    std::array<std::uint8_t, 16> address{}; ///< the first 4 bytes with v4; bits behind the prefix are 0
    unsigned bits = 0;                      ///< length of the prefix, at most 32 with v4, 128 without
    bool operator==(const Network&) const = default;
};

/// "10.0.0.0/8", "fd00::/8"; without "/": that one address. Absent: anything else, also "10.0.0.1/8", where
/// nobody can tell which of the two was meant.
[[nodiscard]] std::optional<Network> parse_network(std::string_view text);

/// As parse_network reads it: "10.0.0.0/8".
[[nodiscard]] std::string name_of(const Network& network);

/// Comma-separated, for environments and other programs' files; read_networks takes it back. Absent: one of
/// them is none.
[[nodiscard]] std::string join_networks(const std::vector<Network>& networks);
[[nodiscard]] std::optional<std::vector<Network>> read_networks(std::string_view text);

/// What nobody can use across the internet: loopback, RFC 1918, fc00::/7 (RFC 4193), fe80::/10 (RFC 4291).
[[nodiscard]] std::vector<Network> default_school_networks();

/// The channel of a client by its numeric address, as the doors get it from the kernel; a zone of a
/// link-local one ("fe80::1%eth0") does not matter. The machine's own loopback is always in school. What
/// cannot be read is from home: that is never more than in school (decide_access).
[[nodiscard]] Channel channel_of(std::string_view address, const std::vector<Network>& school);

} // namespace pedell::core
