// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/people.h"

#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <string_view>

/// How exceptions from the limits look to people; pure.
namespace pedell::cli
{

/// The value of a kind as people type it: "200 MB" or bytes for upload-size and quota, a number for
/// recipients, nothing for outside-mail. Errors: malformed.
[[nodiscard]] base::Result<std::int64_t> parse_grant_value(std::string_view kind, std::string_view text);

/// "200 MB", "80", "-": the value of a grant or request of the API.
[[nodiscard]] std::string show_grant_value(const boost::json::value& grant);

/// One exception, after something was done with it.
[[nodiscard]] std::string show_grant(const boost::json::value& grant);

/// Which of them a list shows.
struct GrantChoice {
    bool all = false;   ///< also what is over or was refused
    std::string person; ///< login; empty: everybody's
};
/// The answer of GET /v1/grants with those alone.
[[nodiscard]] boost::json::value choose_grants(const boost::json::value& answer, const GrantChoice& choice);
[[nodiscard]] std::string show_grants(const boost::json::value& answer);

/// The weekly report: what is in force and what waits for a decision, German and English.
[[nodiscard]] std::string grant_report(const boost::json::value& answer, core::Time now);

} // namespace pedell::cli
