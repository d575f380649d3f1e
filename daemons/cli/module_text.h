// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json/value.hpp>
#include <string>

/// How the school's switches look to people; pure.
namespace pedell::cli
{

/// What is open at the school, written so that it can be handed on ("the school decides which modules are
/// open and tells everyone", P8); below it, not to be handed on, the exceptions for single people. `today` is
/// the day that stands above it.
[[nodiscard]] std::string show_modules(const boost::json::value& modules, const std::string& today);

/// Whom a switch is for: "the whole school", "role teacher", "class 5a", "anna.mueller".
[[nodiscard]] std::string show_scope(const std::string& scope, const std::string& whose);

/// How many people a switch would give or take a service.
[[nodiscard]] std::string show_preview(const boost::json::value& preview);

} // namespace pedell::cli
