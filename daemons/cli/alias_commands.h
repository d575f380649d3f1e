// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace pedell::cli
{

/// `pedell alias ...`: further addresses. Holds what CLI11 writes the arguments into.
class AliasCommands
{
public:
    AliasCommands(CLI::App& app, Session& session, ExitCode& outcome);

private:
    ExitCode add();
    ExitCode remove();
    ExitCode list();

    Session& session_;
    std::string name_;
    std::vector<std::string> targets_;
    std::string file_;
    bool dry_run_ = false;
};

} // namespace pedell::cli
