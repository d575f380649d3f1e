// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <soci/soci.h>
#include <vector>

#include "core/access.h"
#include "core/people.h"

/// Inside a transaction only: these throw soci_error (see session.h).
namespace pedell::registry
{

/// Asks core::decide_access for every service and keeps the answers. Returns whether one of them says
/// something else than before (its `until` alone does not count). Leaves no Pending: the caller knows what
/// else has changed.
[[nodiscard]] bool recompute_person(soci::session& sql, const core::AccessRules& rules, core::PersonId id,
                                    core::Time now);

/// Recomputes these people, leaves a Pending for whom something changed and returns them.
[[nodiscard]] std::vector<core::PersonId> recompute_all(soci::session& sql, const core::AccessRules& rules,
                                                        const std::vector<core::PersonId>& people,
                                                        core::Time now);

/// The table that holds the answers for a channel.
[[nodiscard]] const char* table_of(core::Channel channel) noexcept;

/// What decides on one person's access; `erased` where there is no row.
[[nodiscard]] core::AccountFacts read_facts(soci::session& sql, core::PersonId id);

} // namespace pedell::registry
