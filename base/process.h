// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::base
{

struct ProcessOutput {
    int status = 0; ///< exit status; 128 + signal when killed
    std::string out;
    std::string err;
};

/// Runs a program without a shell (posix_spawn(3)), feeds `input` to its standard input and collects both
/// outputs (at most `most_bytes` each, the rest is dropped). Secrets go through `input`, never through argv.
/// Killed after `limit`: Error unavailable. A program that ends with another status than 0 is no Error.
[[nodiscard]] Result<ProcessOutput> run(const std::vector<std::string>& argv, std::string_view input = {},
                                        std::chrono::milliseconds limit = std::chrono::seconds{60},
                                        std::size_t most_bytes = std::size_t{1} << 20);

} // namespace pedell::base
