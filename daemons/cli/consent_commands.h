// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <string>

namespace pedell::cli
{

/// `pedell consent ...`: what the signed forms say. Holds what CLI11 writes the arguments into.
class ConsentCommands
{
public:
    ConsentCommands(CLI::App& app, Session& session, ExitCode& outcome);

private:
    ExitCode record();
    ExitCode revoke();
    ExitCode list();

    Session& session_;
    std::string login_;
    std::string purpose_;
    std::string channel_;
    std::string form_;
    std::string given_;
    std::string expires_;
};

} // namespace pedell::cli
