// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"
#include "daemons/cli/wire.h"

#include <CLI/App.hpp>
#include <string>
#include <vector>

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
    ExitCode import();
    /// --given, --signed and --expires into all of them. Errors: malformed.
    [[nodiscard]] base::Result<> read_times(std::vector<NewConsent>& consents) const;

    Session& session_;
    std::string login_;
    std::string purpose_;
    std::string channel_;
    std::string form_;
    std::string given_;
    std::string signed_;
    std::string expires_;
    std::string file_;
    bool dry_run_ = false;
};

} // namespace pedell::cli
