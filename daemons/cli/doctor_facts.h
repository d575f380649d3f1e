// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/api_client.h"
#include "daemons/cli/doctor.h"

#include <string>
#include <vector>

namespace pedell::cli
{

/// Looks at this machine. Never fails: what cannot be looked at is a fact of its own.
[[nodiscard]] Facts gather_facts(Api& api);

// The parts of gather_facts, by what they look at.
[[nodiscard]] FileFact look_at(const std::string& path);
void look_at_files(Facts& facts);  ///< register, sockets, ldap_priv, tables (doctor_files.cc)
void look_at_system(Facts& facts); ///< units, doors, certificate, data, disks, clock (doctor_system.cc)

/// The answer of `systemctl show -p Id,LoadState,ActiveState,Result,Type` for several units; pure.
[[nodiscard]] std::vector<UnitFact> read_units(const std::string& systemctl_output);

} // namespace pedell::cli
