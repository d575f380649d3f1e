// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::appliance
{

/// A leaf as Dovecot tells it: "1.2", "application/pdf".
struct Leaf {
    std::string number;
    std::string type;
    std::size_t size = 0; ///< encoded
};

/// The leaves of an answer to FETCH BODYSTRUCTURE (RFC 9051 7.5.2), those of messages inside too; empty:
/// there is none in it.
[[nodiscard]] std::vector<Leaf> leaves_of(std::string_view answer);

} // namespace pedell::appliance
