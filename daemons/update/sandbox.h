// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace pedell::update
{

/// The beginning of an argv for systemd-run(1): what follows it runs as a user that exists only meanwhile,
/// sees no data of the school, may start nothing but `program`, and is waited for. `unit` without ".service".
[[nodiscard]] std::vector<std::string> sandboxed(const std::string& unit, const std::string& program);

} // namespace pedell::update
