// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/doctor.h"
#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <functional>
#include <string>
#include <vector>

namespace pedell::cli
{

/// How `pedell setup` was called.
struct SetUpChoice {
    bool dry_run = false;
    bool image = false; ///< configure the whole machine, as on the image
};

/// The verbs without a noun: setup, status, doctor, heal, import. Holds what CLI11 writes the arguments into.
class SystemCommands
{
public:
    /// What `pedell setup` runs; it works without pedelld. Returns its exit code.
    using SetUp = std::function<int(const SetUpChoice& choice, bool json)>;

    SystemCommands(CLI::App& app, Session& session, ExitCode& outcome, SetUp set_up);

private:
    ExitCode status();
    ExitCode doctor();
    ExitCode show_metrics(const std::string& text);
    ExitCode heal();

    Session& session_;
    SetUp set_up_;
    std::string folder_;
    std::string output_;
    bool prometheus_ = false;
    bool dry_run_ = false;
    SetUpChoice choice_;
};

/// What the doctor says, worst first, each with its remedy; pure.
[[nodiscard]] std::string show_findings(const std::vector<Finding>& findings);
[[nodiscard]] boost::json::value findings_json(const std::vector<Finding>& findings);

/// 1 with a fault; a note alone is no failure.
[[nodiscard]] ExitCode exit_code_for(const std::vector<Finding>& findings) noexcept;

} // namespace pedell::cli
