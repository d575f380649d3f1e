// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/pedelld/desk.h"

#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace pedell::pedelld
{

/// One HTTP request, without HTTP.
struct Call {
    std::string method; ///< "GET", ...
    std::string target; ///< path, percent-encoded; a query is refused
    std::string body;
    std::optional<std::string> token = {}; ///< Authorization: Bearer (RFC 6750 2.1)
    bool is_root = true;                   ///< by SO_PEERCRED; without a token it is the system
    uid_t uid = 0;
};

/// Finds out who calls, finds the route, asks whether the caller may (core/authority), reads the body, asks
/// the route, and turns an Error into its status. What needs a second person is kept, and answered 202. Never
/// throws: what a library throws becomes 503.
[[nodiscard]] Answer answer(Desk& desk, const Call& call);

/// Does what was kept for a second person, as the request of who asked for it; `decider` has to be allowed to
/// do it, too.
[[nodiscard]] Answer carry_approved(Desk& desk, const registry::Approval& approval, const Caller& requester,
                                    const Caller& decider);

/// All routes, for who compares them with a table.
struct RouteName {
    std::string_view method;
    std::string_view path;
    core::Verb verb;
    bool filters; ///< shows and does no more than the caller's own pupils allow, by itself
};
[[nodiscard]] std::vector<RouteName> all_route_names();

/// The HTTP status of an error's code (docs/api/openapi.yaml, schema Error).
[[nodiscard]] unsigned status_of(base::Errc code) noexcept;
[[nodiscard]] Answer refusal(const base::Error& error);

/// The segments of a path, each percent-decoded (RFC 3986 2.1). Nothing where it is malformed: a bad escape,
/// an empty segment, a NUL, a query.
[[nodiscard]] std::optional<std::vector<std::string>> segments_of(std::string_view target);

} // namespace pedell::pedelld
