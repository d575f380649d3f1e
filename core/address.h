// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pedell::core
{

/// A mail address in its plain form, lower case.
struct Address {
    std::string local;
    std::string domain;
    bool operator==(const Address&) const = default;
};

/// Reads an address as it stands in MAIL FROM or RCPT TO, without the angle brackets. Only
/// `dot-string@domain` (RFC 5321 4.1.2) is one: letters, digits and hyphens in the domain, at most 64
/// characters before the '@' and 254 in all. What makes a mail server route elsewhere than it seems is none:
/// quoted local parts, '%' and '!', source routes, address literals and bare numeric addresses, a dot at the
/// end, anything but ASCII.
[[nodiscard]] std::optional<Address> parse_plain_address(std::string_view text);

} // namespace pedell::core
