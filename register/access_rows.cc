// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/access_rows.h"

#include <algorithm>
#include <map>

#include "register/grant_rows.h"
#include "register/outbox.h"
#include "register/state.h"

namespace pedell::registry
{
namespace
{

/// The switches that apply to this person: for everybody, its role, a class it is in, or itself.
std::vector<core::ModuleSwitch> modules_of(soci::session& sql, core::PersonId id, core::Role role)
{
    std::vector<core::ModuleSwitch> modules;
    for (const auto& [service, scope, open] : rows<core::Service, core::ModuleScope, int>(
             sql,
             "SELECT service, scope, open FROM module_switch WHERE scope = 'school' OR role = :role"
             " OR person = :id OR class IN (SELECT m.class FROM membership m JOIN class c ON c.id = m.class"
             " WHERE m.person = :same AND c.removing_since IS NULL) ORDER BY id",
             role, id, id))
        modules.push_back({service, scope, open != 0});
    return modules;
}

std::map<core::Service, core::Access> kept_answers(soci::session& sql, core::PersonId id,
                                                   core::Channel channel)
{
    std::map<core::Service, core::Access> kept;
    for (const auto& [service, allowed, because, until] :
         rows<core::Service, int, core::Because, std::optional<core::Time>>(
             sql,
             std::string("SELECT service, allowed, because, until FROM ") + table_of(channel) +
                 " WHERE person = :id",
             id))
        kept[service] = {allowed != 0, because, until};
    return kept;
}

bool recompute_channel(soci::session& sql, const core::AccountFacts& facts, core::Channel channel,
                       const core::AccessRules& rules, core::PersonId id, core::Time now)
{
    const std::map<core::Service, core::Access> kept = kept_answers(sql, id, channel);
    bool changed = false;
    for (const core::Service service : core::all_services) {
        const core::Access access = core::decide_access(facts, service, channel, rules, now);
        const auto before = kept.find(service);
        if (before != kept.end() && before->second == access)
            continue;

        const int allowed = access.allowed ? 1 : 0;
        run(sql,
            std::string("INSERT INTO ") + table_of(channel) +
                " (person, service, allowed, because, until) VALUES (:p, :s, :a, :b, :u)"
                " ON CONFLICT (person, service) DO UPDATE SET allowed = excluded.allowed,"
                " because = excluded.because, until = excluded.until",
            id, service, allowed, access.because, access.until);
        changed = changed || before == kept.end() || before->second.allowed != access.allowed ||
                  before->second.because != access.because;
    }
    return changed;
}

std::vector<core::PersonId> together(std::vector<core::PersonId> people,
                                     const std::vector<core::PersonId>& more)
{
    people.insert(people.end(), more.begin(), more.end());
    std::ranges::sort(people);
    const auto doubled = std::ranges::unique(people);
    people.erase(doubled.begin(), doubled.end());
    return people;
}

} // namespace

const char* table_of(core::Channel channel) noexcept
{
    return channel == core::Channel::in_school ? "access" : "access_from_home";
}

core::AccountFacts read_facts(soci::session& sql, core::PersonId id)
{
    core::AccountFacts facts;
    facts.erased = true;
    for (const auto& [role, leaves, erasing] :
         rows<core::Role, std::optional<core::Time>, std::optional<core::Time>>(
             sql, "SELECT role, leaves, erasing_since FROM person WHERE id = :id", id)) {
        facts.role = role;
        facts.leaves = leaves;
        facts.erasing = erasing.has_value();
        facts.erased = false;
    }
    for (const auto& [purpose, channel, given, expires, revoked] :
         rows<core::Purpose, core::Channel, core::Time, std::optional<core::Time>, std::optional<core::Time>>(
             sql,
             "SELECT purpose, channel, given, expires, revoked FROM consent WHERE person = :id ORDER BY id",
             id))
        facts.consents.push_back({purpose, channel, given, expires, revoked});
    for (const auto& [starts, ends, measure] : rows<core::Time, std::optional<core::Time>, core::Measure>(
             sql, "SELECT starts, ends, measure FROM sanction WHERE person = :id ORDER BY id", id))
        facts.sanctions.push_back({starts, ends, measure});
    facts.modules = modules_of(sql, id, facts.role);
    return facts;
}

bool recompute_person(soci::session& sql, const core::AccessRules& rules, core::PersonId id, core::Time now)
{
    const core::AccountFacts facts = read_facts(sql, id);
    bool changed = false;
    for (const auto channel : core::all_channels)
        changed = recompute_channel(sql, facts, channel, rules, id, now) || changed;
    return changed;
}

std::vector<core::PersonId> recompute_all(soci::session& sql, const core::AccessRules& rules,
                                          const std::vector<core::PersonId>& people, core::Time now)
{
    std::vector<core::PersonId> changed;
    for (const core::PersonId id : people) {
        if (!recompute_person(sql, rules, id, now))
            continue;
        add_pending_person(sql, id);
        changed.push_back(id);
    }
    return changed;
}

base::Result<core::AccountFacts> Register::facts_of(core::PersonId id)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<core::AccountFacts> {
        core::AccountFacts facts = read_facts(sql, id);
        if (facts.erased && !any(sql, "SELECT 1 FROM tombstone WHERE kind = 'person' AND id = :id", id))
            return base::fail(base::Errc::not_found, "no person with this number");

        return facts;
    });
}

const core::AccessRules& Register::access_rules() const noexcept
{
    return state_->rules;
}

base::Result<std::vector<AccessRow>> Register::access_of(core::PersonId id)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::vector<AccessRow>> {
        std::vector<AccessRow> all;
        for (const auto channel : core::all_channels)
            for (const auto& [service, access] : kept_answers(sql, id, channel))
                all.push_back({id, service, channel, access});
        if (all.empty())
            return base::fail(base::Errc::not_found, "no person with this number");

        return all;
    });
}

base::Result<std::vector<core::PersonId>> Register::refresh_access(core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<std::vector<core::PersonId>> {
        const auto due = column<core::PersonId>(
            sql,
            "SELECT person FROM access WHERE until <= :now UNION SELECT person FROM access_from_home"
            " WHERE until <= :then ORDER BY person",
            now, now);
        return together(recompute_all(sql, state_->rules, due, now), end_due_grants(sql, now));
    });
}

base::Result<std::optional<core::Time>> Register::next_change()
{
    return state_->session.read([](soci::session& sql) -> base::Result<std::optional<core::Time>> {
        return first<std::optional<core::Time>>(
                   sql, "SELECT min(until) FROM (SELECT until FROM access UNION ALL SELECT until FROM"
                        " access_from_home UNION ALL SELECT ends FROM timed_grant WHERE state = 'approved')")
            .value_or(std::nullopt);
    });
}

base::Result<std::vector<core::PersonId>> Register::recompute_access(core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<std::vector<core::PersonId>> {
        const auto everybody = column<core::PersonId>(sql, "SELECT id FROM person ORDER BY id");
        return together(recompute_all(sql, state_->rules, everybody, now), end_due_grants(sql, now));
    });
}

} // namespace pedell::registry
