// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <soci/soci.h>

#include "base/result.h"

#include "register/session.h"

namespace pedell::registry
{

/// The schema that this program writes; it reads this one and newer ones.
[[nodiscard]] int newest_schema() noexcept;

/// Brings a database, also an empty one, forward to newest_schema(), each step in a transaction of its own.
/// Errors: conflict when a newer Pedell has written it.
[[nodiscard]] base::Result<int> migrate(Session& session);

/// The number in the database; 0 where it is empty. Throws soci_error (see session.h).
[[nodiscard]] int schema_number(soci::session& sql);

} // namespace pedell::registry
