// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <soci/soci.h>
#include <vector>

#include "core/grants.h"
#include "core/people.h"

/// Inside a transaction only: these throw soci_error (see session.h).
namespace pedell::registry
{

/// The exceptions of one person that are in force.
[[nodiscard]] std::vector<core::Grant> read_grants(soci::session& sql, core::PersonId id, core::Time now);

/// Marks those whose time is over, leaves a Pending for their people (quota, tables) and returns these.
[[nodiscard]] std::vector<core::PersonId> end_due_grants(soci::session& sql, core::Time now);

} // namespace pedell::registry
