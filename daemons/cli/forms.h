// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <chrono>
#include <string>

namespace pedell::cli
{

/// `pedell consent import`: a list of returned forms. The whole file is tried first, by pedelld too, and
/// nothing is changed where a line is wrong; then it goes in chunks, each all or nothing. Safe to run again:
/// what is recorded already is counted and left alone, also after a run that was broken off.
[[nodiscard]] ExitCode import_forms(Session& session, const std::string& file, bool dry_run,
                                    std::chrono::month_day school_year_ends);

} // namespace pedell::cli
