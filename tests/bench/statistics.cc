// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics.h"

#include <algorithm>
#include <fstream>
#include <thread>

namespace pedell::bench
{

Spread spread_of(std::vector<double> samples)
{
    std::ranges::sort(samples);
    const std::size_t half = samples.size() / 2;
    const double median = samples.size() % 2 == 1 ? samples[half] : (samples[half - 1] + samples[half]) / 2;
    return {median, samples.front(), samples.back()};
}

std::vector<double> speed_ratios(const std::vector<double>& baseline, const std::vector<double>& subject)
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < std::min(baseline.size(), subject.size()); ++i)
        ratios.push_back(baseline[i] / subject[i]);
    return ratios;
}

std::string machine()
{
    std::ifstream cpuinfo("/proc/cpuinfo");
    std::string line;
    std::string model = "unknown processor";
    while (std::getline(cpuinfo, line)) {
        if (line.starts_with("model name")) {
            model = line.substr(line.find(':') + 2);
            break;
        }
    }
    return model + ", " + std::to_string(std::thread::hardware_concurrency()) + " cores";
}

} // namespace pedell::bench
