// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/process.h"

#include <functional>

namespace pedell::hand
{

/// Runs one of the neighbours' tools: argv, and what it reads. Tests put something else in its place.
using Command = std::function<base::Result<base::ProcessOutput>(const std::vector<std::string>& argv,
                                                                std::string_view input)>;

/// base::run, at most 10 s; room for the list of a long queue.
[[nodiscard]] base::Result<base::ProcessOutput> run_command(const std::vector<std::string>& argv,
                                                            std::string_view input);

} // namespace pedell::hand
