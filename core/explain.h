// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access.h"

#include <cstddef>

namespace pedell::core
{

/// Which one of an account's facts made an answer. There is always one reason (access.h); this says where it
/// is written down.
struct Evidence {
    enum class Kind : std::uint8_t {
        none,     ///< the answer needs no fact, or stands for a missing one (no consent was ever recorded)
        sanction, ///< AccountFacts::sanctions[index]
        consent,  ///< AccountFacts::consents[index]: the one that ended last
        module,   ///< AccountFacts::modules[index]
        leaves    ///< AccountFacts::leaves
    } kind = Kind::none;
    std::size_t index = 0;
    std::optional<Time> since = {}; ///< from when on it made this answer, where the fact says so
    bool operator==(const Evidence&) const = default;
};

/// Finds the fact behind an answer of decide_access for the same facts, service, channel and moment. Where
/// several would do (two locks), the one that lasts longest. Pure.
[[nodiscard]] Evidence evidence_for(const AccountFacts& facts, Service service, Channel channel,
                                    Because because, Time now);

} // namespace pedell::core
