// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::firstboot
{

/// Runs `pedell setup` (argv, without a shell), hands over each line as it comes, standard error among them,
/// and returns its exit status (128 + signal when killed). A line without an end is handed over after a
/// silence of 200 ms: a step that is under way. Errors: unavailable when it cannot be started.
[[nodiscard]] base::Result<int> run_setup(const std::vector<std::string>& argv,
                                          const std::function<void(std::string_view line)>& on_line);

} // namespace pedell::firstboot
