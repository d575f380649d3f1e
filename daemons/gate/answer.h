// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rights.h"
#include "daemons/gate/question.h"

#include <filesystem>

namespace pedell::gate
{

/// Where the answer comes from; tests point it elsewhere.
struct Sources {
    std::filesystem::path school;
    std::filesystem::path register_file;
};

/// What the register says about one question: plain numbers, as they go through the pipe.
struct Answer {
    Rule rule = Rule::cannot_decide;
    std::int64_t file_bytes = 0; ///< how large a file of this person may be; 0 for logon shares
};

/// Reads settings and, unless it is a machine that asks, the register. Whatever goes wrong: cannot_decide.
[[nodiscard]] Answer ask_register(const Question& question, const Sources& sources, core::Time now);

/// Asks in a child that has no rights left: user pedell-gate, group pedell-access alone, no capability, none
/// to gain. Root itself reads nothing but the two numbers that come back. After 800 ms without them:
/// cannot_decide.
[[nodiscard]] Answer ask_without_rights(const Question& question, const Sources& sources,
                                        const base::Identity& reader);

} // namespace pedell::gate
