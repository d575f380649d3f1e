// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace pedell::cli
{

/// `pedell files check`: folder by folder, so that nothing else waits for pedelld meanwhile.
class FilesCommands
{
public:
    FilesCommands(CLI::App& app, Session& session, ExitCode& outcome);

private:
    ExitCode check();
    [[nodiscard]] base::Result<> check_all(const char* list, const char* name, const char* key);
    [[nodiscard]] base::Result<> check_one(boost::json::object whose, const std::string& label);

    Session& session_;
    bool heal_ = false;
    boost::json::array found_;
    std::int64_t cleared_ = 0;
};

/// What was found, for people: classes by name, people only counted.
[[nodiscard]] std::string show_drifts(const boost::json::array& found, bool healed, std::int64_t cleared);

} // namespace pedell::cli
