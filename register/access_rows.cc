// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/access_rows.h"

#include <map>

#include "register/outbox.h"
#include "register/state.h"

namespace pedell::registry
{
namespace
{

core::AccountFacts facts_of(soci::session& sql, core::PersonId id)
{
    core::AccountFacts facts;
    for (const auto& [role, leaves, erasing] :
         rows<core::Role, std::optional<core::Time>, std::optional<core::Time>>(
             sql, "SELECT role, leaves, erasing_since FROM person WHERE id = :id", id)) {
        facts.role = role;
        facts.leaves = leaves;
        facts.erasing = erasing.has_value();
    }
    for (const auto& [purpose, channel, given, expires, revoked] :
         rows<core::Purpose, core::Channel, core::Time, std::optional<core::Time>, std::optional<core::Time>>(
             sql,
             "SELECT purpose, channel, given, expires, revoked FROM consent WHERE person = :id ORDER BY id",
             id))
        facts.consents.push_back({purpose, channel, given, expires, revoked});
    for (const auto& [starts, ends] : rows<core::Time, std::optional<core::Time>>(
             sql, "SELECT starts, ends FROM sanction WHERE person = :id ORDER BY id", id))
        facts.sanctions.push_back({starts, ends});
    return facts;
}

std::map<core::Service, core::Access> kept_answers(soci::session& sql, core::PersonId id)
{
    std::map<core::Service, core::Access> kept;
    for (const auto& [service, allowed, because, until] :
         rows<core::Service, int, core::Because, std::optional<core::Time>>(
             sql, "SELECT service, allowed, because, until FROM access WHERE person = :id", id))
        kept[service] = {allowed != 0, because, until};
    return kept;
}

/// Recomputes these people, leaves a Pending for whom something changed and returns them.
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

} // namespace

bool recompute_person(soci::session& sql, const core::AccessRules& rules, core::PersonId id, core::Time now)
{
    const core::AccountFacts facts = facts_of(sql, id);
    const std::map<core::Service, core::Access> kept = kept_answers(sql, id);
    bool changed = false;
    for (const core::Service service : core::all_services) {
        const core::Access access = core::decide_access(facts, service, rules, now);
        const auto before = kept.find(service);
        if (before != kept.end() && before->second == access)
            continue;

        const int allowed = access.allowed ? 1 : 0;
        run(sql,
            "INSERT INTO access (person, service, allowed, because, until) VALUES (:p, :s, :a, :b, :u)"
            " ON CONFLICT (person, service) DO UPDATE SET allowed = excluded.allowed, because = "
            "excluded.because,"
            " until = excluded.until",
            id, service, allowed, access.because, access.until);
        changed = changed || before == kept.end() || before->second.allowed != access.allowed ||
                  before->second.because != access.because;
    }
    return changed;
}

base::Result<std::vector<AccessRow>> Register::access_of(core::PersonId id)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::vector<AccessRow>> {
        const std::map<core::Service, core::Access> kept = kept_answers(sql, id);
        if (kept.empty())
            return base::fail(base::Errc::not_found, "no person with this number");

        std::vector<AccessRow> all;
        for (const auto& [service, access] : kept)
            all.push_back({id, service, access});
        return all;
    });
}

base::Result<std::vector<core::PersonId>> Register::refresh_access(core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<std::vector<core::PersonId>> {
        const auto due = column<core::PersonId>(
            sql, "SELECT DISTINCT person FROM access WHERE until <= :now ORDER BY person", now);
        return recompute_all(sql, state_->rules, due, now);
    });
}

base::Result<std::optional<core::Time>> Register::next_change()
{
    return state_->session.read([](soci::session& sql) -> base::Result<std::optional<core::Time>> {
        return first<std::optional<core::Time>>(sql, "SELECT min(until) FROM access").value_or(std::nullopt);
    });
}

base::Result<std::vector<core::PersonId>> Register::recompute_access(core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<std::vector<core::PersonId>> {
        const auto everybody = column<core::PersonId>(sql, "SELECT id FROM person ORDER BY id");
        return recompute_all(sql, state_->rules, everybody, now);
    });
}

} // namespace pedell::registry
