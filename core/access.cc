// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access.h"

#include "core/counting.h"

#include <algorithm>
#include <array>
#include <span>

namespace pedell::core
{
namespace
{

/// A set of roles, small enough to stand in a table.
class Roles
{
public:
    template <class... Each>
    explicit constexpr Roles(Each... roles) : bits_((bit(roles) | ...))
    {
    }
    [[nodiscard]] constexpr bool has(Role role) const noexcept
    {
        return (bits_ & bit(role)) != 0;
    }

private:
    static constexpr unsigned bit(Role role) noexcept
    {
        return 1U << static_cast<unsigned>(role);
    }
    unsigned bits_;
};

/// What a service asks for.
struct ServiceRules {
    Service service;
    bool needs_logon;      ///< reached by logging on: closed with it
    bool needs_evaluation; ///< writing to others: only with the consent to evaluation (P25)
    bool while_restricted; ///< works under a restriction
    Roles roles;           ///< who has it at all
};

using enum Role;

/// Every service, one row each; what is not in this table nobody gets.
///
/// - guardian: mail alone, to be reached by the school; no log-on, so no file of the school.
/// - guest:    a PC and a folder for the visit; no class folder, and no mail: that would be an address of the
///             school community (P2).
/// - device:   a copier sends mail; nobody logs on with it and it stores nothing.
// clang-format off
constexpr std::array<ServiceRules, all_services.size()> rules_of_services{{
    // service          logon  evaluation restricted
    {Service::logon,    false, false,     true,  Roles{pupil, teacher, staff, head, administrator, guest}},
    {Service::mail,     false, true,      false, Roles{pupil, teacher, staff, head, administrator, guardian, device}},
    {Service::home,     true,  false,     true,  Roles{pupil, teacher, staff, head, administrator, guest}},
    {Service::classes,  true,  false,     false, Roles{pupil, teacher, staff, head, administrator}},
}};
// clang-format on

const ServiceRules& rules_of(Service service)
{
    return *std::ranges::find(rules_of_services, service, &ServiceRules::service);
}

enum class ConsentState : std::uint8_t { valid, ended, never };

ConsentState consent_to(Purpose purpose, Channel channel, const AccountFacts& facts, const AccessRules& rules,
                        Time now)
{
    if (!rules.consent_required_for.contains(facts.role))
        return ConsentState::valid;

    auto state = ConsentState::never;
    for (const auto& consent : facts.consents) {
        if (consent.purpose != purpose || consent.channel != channel || now < consent.given)
            continue;
        if (is_valid(consent, now))
            return ConsentState::valid;

        state = ConsentState::ended;
    }
    return state;
}

bool in_force(const std::vector<Sanction>& sanctions, Measure measure, Time now)
{
    return std::ranges::any_of(sanctions, [&](const Sanction& sanction) {
        return sanction.measure == measure && covers(sanction.from, sanction.until, now);
    });
}

/// What forbids every service in school, and from home with it; allowed: nothing.
Because ground(const AccountFacts& facts, const AccessRules& rules, Time now)
{
    if (facts.erased)
        return Because::erased;
    if (facts.erasing)
        return Because::erasing;
    if (facts.leaves && *facts.leaves <= now)
        return Because::left;
    if (in_force(facts.sanctions, Measure::lock, now))
        return Because::locked;

    switch (consent_to(Purpose::use, Channel::in_school, facts, rules, now)) {
    case ConsentState::never:
        return Because::consent_missing;
    case ConsentState::ended:
        return Because::consent_revoked;
    case ConsentState::valid:
        break;
    }
    return Because::allowed;
}

/// The rules in their order: the first that forbids is the reason.
Because reason_at(const AccountFacts& facts, Service service, Channel channel, const AccessRules& rules,
                  Time now)
{
    if (const auto because = ground(facts, rules, now); because != Because::allowed)
        return because;

    const ServiceRules& wanted = rules_of(service);
    if (!wanted.roles.has(facts.role))
        return Because::role_without_service;

    if (closing_switch(facts.modules, service) != nullptr ||
        (wanted.needs_logon && closing_switch(facts.modules, Service::logon) != nullptr))
        return Because::module_closed;

    if (!wanted.while_restricted && in_force(facts.sanctions, Measure::restriction, now))
        return Because::restricted;

    const auto evaluated = [&](Channel where) {
        return !wanted.needs_evaluation ||
               consent_to(Purpose::evaluation, where, facts, rules, now) == ConsentState::valid;
    };
    if (!evaluated(Channel::in_school))
        return Because::evaluation_missing;
    if (channel == Channel::in_school)
        return Because::allowed;

    switch (consent_to(Purpose::use, Channel::from_home, facts, rules, now)) {
    case ConsentState::never:
        return Because::home_missing;
    case ConsentState::ended:
        return Because::home_revoked;
    case ConsentState::valid:
        break;
    }
    return evaluated(Channel::from_home) ? Because::allowed : Because::evaluation_missing;
}

/// Every moment after `now` at which a fact begins or ends to count, in order.
std::vector<Time> moments_after(const AccountFacts& facts, Time now)
{
    std::vector<Time> moments;
    const auto add = [&moments, now](const std::optional<Time>& moment) {
        if (moment && now < *moment)
            moments.push_back(*moment);
    };
    for (const auto& consent : facts.consents) {
        add(consent.given);
        add(consent.expires);
        add(consent.revoked);
    }
    for (const auto& sanction : facts.sanctions) {
        add(sanction.from);
        add(sanction.until);
    }
    add(facts.leaves);
    std::ranges::sort(moments);
    return moments;
}

} // namespace

Access decide_access(const AccountFacts& facts, Service service, Channel channel, const AccessRules& rules,
                     Time now)
{
    const auto because = reason_at(facts, service, channel, rules, now);
    Access access{because == Because::allowed, because, std::nullopt};
    for (const auto moment : moments_after(facts, now)) {
        if (reason_at(facts, service, channel, rules, moment) == because)
            continue;

        access.until = moment;
        break;
    }
    return access;
}

bool has_service(Role role, Service service) noexcept
{
    return rules_of(service).roles.has(role);
}

AccountState state_of(const AccountFacts& facts, const AccessRules& rules, Time now)
{
    switch (ground(facts, rules, now)) {
    case Because::erased:
        return AccountState::erased;
    case Because::erasing:
        return AccountState::erasing;
    case Because::left:
        return AccountState::leaving;
    case Because::locked:
        return AccountState::locked;
    case Because::consent_missing:
    case Because::consent_revoked:
        return AccountState::expected;
    default:
        break;
    }
    if (in_force(facts.sanctions, Measure::restriction, now))
        return AccountState::restricted;

    return facts.leaves ? AccountState::leaving : AccountState::active;
}

} // namespace pedell::core
