// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <soci/soci.h>
#include <string>

#include "core/people.h"

#include "register/register.h"

/// Inside a transaction only: these throw soci_error (see session.h).
namespace pedell::registry
{

/// The next id of a kind ("person", "class", "outbox"); never given twice.
[[nodiscard]] std::int64_t take_id(soci::session& sql, const std::string& kind);

/// Leaves one Pending. An equal one that waits already is replaced under a new id, so whoever is just
/// carrying out the old one cannot take the new one off the list.
void add_pending(soci::session& sql, Pending::Kind kind, std::int64_t subject,
                 const std::string& detail = {});

/// After a change of a person: the account, unless it is being erased, and the tables.
void add_pending_person(soci::session& sql, core::PersonId id);

/// Takes everything about one subject off the list.
void drop_pending(soci::session& sql, Pending::Kind kind, std::int64_t subject);

} // namespace pedell::registry
