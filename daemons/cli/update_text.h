// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json/value.hpp>
#include <string>

/// What `pedell update` says to people; the values are those of daemons/update. Pure but for the language.
namespace pedell::cli
{

[[nodiscard]] std::string show_update_check(const boost::json::value& found);
[[nodiscard]] std::string show_update_applied(const boost::json::value& done);
[[nodiscard]] std::string show_update_status(const boost::json::value& summary);

/// What the administrators are told of versions that failed, German and English, in plain text.
[[nodiscard]] std::string update_report(const boost::json::value& summary);

} // namespace pedell::cli
