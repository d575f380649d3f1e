// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/process.h"

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::hand
{

/// winbindd for tests: group 300003 is S-1-5-21-1-2-3-300003; it knows nobody above 900000.
inline base::Result<base::ProcessOutput> answer_of_winbindd(const std::vector<std::string>& argv,
                                                            std::string_view /*input*/)
{
    constexpr std::string_view option = "--unix-ids-to-sids=";
    if (argv.size() != 2 || argv[0] != "wbinfo" || !argv[1].starts_with(option))
        return base::ProcessOutput{1, "", "another program"};

    std::istringstream ids(argv[1].substr(option.size()));
    std::string out;
    for (std::string id; std::getline(ids, id, ',');) {
        const bool known = id.size() == 7 && id[1] < '9';
        out += known ? "S-1-5-21-1-2-3-" + id.substr(1) + '\n'
                     : (id[0] == 'g' ? "S-1-22-2-" : "S-1-22-1-") + id.substr(1) + '\n';
    }
    return base::ProcessOutput{0, out, ""};
}

} // namespace pedell::hand
