// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <soci/soci.h>

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

} // namespace pedell::registry
