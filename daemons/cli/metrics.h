// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/doctor.h"

#include <string>
#include <vector>

namespace pedell::cli
{

/// The doctor's facts in the text format of Prometheus (exposition format 0.0.4), for node_exporter's
/// textfile collector. Pure. Numbers, and names of units, folders, doors and findings: nothing of people.
[[nodiscard]] std::string metrics_of(const Facts& facts, const std::vector<Finding>& findings);

} // namespace pedell::cli
