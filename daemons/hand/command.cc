// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/command.h"

namespace pedell::hand
{

base::Result<base::ProcessOutput> run_command(const std::vector<std::string>& argv, std::string_view input)
{
    constexpr std::chrono::seconds limit{10};
    constexpr std::size_t most_output = 32U << 20U; // a queue of some ten thousand mails
    return base::run(argv, input, limit, most_output);
}

} // namespace pedell::hand
