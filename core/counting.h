// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access.h"

/// Which facts count at a moment: shared by the decision (access.cc) and its explanation (explain.cc), so
/// that the two never see different ones.
namespace pedell::core
{

/// From `begin` on and before `end`: at the second of its end something no longer counts.
[[nodiscard]] bool covers(Time begin, const std::optional<Time>& end, Time now) noexcept;

[[nodiscard]] bool is_valid(const Consent& consent, Time now) noexcept;

/// The switch that closes a service; null where it is open. The narrowest scope that has a switch decides;
/// where two of a scope differ (somebody in two classes), closed counts.
[[nodiscard]] const ModuleSwitch* closing_switch(const std::vector<ModuleSwitch>& modules,
                                                 Service service) noexcept;

} // namespace pedell::core
