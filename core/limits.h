// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/people.h"
#include "core/verdict.h"

#include <cstdint>
#include <map>

namespace pedell::core
{

/// How much a role may send and store (terms of use: no large transfers, no mass mail).
struct RoleLimits {
    std::int64_t mail_bytes = 0;  ///< one message as it is on the wire (RFC 1870 SIZE)
    std::int64_t file_bytes = 0;  ///< one file
    std::int64_t quota_bytes = 0; ///< all that the person stores
    std::int64_t mails_per_hour = 0;
    std::int64_t recipients_per_mail = 0; ///< after expansion
    bool operator==(const RoleLimits&) const = default;
};

/// Limits of every role.
using Limits = std::map<Role, RoleLimits>;

/// Defaults that a primary school can live with: pupils 20 MB a mail and a file, 2 GB in all, 60 mails an
/// hour.
[[nodiscard]] Limits default_limits();

/// Size of one message, at MAIL FROM (what SIZE= announces) and again at the end (what arrived).
[[nodiscard]] Verdict judge_mail_size(const RoleLimits& limits, std::int64_t bytes);

/// Number of final recipients of one message.
[[nodiscard]] Verdict judge_recipient_count(const RoleLimits& limits, std::int64_t recipients);

/// Messages in the running hour, this one not yet counted.
[[nodiscard]] Verdict judge_mail_rate(const RoleLimits& limits, std::int64_t sent_last_hour);

} // namespace pedell::core
