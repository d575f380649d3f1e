// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

/// How the API's answers about people look to people; pure.
namespace pedell::cli
{

/// The word of the API that people read in their language ("mail", "locked", "in_school", ...); one that is
/// not known stays as it is.
[[nodiscard]] std::string word(const std::string& wire);

/// The same for the state of an account ("active", "expected", ...).
[[nodiscard]] std::string state_word(const std::string& wire);

/// A field with seconds since 1970 as time, or as its day alone; empty where it has none.
[[nodiscard]] std::string time_at(const boost::json::value& value, std::string_view key);
[[nodiscard]] std::string day_at(const boost::json::value& value, std::string_view key);

/// All that the register says about one person, sanctions with their reasons among it.
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
