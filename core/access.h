// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/people.h"

#include <array>
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

inline constexpr std::array all_channels{Channel::in_school, Channel::from_home};

[[nodiscard]] std::string_view name_of(Purpose purpose) noexcept; ///< "use", "evaluation"
[[nodiscard]] std::string_view name_of(Channel channel) noexcept; ///< "in_school", "from_home"
[[nodiscard]] std::optional<Purpose> purpose_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<Channel> channel_from(std::string_view name) noexcept;

/// One consent as the school recorded it. History is kept: a revocation fills `revoked`, nothing is
/// overwritten.
struct Consent {
    Purpose purpose = Purpose::use;
    Channel channel = Channel::in_school;
    Time given{};                ///< from then it counts
    std::optional<Time> expires; ///< 18th birthday, end of the school year, ...
    std::optional<Time> revoked;
};

/// How far a sanction goes.
enum class Measure : std::uint8_t {
    lock,       ///< nothing works ("the account can be locked: then neither school PCs nor private devices
                ///< work", P23)
    restriction ///< PC log-on and home folder only
};
[[nodiscard]] std::string_view name_of(Measure measure) noexcept; ///< "lock", "restriction"
[[nodiscard]] std::optional<Measure> measure_from(std::string_view name) noexcept;

/// A sanction that somebody set on a person.
struct Sanction {
    Time from{};
    std::optional<Time> until; ///< absent: until somebody unlocks
    Measure measure = Measure::lock;
};

/// Whom one switch of a module is for. The narrower one counts: person before class before role before
/// school.
enum class ModuleScope : std::uint8_t { school, role, school_class, person };
[[nodiscard]] std::string_view name_of(ModuleScope scope) noexcept; ///< "school", "role", "class", "person"
[[nodiscard]] std::optional<ModuleScope> module_scope_from(std::string_view name) noexcept;

/// A module is the school's switch for one service (terms of use: "the school decides which modules are
/// open", P8). Without any switch a service is open.
struct ModuleSwitch {
    Service service = Service::logon;
    ModuleScope scope = ModuleScope::school;
    bool open = true;
};

/// Everything about one person that decides on access, as plain values.
struct AccountFacts {
    Role role = Role::pupil;
    std::vector<Consent> consents = {};
    std::vector<Sanction> sanctions = {};
    std::vector<ModuleSwitch> modules = {}; ///< those that apply to this person: role and classes are its own
    std::optional<Time> leaves = {};        ///< the day a leaver's access ends
    bool erasing = false;
    bool erased = false; ///< only a tombstone is left
};

/// What the school's settings say about access.
struct AccessRules {
    std::set<Role> consent_required_for{Role::pupil};
};

/// Where an account stands, as people speak of it. What each service does follows from decide_access.
enum class AccountState : std::uint8_t {
    expected,   ///< a consent to the use is needed and none is valid: nothing works
    active,     ///< works
    restricted, ///< a restriction is in force: PC log-on and home folder only
    locked,     ///< a lock is in force: nothing works
    leaving,    ///< works until its date, from then on nothing does
    erasing,    ///< the data are being erased: locked for good
    erased      ///< gone: only the number is left
};
inline constexpr std::array all_states{
    AccountState::expected, AccountState::active,  AccountState::restricted, AccountState::locked,
    AccountState::leaving,  AccountState::erasing, AccountState::erased};
[[nodiscard]] std::string_view name_of(AccountState state) noexcept; ///< "expected", ...

/// The one reason of a decision, the most final first. `allowed` stands for "nothing forbids it".
enum class Because : std::uint8_t {
    allowed,
    erased,          ///< the person's data were erased
    erasing,         ///< the person's data are being erased
    left,            ///< the person has left the school
    locked,          ///< a lock is in force
    consent_missing, ///< no consent to the use was ever recorded (letter: access is handed out afterwards)
    consent_revoked, ///< revoked or expired: access is locked from then on
    role_without_service, ///< this role does not have that service (a device has no home)
    module_closed,        ///< the school has closed this service, or the log-on that it needs
    restricted,           ///< a restriction is in force and this service is not PC log-on or home folder
    evaluation_missing,   ///< mail needs the consent to evaluation in justified cases
    home_missing,         ///< no consent to the use from home was ever recorded
    home_revoked          ///< the one to the use from home was revoked or has expired
};
[[nodiscard]] std::string_view name_of(Because because) noexcept; ///< "consent_missing", ...
[[nodiscard]] std::optional<Because> because_from(std::string_view name) noexcept;

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
///
/// - A role that needs consent needs the one to `use` for every service and the one to `evaluation` for mail
///   besides (P24, P25), each for the channel it is used by; from home is open only to whom it is open in
///   school.
/// - Home and class folder are reached by logging on: closing the module `logon` closes them too.
/// - Exactly one reason, by the order of Because.
///
/// A later service (messenger, forum, ...) is one more row in the table of services in access.cc.
[[nodiscard]] Access decide_access(const AccountFacts& facts, Service service, Channel channel,
                                   const AccessRules& rules, Time now);

/// Whether this role has the service at all, whatever else is true of a person.
[[nodiscard]] bool has_service(Role role, Service service) noexcept;

/// Where the account stands now; what is most final counts.
[[nodiscard]] AccountState state_of(const AccountFacts& facts, const AccessRules& rules, Time now);

} // namespace pedell::core
