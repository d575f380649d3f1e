// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/limits.h"
#include "core/people.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::core
{

/// What an exception from the limits can be about (promise P13: exceptions are agreed with the administrators
/// beforehand).
enum class GrantKind : std::uint8_t {
    upload_size, ///< bytes: the largest file and, up to Ceilings::mail_bytes, the largest mail
    recipients,  ///< final recipients of one mail
    quota,       ///< bytes: all that the person stores
    outside_mail ///< writing outside the school; no value; never for pupils (promise P2)
};
inline constexpr std::array all_grant_kinds{GrantKind::upload_size, GrantKind::recipients, GrantKind::quota,
                                            GrantKind::outside_mail};
[[nodiscard]] std::string_view name_of(GrantKind kind) noexcept; ///< "upload-size", "recipients", ...
[[nodiscard]] std::optional<GrantKind> grant_kind_from(std::string_view name) noexcept;

/// One exception: from `from` until just before `until`, one person may have `value` of something.
struct Grant {
    GrantKind kind = GrantKind::upload_size;
    std::int64_t value = 0; ///< bytes or recipients; 0 for outside_mail
    Time from{};
    Time until{};
    bool operator==(const Grant&) const = default;
};

[[nodiscard]] constexpr bool in_force(const Grant& grant, Time now) noexcept
{
    return grant.from <= now && now < grant.until;
}

/// What no exception goes beyond. Postfix is told the first two for everybody, and the mail door judges by
/// person below them.
struct Ceilings {
    std::int64_t mail_bytes = 0; ///< what any role may send, at least 100 MB
    std::int64_t recipients = 0; ///< what any role may write to, at least 1,000 (Postfix's own default)
    std::int64_t file_bytes = 0;
    std::int64_t quota_bytes = 0;
};
[[nodiscard]] Ceilings ceilings_of(const Limits& limits) noexcept;

/// How long an exception lasts at most, and where nobody says how long.
inline constexpr std::chrono::days longest_grant{400};
inline constexpr std::chrono::days usual_grant{14};

/// Why an exception cannot be given; a clause for the person who asked for it.
using GrantFault = std::string;

/// Whether this person's role can have this exception at all: a pupil never writes outside, the value is more
/// than the role has and not beyond the ceiling.
[[nodiscard]] std::expected<void, GrantFault> check_grant(GrantKind kind, Role role, std::int64_t value,
                                                          const Limits& limits);

/// Whether it may end then: later than now, within longest_grant.
[[nodiscard]] std::expected<void, GrantFault> check_grant_end(Time until, Time now);

/// What somebody needs who was refused with this much: sizes rounded up to whole megabytes, so that a second
/// attempt, a little longer, passes too; not beyond the ceiling.
[[nodiscard]] std::int64_t wanted_value(GrantKind kind, std::int64_t refused, const Limits& limits) noexcept;

/// The role's limits with the exceptions that are in force; an exception never takes anything away.
[[nodiscard]] RoleLimits effective_limits(RoleLimits limits, std::span<const Grant> in_force,
                                          const Ceilings& ceilings) noexcept;

/// Promise P2: children write inside the school community, whatever settings and exceptions say.
[[nodiscard]] bool granted_outside(Role role, std::span<const Grant> in_force) noexcept;

} // namespace pedell::core
