// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace pedell::cli
{

/// `pedell person ...`. Holds what CLI11 writes the arguments into.
class PersonCommands
{
public:
    PersonCommands(CLI::App& app, Session& session, ExitCode& outcome);

private:
    void wire_add(CLI::App& noun, ExitCode& outcome);
    void wire_changes(CLI::App& noun, ExitCode& outcome);
    void wire_views(CLI::App& noun, ExitCode& outcome);
    void wire_locks(CLI::App& noun, ExitCode& outcome);

    ExitCode add();
    ExitCode edit();
    ExitCode remove();
    ExitCode list();
    ExitCode show();
    ExitCode lock();
    ExitCode unlock();
    ExitCode reset_password();

    Session& session_;
    std::string login_;
    std::string role_;
    std::string given_;
    std::string surname_;
    std::vector<std::string> classes_;
    std::string class_;
    std::string leaves_;
    std::string form_;
    std::vector<std::string> consent_for_;
    std::string reason_;
    std::string from_;
    std::string until_;
    bool restrict_ = false;
    std::string file_;
    bool password_stdin_ = false;
    std::string identity_;
    std::string asked_by_;
    bool dry_run_ = false;
    bool yes_ = false;
};

} // namespace pedell::cli
