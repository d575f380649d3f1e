// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "daemons/cli/session.h"

#include <string>

namespace pedell::cli
{

/// Before something that cannot be undone: passes with --yes, or when a person at a terminal answers the
/// question. Errors: malformed without both (a script has to say --yes; `without` is what it is told),
/// conflict when the answer was no.
[[nodiscard]] base::Result<> confirm(Session& session, bool yes, const std::string& question,
                                     const char* without = nullptr);

} // namespace pedell::cli
