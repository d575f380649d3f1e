// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/data/demo_school.h"

#include <string>

namespace pedell::demo
{

/// people.csv, the outside contract of `./dev info --json`:
/// login,sam,upn,password,role,class,mail,given,surname.
[[nodiscard]] std::string people_csv(const DemoSchool& school);

/// import.csv for `pedell import`: everybody with a password and, for pupils, the signed form that makes them
/// active.
[[nodiscard]] std::string import_csv(const DemoSchool& school);

/// classes.csv for `pedell import`.
[[nodiscard]] std::string classes_csv(const DemoSchool& school);

/// /etc/pedell/school.toml of the demo school.
[[nodiscard]] std::string school_toml();

} // namespace pedell::demo
