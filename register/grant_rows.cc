// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/grant_rows.h"

#include "register/outbox.h"
#include "register/state.h"

namespace pedell::registry
{

std::vector<core::Grant> read_grants(soci::session& sql, core::PersonId id, core::Time now)
{
    std::vector<core::Grant> grants;
    for (const auto& [kind, value, starts, ends] :
         rows<core::GrantKind, std::int64_t, core::Time, core::Time>(
             sql,
             "SELECT kind, value, starts, ends FROM timed_grant WHERE person = :id AND state = 'approved'"
             " ORDER BY number",
             id)) {
        const core::Grant grant{kind, value, starts, ends};
        if (core::in_force(grant, now))
            grants.push_back(grant);
    }
    return grants;
}

std::vector<core::PersonId> end_due_grants(soci::session& sql, core::Time now)
{
    const auto due = column<core::PersonId>(
        sql, "SELECT DISTINCT person FROM timed_grant WHERE state = 'approved' AND ends <= :now", now);
    if (due.empty())
        return due;

    run(sql, "UPDATE timed_grant SET state = 'ended' WHERE state = 'approved' AND ends <= :now", now);
    for (const core::PersonId id : due)
        add_pending_person(sql, id);
    return due;
}

} // namespace pedell::registry
