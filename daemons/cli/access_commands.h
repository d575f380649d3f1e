// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <string>

namespace pedell::cli
{

/// `pedell access ...`: why somebody may or may not use what.
class AccessCommands
{
public:
    AccessCommands(CLI::App& app, Session& session, ExitCode& outcome);

private:
    ExitCode explain();

    Session& session_;
    std::string who_;
    std::string service_;
};

} // namespace pedell::cli
