// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/doctor.h"

#include <boost/json/value.hpp>
#include <vector>

namespace pedell::cli
{

/// What is to be said of the versions of the image: one that failed, a trial, a restart that did not come.
/// `summary`: /run/pedell/update.json; anything else has no findings. Pure.
[[nodiscard]] std::vector<Finding> diagnose_update(const boost::json::value& summary);

/// That file as it is now; null where there is none.
[[nodiscard]] boost::json::value read_update_summary();

} // namespace pedell::cli
