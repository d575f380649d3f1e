// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "daemons/cli/api_client.h"
#include "daemons/cli/exit_code.h"

#include <boost/json/value.hpp>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::cli
{

/// What every command gets: whom to ask, where to write, and how.
struct Session {
    Api& api;
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    bool json = false;         ///< --json: one JSON value on `out`, nothing else
    bool progress_bar = false; ///< `err` is a terminal
    bool interactive = false;  ///< `in` is a terminal: somebody can answer a question

    /// Says what went wrong and returns its exit code. With --json: {"code", "context"} on `out`.
    ExitCode refuse(const base::Error& error);

    /// With --json the value; otherwise the text for people.
    ExitCode say(const boost::json::value& value, const std::string& text);

    /// Asks, and shows the answer by `show` (or an error), with what pedelld still has to carry out.
    ExitCode ask_and_say(Method method, const std::string& target, const boost::json::value& body,
                         const std::function<std::string(const boost::json::value&)>& show);

    /// The first line of standard input: how secrets come in, never by argv. Errors: malformed when empty.
    base::Result<std::string> password_from_input();
};

/// Fields of an answer; an absent or otherwise typed one is empty, so that an older pedelld is no crash.
[[nodiscard]] std::string text_of(const boost::json::value& value, std::string_view key);
[[nodiscard]] const boost::json::value& field_of(const boost::json::value& value, std::string_view key);
[[nodiscard]] std::vector<std::string> texts_of(const boost::json::value& value, std::string_view key);

} // namespace pedell::cli
