// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <filesystem>
#include <optional>
#include <string>

namespace pedell::cli
{

/// `pedell login`, `logout`, `whoami`.
class LoginCommands
{
public:
    /// `token`: where the session's token lies; absent where no place for it is known.
    LoginCommands(CLI::App& app, Session& session, ExitCode& outcome,
                  std::optional<std::filesystem::path> token);

private:
    ExitCode log_in();
    ExitCode log_out();
    ExitCode who_am_i();

    Session& session_;
    std::optional<std::filesystem::path> token_;
    std::string login_;
    bool password_stdin_ = false;
};

} // namespace pedell::cli
