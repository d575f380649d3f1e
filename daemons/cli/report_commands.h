// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <string>

namespace pedell::cli
{

/// `pedell report`: one archive for whoever helps. Says what is in it before it writes.
class ReportCommands
{
public:
    ReportCommands(CLI::App& app, Session& session, ExitCode& outcome);

private:
    ExitCode report();

    Session& session_;
    std::string output_;
    bool dry_run_ = false;
};

} // namespace pedell::cli
