// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/doctor.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What `pedell doctor` looks at beyond our own daemons: the machine, its clock, its mail queue, DNS as a
/// client sees it. Facts here and in machine_facts.cc, dns_facts.cc; what follows from them in
/// machine_findings.cc.
namespace pedell::core
{
struct School;
}

namespace pedell::cli
{

/// Gathers all of them. Never fails: what cannot be looked at stays unknown, and is no finding.
void look_at_machine(const core::School& school, Facts& facts);
[[nodiscard]] std::vector<DnsFact> look_at_dns(const core::School& school);

/// What follows; pure.
void check_machine(const Facts& facts, std::vector<Finding>& findings);

// The parts that read other programs' answers; pure.
[[nodiscard]] MemoryFact read_meminfo(std::string_view meminfo);                     ///< /proc/meminfo
[[nodiscard]] std::optional<ClockFact> read_tracking(std::string_view chronyc_csv);  ///< chronyc -c tracking
[[nodiscard]] QueueFact read_queue(std::string_view postqueue_json, core::Time now); ///< postqueue -j
[[nodiscard]] UpdateFact read_update(std::string_view json); ///< /run/pedell/update.json

} // namespace pedell::cli
