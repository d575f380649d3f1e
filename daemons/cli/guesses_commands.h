// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <boost/json/value.hpp>
#include <functional>
#include <string>

namespace pedell::cli
{

/// One question to pedell-watch ("list", "clear", "clear 10.0.0.7") and its JSON answer. Errors: unavailable.
using AskWatcher = std::function<base::Result<boost::json::value>(const std::string& question)>;

/// Over /run/pedell-watch/watch.sock, at most five seconds; it answers root alone.
[[nodiscard]] base::Result<boost::json::value> ask_watcher(const std::string& question);

/// `pedell guesses ...`: who is stopped because of wrong passwords.
class GuessesCommands
{
public:
    GuessesCommands(CLI::App& app, Session& session, ExitCode& outcome, AskWatcher ask = ask_watcher);

private:
    ExitCode list();
    ExitCode clear();

    Session& session_;
    AskWatcher ask_;
    std::string address_;
};

} // namespace pedell::cli
