// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/pedelld/desk.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::pedelld
{

/// One HTTP request, without HTTP.
struct Call {
    std::string method; ///< "GET", ...
    std::string target; ///< path, percent-encoded; a query is refused
    std::string body;
};

/// Finds the route, reads the body, asks the route, and turns an Error into its status. Never throws: what a
/// library throws becomes 503.
[[nodiscard]] Answer answer(Desk& desk, const Call& call);

/// The HTTP status of an error's code (docs/api/openapi.yaml, schema Error).
[[nodiscard]] unsigned status_of(base::Errc code) noexcept;
[[nodiscard]] Answer refusal(const base::Error& error);

/// The segments of a path, each percent-decoded (RFC 3986 2.1). Nothing where it is malformed: a bad escape,
/// an empty segment, a NUL, a query.
[[nodiscard]] std::optional<std::vector<std::string>> segments_of(std::string_view target);

} // namespace pedell::pedelld
