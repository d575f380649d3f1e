// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pedell::appliance
{

/// One row of the demo school's people (the outside contract of CONTRIBUTING.md).
struct Person {
    std::string login, sam, upn, password, role, class_name, mail, given, surname;
};

/// The booted appliance, as `./dev info --json` tells it (the file named by PEDELL_INFO).
struct School {
    std::string host, name, domain, realm, ca;
    std::string home_netns; ///< a network namespace outside of the school's networks, as a file
    std::vector<Person> people;

    /// The n-th person of a role, counted from 0; ends the test program when there is none.
    [[nodiscard]] const Person& one(std::string_view role, std::size_t n = 0) const;
    /// The n-th pupil of a class.
    [[nodiscard]] const Person& pupil_of(std::string_view class_name, std::size_t n = 0) const;
    /// A teacher with or without this class.
    [[nodiscard]] const Person& teacher(std::string_view class_name, bool of_it) const;
    /// The first class that has pupils, and another one.
    [[nodiscard]] std::string first_class() const;
    [[nodiscard]] std::string other_class() const;
};

/// Read once.
[[nodiscard]] const School& school();

} // namespace pedell::appliance
