// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "daemons/cli/session.h"
#include "daemons/cli/wire.h"

#include <cstddef>
#include <string>
#include <vector>

/// Many at once from CSV files. Safe to run twice: what is already there is left alone and counted.
namespace pedell::cli
{

[[nodiscard]] ExitCode import_people(Session& session, const std::string& file, bool dry_run);
[[nodiscard]] ExitCode import_classes(Session& session, const std::string& file, bool dry_run);
[[nodiscard]] ExitCode import_aliases(Session& session, const std::string& file, bool dry_run);

/// classes.csv, then import.csv of one folder: a whole school.
[[nodiscard]] ExitCode import_school(Session& session, const std::string& folder, bool dry_run);

/// What is new in a list of people: the others are already in the register, with the same role, name and
/// class. Two of the same name in the list are two people. `known` is the answer of GET /v1/people. Pure.
[[nodiscard]] std::vector<NewPerson> without_known(const std::vector<NewPerson>& people,
                                                   const boost::json::value& known);

/// How far an import is: a bar on a terminal, else a line now and then.
class Progress
{
public:
    Progress(Session& session, const std::string& what, std::size_t total);
    void at(std::size_t done);

private:
    Session& session_;
    std::string what_;
    std::size_t total_;
};

} // namespace pedell::cli
