// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace pedell::cli
{

/// `pedell class ...`: classes, courses and working groups. Holds what CLI11 writes the arguments into.
class ClassCommands
{
public:
    ClassCommands(CLI::App& app, Session& session, ExitCode& outcome);

private:
    ExitCode add();
    ExitCode rename();
    ExitCode remove();
    ExitCode join();
    ExitCode leave();
    ExitCode list();
    ExitCode show();
    ExitCode change_members(Method method);

    Session& session_;
    std::string name_;
    std::string new_name_;
    std::string kind_ = "class";
    std::vector<std::string> logins_;
    std::string file_;
    bool dry_run_ = false;
    bool yes_ = false;
};

} // namespace pedell::cli
