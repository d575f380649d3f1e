// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"
#include "scan/protocol.h"

#include <CLI/App.hpp>
#include <functional>
#include <string>

namespace pedell::cli
{

/// One question to pedell-scand about an open file. Errors: unavailable.
using AskScand = std::function<base::Result<scan::Answer>(int fd, const scan::Question& question)>;

/// Over /run/pedell-scand/scand.sock, at most two minutes.
[[nodiscard]] base::Result<scan::Answer> ask_scand(int fd, const scan::Question& question);

/// Has a plain text judged, all the way to a worker and back. Empty: it passed; else what is wrong.
[[nodiscard]] std::string try_scand();

/// `pedell scan FILE --as ROLE --door DOOR`: what a door would say, and all that was found. Opens the file as
/// the caller and hands the descriptor over: nobody sees more than he may read.
class ScanCommands
{
public:
    ScanCommands(CLI::App& app, Session& session, ExitCode& outcome, AskScand ask = ask_scand);

private:
    ExitCode scan();

    Session& session_;
    AskScand ask_;
    std::string file_;
    std::string role_;
    std::string door_;
    std::string area_;
    bool among_staff_ = false;
};

/// For people; pure.
[[nodiscard]] std::string show_answer(const scan::Answer& answer);
[[nodiscard]] boost::json::value answer_json(const scan::Answer& answer);

} // namespace pedell::cli
