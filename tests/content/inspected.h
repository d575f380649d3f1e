// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/judge.h"
#include "tests/content/case.h"

#include <string>

namespace pedell::corpus
{

/// What content/ finds in these bytes, handed over as this case is at that door. Throws where it cannot look.
[[nodiscard]] core::Findings inspected(const std::string& bytes, const Case& one, core::Door door);

/// The school's default rules on it, with the hosts of the corpus.
[[nodiscard]] core::ContentVerdict judged(const Case& one, core::Door door, const core::Findings& findings);

} // namespace pedell::corpus
