// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explain.h"

#include "core/counting.h"

#include <algorithm>

namespace pedell::core
{
namespace
{

/// The sanction of this measure in force that ends last; one without an end outlasts all.
Evidence sanction_in_force(const AccountFacts& facts, Measure measure, Time now)
{
    Evidence found;
    std::optional<Time> longest;
    for (std::size_t i = 0; i < facts.sanctions.size(); ++i) {
        const Sanction& one = facts.sanctions[i];
        if (one.measure != measure || !covers(one.from, one.until, now))
            continue;
        if (found.kind == Evidence::Kind::sanction && longest && one.until && *one.until <= *longest)
            continue;
        if (found.kind == Evidence::Kind::sanction && !longest)
            continue;

        found = {Evidence::Kind::sanction, i, one.from};
        longest = one.until;
    }
    return found;
}

/// When a consent that has begun stopped to count.
Time end_of(const Consent& consent)
{
    const Time expires = consent.expires.value_or(Time::max());
    return std::min(expires, consent.revoked.value_or(Time::max()));
}

bool valid_consent(const AccountFacts& facts, Purpose purpose, Channel channel, Time now)
{
    return std::ranges::any_of(facts.consents, [&](const Consent& one) {
        return one.purpose == purpose && one.channel == channel && is_valid(one, now);
    });
}

/// The consent that ended last; none where there never was one.
Evidence ended_consent(const AccountFacts& facts, Purpose purpose, Channel channel, Time now)
{
    Evidence found;
    for (std::size_t i = 0; i < facts.consents.size(); ++i) {
        const Consent& one = facts.consents[i];
        if (one.purpose != purpose || one.channel != channel || now < one.given || now < end_of(one))
            continue;
        if (!found.since || *found.since <= end_of(one))
            found = {Evidence::Kind::consent, i, end_of(one)};
    }
    return found;
}

Evidence module_that_closes(const AccountFacts& facts, Service service)
{
    const ModuleSwitch* closing = closing_switch(facts.modules, service);
    if (closing == nullptr)
        closing = closing_switch(facts.modules, Service::logon); // home and classes go with the log-on
    if (closing == nullptr)
        return {};

    return {Evidence::Kind::module, static_cast<std::size_t>(closing - facts.modules.data()), std::nullopt};
}

} // namespace

Evidence evidence_for(const AccountFacts& facts, Service service, Channel channel, Because because, Time now)
{
    switch (because) {
    case Because::locked:
        return sanction_in_force(facts, Measure::lock, now);
    case Because::restricted:
        return sanction_in_force(facts, Measure::restriction, now);
    case Because::left:
        return {Evidence::Kind::leaves, 0, facts.leaves};
    case Because::consent_revoked:
        return ended_consent(facts, Purpose::use, Channel::in_school, now);
    case Because::home_revoked:
        return ended_consent(facts, Purpose::use, Channel::from_home, now);
    case Because::module_closed:
        return module_that_closes(facts, service);
    case Because::evaluation_missing: {
        // The school comes first: decide_access looks at the home only where it is open there.
        const bool at_home = channel == Channel::from_home &&
                             valid_consent(facts, Purpose::evaluation, Channel::in_school, now);
        return ended_consent(facts, Purpose::evaluation, at_home ? Channel::from_home : Channel::in_school,
                             now);
    }
    case Because::allowed:
    case Because::erased:
    case Because::erasing:
    case Because::consent_missing:
    case Because::home_missing:
    case Because::role_without_service:
        break;
    }
    return {};
}

} // namespace pedell::core
