// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/people.h"

#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace pedell::core
{

/// For what a consent is given (consent forms: use of the access; evaluation of logs and contents).
enum class Purpose : std::uint8_t { use, evaluation };

/// Where the access may be used from (consent form).
enum class Channel : std::uint8_t { in_school, from_home };

[[nodiscard]] std::string_view name_of(Purpose purpose) noexcept; ///< "use", "evaluation"
[[nodiscard]] std::string_view name_of(Channel channel) noexcept; ///< "in_school", "from_home"

/// One consent as the school recorded it. History is kept: a revocation fills `revoked`, nothing is
/// overwritten.
struct Consent {
    Purpose purpose = Purpose::use;
    Channel channel = Channel::in_school;
    Time given{};                ///< from then it counts
    std::optional<Time> expires; ///< 18th birthday, end of the school year, ...
    std::optional<Time> revoked;
};

/// A lock that somebody set on a person ("the account can be locked: then neither school PCs nor private
/// devices work").
struct Sanction {
    Time from{};
    std::optional<Time> until; ///< absent: until somebody unlocks
};

/// Everything about one person that decides on access, as plain values.
struct AccountFacts {
    Role role = Role::pupil;
    std::vector<Consent> consents = {};
    std::vector<Sanction> sanctions = {};
    std::optional<Time> leaves = {}; ///< the day a leaver's access ends
    bool erasing = false;
};

/// What the school's settings say about access.
struct AccessRules {
    std::set<Role> consent_required_for{Role::pupil};
};

/// The one reason of a decision. `allowed` stands for "nothing forbids it".
enum class Because : std::uint8_t {
    allowed,
    erasing,            ///< the person's data are being erased
    left,               ///< the person has left the school
    locked,             ///< a sanction is in force
    consent_missing,    ///< no consent to the use was ever recorded (letter: access is handed out afterwards)
    consent_revoked,    ///< revoked or expired: access is locked from then on
    evaluation_missing, ///< mail needs the consent to evaluation in justified cases
    role_without_service ///< this role does not have that service (a device has no home)
};
[[nodiscard]] std::string_view name_of(Because because) noexcept; ///< "consent_missing", ...

/// The answer of the account machine for one person and one service.
struct Access {
    bool allowed = false;
    Because because = Because::consent_missing;
    /// The next moment at which this answer changes by itself; from then on it must not be relied upon.
    /// Always after the time of the answer.
    std::optional<Time> until;
    bool operator==(const Access&) const = default;
};

/// The only implementation of "may X use Y" (terms of use, consent forms). Pure: the clock is an argument.
/// A role that needs consent needs the one to `use` for every service and the one to `evaluation` for mail
/// besides (P24, P25), both in the channel in_school. The channel from_home is recorded, so that nothing has
/// to be asked twice, but decides nothing before there is access from home. Exactly one reason, by the order
/// of Because: erasing before left before locked before consent before role.
[[nodiscard]] Access decide_access(const AccountFacts& facts, Service service, const AccessRules& rules,
                                   Time now);

} // namespace pedell::core
