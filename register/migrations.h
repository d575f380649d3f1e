// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <soci/soci.h>
#include <string>
#include <vector>

#include "base/result.h"

#include "register/session.h"
#include "register/trust.h"

namespace pedell::registry
{

/// One step of the schema. What the version before still reads may be added at any time (expand); what it
/// needs may be taken away only once nothing leads back to it (contract), so in a release of its own after
/// that which stopped using it. docs/update.md, decision 0043.
struct Step {
    enum class Kind : std::uint8_t { expand, contract };
    Kind kind = Kind::expand;
    std::vector<std::string> statements;
};

/// The newest step of this program.
[[nodiscard]] int newest_schema() noexcept;

/// The newest step that this program cannot work without: its last expand step.
[[nodiscard]] int needed_schema() noexcept;

/// Brings a database, also an empty one, forward: all expand steps, and unless it is on trial the contract
/// steps too; each in a transaction of its own. Returns the number of the newest step in it. What a newer
/// Pedell only expanded stays as it is. Errors: conflict when a newer Pedell has taken something away.
[[nodiscard]] base::Result<int> migrate(Session& session, Trust trust);

/// The same with other steps: the number of a step is its place, from 1.
[[nodiscard]] base::Result<int> migrate(Session& session, const std::vector<Step>& steps, Trust trust);

/// The number in the database; 0 where it is empty. Throws soci_error (see session.h).
[[nodiscard]] int schema_number(soci::session& sql);

} // namespace pedell::registry
