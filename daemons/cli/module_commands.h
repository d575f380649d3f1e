// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <string>

namespace pedell::cli
{

/// `pedell module ...`: which services the school has opened, and for whom (promise P8).
class ModuleCommands
{
public:
    ModuleCommands(CLI::App& app, Session& session, ExitCode& outcome);

private:
    ExitCode list();
    ExitCode change(const boost::json::value& open);
    ExitCode preview(const boost::json::value& open);
    /// Before the whole school is touched: tells how many people it is and asks.
    base::Result<> ask_for_the_school(const boost::json::value& open);
    base::Result<boost::json::value> ask_preview(const boost::json::value& open);
    [[nodiscard]] const char* scope() const;
    [[nodiscard]] const std::string& whose() const;

    Session& session_;
    std::string service_;
    std::string role_;
    std::string class_;
    std::string person_;
    bool dry_run_ = false;
    bool yes_ = false;
};

} // namespace pedell::cli
