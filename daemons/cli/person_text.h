// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json/value.hpp>
#include <string>

/// How the API's answers about people look to people; pure.
namespace pedell::cli
{

/// All that the register says about one person.
[[nodiscard]] std::string show_person(const boost::json::value& person);

/// A table of those with this role and in this class (empty: all).
[[nodiscard]] std::string show_people(const boost::json::value& people, const std::string& role,
                                      const std::string& school_class);

/// The same choice, for --json.
[[nodiscard]] boost::json::value choose_people(const boost::json::value& people, const std::string& role,
                                               const std::string& school_class);

/// Login, address and the one-time password: what a letter to the person would say.
[[nodiscard]] std::string show_access(const boost::json::value& person);

[[nodiscard]] std::string show_consents(const boost::json::value& consents);

} // namespace pedell::cli
