// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace pedell::bench
{

/// Median, smallest and largest of some samples (at least one).
struct Spread {
    double median = 0;
    double min = 0;
    double max = 0;
    bool operator==(const Spread&) const = default;
};
[[nodiscard]] Spread spread_of(std::vector<double> samples);

/// Sample by sample: how fast `subject` was in units of `baseline`; 1 is as fast, below 1 slower. Both in
/// seconds.
[[nodiscard]] std::vector<double> speed_ratios(const std::vector<double>& baseline,
                                               const std::vector<double>& subject);

/// Processor and number of cores, as /proc/cpuinfo names them.
[[nodiscard]] std::string machine();

} // namespace pedell::bench
