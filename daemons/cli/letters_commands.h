// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/process.h"
#include "daemons/cli/new_file.h"
#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <boost/json/array.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pedell::cli
{

/// What turns a batch of letters (JSON) into a PDF, and where that would go without --output.
struct Press {
    std::function<base::Result<base::ProcessOutput>(const std::string& batch)> print;
    bool to_terminal = false; ///< standard output is one: nobody reads a PDF there
};

/// pedell-letters, without rights of its own; tests put one of paper in its place.
[[nodiscard]] Press real_press();

/// `pedell letters ...`: access letters (P7). Holds what CLI11 writes the arguments into.
///
/// Promises: nothing is changed before it is known that these letters can be printed and the file written;
///           nobody's password is replaced unasked.
class LettersCommands
{
public:
    LettersCommands(CLI::App& app, Session& session, ExitCode& outcome, Press press);

private:
    /// What pedelld said of these people, and what was done.
    struct Run {
        boost::json::value school;
        boost::json::array letters;
        boost::json::array skipped;
        std::optional<base::Error> error;
        std::size_t planned = 0;
    };

    ExitCode make();
    [[nodiscard]] base::Result<> check_use() const;
    [[nodiscard]] base::Result<Run> plan();
    [[nodiscard]] base::Result<> ask_first(const Run& plan);
    [[nodiscard]] Run set_passwords(const Run& plan);
    [[nodiscard]] base::Result<std::string> print(const Run& run, bool rehearsal) const;
    ExitCode hand_out(const Run& run, std::optional<NewFile> file);
    ExitCode tell(const Run& run);

    Session& session_;
    Press press_;
    std::vector<std::string> classes_;
    std::vector<std::string> people_;
    std::string output_;
    bool new_ = false;
    bool dry_run_ = false;
    bool yes_ = false;
};

} // namespace pedell::cli
