// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/names.h"
#include "core/passwords.h"
#include "core/people.h"

#include <cstdint>
#include <string>
#include <vector>

namespace pedell::demo
{

/// The mail domain of every demo school (RFC 6761: .test is nobody's).
inline constexpr const char* domain = "waldschule.test";
inline constexpr const char* school_name = "Grundschule am Wald";
inline constexpr const char* netbios = "WALDSCHULE";

/// One account of the demo school, with the names that the register gives it when it is imported in this
/// order.
struct DemoPerson {
    core::Role role = core::Role::pupil;
    std::string given;
    std::string surname;
    std::string school_class; ///< empty: none
    std::string password;     ///< fulfils the school's rule
    core::AccountNames names;
};

/// Whom the password of this person must not name.
[[nodiscard]] core::PasswordContext password_context(const DemoPerson& person);

/// A school that never was: the same for the same size and seed, on every machine.
///
/// Promises: 120 people are 100 pupils in the classes 1a, 2a, 3b and 4a, 13 teachers, 4 staff, head,
///           administrator and one device; a larger school has more of each but the last three. Nobody's name
///           is a real person's by intent.
struct DemoSchool {
    std::vector<std::string> classes;
    std::vector<DemoPerson> people;
};

/// The smallest school that still has everybody in it.
inline constexpr std::size_t smallest = 40;

/// Makes the school; `people` below `smallest` counts as `smallest`.
[[nodiscard]] DemoSchool make_school(std::size_t people, std::uint64_t seed);

} // namespace pedell::demo
