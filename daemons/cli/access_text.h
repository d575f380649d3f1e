// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json/value.hpp>
#include <string>

/// How an explanation (GET /v1/people/{login}/access) looks to people; pure.
namespace pedell::cli
{

/// Only the answers about this service (empty: all).
[[nodiscard]] boost::json::value choose_answers(boost::json::value explanation, const std::string& service);

/// The state, a table of the answers, and for each reason what made it and what can be done.
[[nodiscard]] std::string show_explanation(const boost::json::value& explanation);

} // namespace pedell::cli
