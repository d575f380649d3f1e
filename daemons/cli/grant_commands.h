// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/admin_mail.h"
#include "daemons/cli/grant_text.h"
#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <string>

namespace pedell::cli
{

/// `pedell grant ...`: exceptions from the limits. Holds what CLI11 writes the arguments into.
class GrantCommands
{
public:
    GrantCommands(CLI::App& app, Session& session, ExitCode& outcome, Sendmail sendmail);

private:
    void add_decisions(CLI::App& noun, ExitCode& outcome);
    void add_lists(CLI::App& noun, ExitCode& outcome);
    ExitCode request();
    ExitCode approve();
    ExitCode refuse();
    ExitCode end();
    ExitCode list();
    ExitCode report();

    Session& session_;
    Sendmail sendmail_;
    std::string login_;
    std::string kind_;
    std::string value_;
    std::string reason_;
    std::string until_;
    std::string number_;
    GrantChoice choice_;
    bool mail_ = false;
};

} // namespace pedell::cli
