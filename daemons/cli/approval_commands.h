// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <string>

namespace pedell::cli
{

/// `pedell approval ...`: what needs a second person.
class ApprovalCommands
{
public:
    ApprovalCommands(CLI::App& app, Session& session, ExitCode& outcome);

private:
    ExitCode list();
    ExitCode approve();
    ExitCode refuse();

    Session& session_;
    unsigned number_ = 0;
};

} // namespace pedell::cli
