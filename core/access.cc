// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access.h"

#include <algorithm>
#include <array>

namespace pedell::core
{
namespace
{

/// Which services a role has at all. What is not in this table nobody gets.
///
/// - guardian: mail alone, to be reached by the school; no log-on, so no file of the school.
/// - guest:    a PC and a folder for the visit; no class folder, and no mail: that would be an address of the
///             school community (P2).
/// - device:   a copier sends mail; nobody logs on with it and it stores nothing.
struct RoleServices {
    Role role;
    bool logon, mail, home, classes;
};
// clang-format off
constexpr std::array<RoleServices, all_roles.size()> services_of_roles{{
    // role               logon  mail   home   classes
    {Role::pupil,         true,  true,  true,  true},
    {Role::teacher,       true,  true,  true,  true},
    {Role::staff,         true,  true,  true,  true},
    {Role::head,          true,  true,  true,  true},
    {Role::administrator, true,  true,  true,  true},
    {Role::guardian,      false, true,  false, false},
    {Role::guest,         true,  false, true,  false},
    {Role::device,        false, true,  false, false},
}};
// clang-format on

bool has_service(Role role, Service service) noexcept
{
    const auto* const row = std::ranges::find(services_of_roles, role, &RoleServices::role);
    if (row == services_of_roles.end())
        return false;

    switch (service) {
    case Service::logon:
        return row->logon;
    case Service::mail:
        return row->mail;
    case Service::home:
        return row->home;
    case Service::classes:
        return row->classes;
    }
    return false;
}

/// From `begin` on and before `end`: at the second of its end something no longer counts.
bool covers(Time begin, const std::optional<Time>& end, Time now) noexcept
{
    return begin <= now && (!end || now < *end);
}

bool is_valid(const Consent& consent, Time now) noexcept
{
    return covers(consent.given, consent.expires, now) && (!consent.revoked || now < *consent.revoked);
}

enum class ConsentState : std::uint8_t { valid, ended, never };

/// A consent for use from home is recorded, but decides nothing yet: see decide_access.
ConsentState state_of(const std::vector<Consent>& consents, Purpose purpose, Time now) noexcept
{
    auto state = ConsentState::never;
    for (const auto& consent : consents) {
        if (consent.purpose != purpose || consent.channel != Channel::in_school || now < consent.given)
            continue;
        if (is_valid(consent, now))
            return ConsentState::valid;

        state = ConsentState::ended;
    }
    return state;
}

/// The rules in their order: the first that forbids is the reason.
Because reason_at(const AccountFacts& facts, Service service, const AccessRules& rules, Time now) noexcept
{
    if (facts.erasing)
        return Because::erasing;

    if (facts.leaves && *facts.leaves <= now)
        return Because::left;

    if (std::ranges::any_of(facts.sanctions,
                            [now](const Sanction& lock) { return covers(lock.from, lock.until, now); }))
        return Because::locked;

    if (rules.consent_required_for.contains(facts.role)) {
        const auto use = state_of(facts.consents, Purpose::use, now);
        if (use != ConsentState::valid)
            return use == ConsentState::never ? Because::consent_missing : Because::consent_revoked;

        if (service == Service::mail &&
            state_of(facts.consents, Purpose::evaluation, now) != ConsentState::valid)
            return Because::evaluation_missing;
    }

    return has_service(facts.role, service) ? Because::allowed : Because::role_without_service;
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
    for (const auto& lock : facts.sanctions) {
        add(lock.from);
        add(lock.until);
    }
    add(facts.leaves);
    std::ranges::sort(moments);
    return moments;
}

} // namespace

std::string_view name_of(Purpose purpose) noexcept
{
    switch (purpose) {
    case Purpose::use:
        return "use";
    case Purpose::evaluation:
        return "evaluation";
    }
    return {};
}

std::string_view name_of(Channel channel) noexcept
{
    switch (channel) {
    case Channel::in_school:
        return "in_school";
    case Channel::from_home:
        return "from_home";
    }
    return {};
}

std::string_view name_of(Because because) noexcept
{
    switch (because) {
    case Because::allowed:
        return "allowed";
    case Because::erasing:
        return "erasing";
    case Because::left:
        return "left";
    case Because::locked:
        return "locked";
    case Because::consent_missing:
        return "consent_missing";
    case Because::consent_revoked:
        return "consent_revoked";
    case Because::evaluation_missing:
        return "evaluation_missing";
    case Because::role_without_service:
        return "role_without_service";
    }
    return {};
}

Access decide_access(const AccountFacts& facts, Service service, const AccessRules& rules, Time now)
{
    const auto because = reason_at(facts, service, rules, now);
    Access access{because == Because::allowed, because, std::nullopt};
    for (const auto moment : moments_after(facts, now)) {
        if (reason_at(facts, service, rules, moment) == because)
            continue;

        access.until = moment;
        break;
    }
    return access;
}

} // namespace pedell::core
