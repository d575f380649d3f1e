// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/pedelld/desk.h"
#include "daemons/pedelld/router.h"

#include <expected>
#include <optional>
#include <set>
#include <string_view>

/// Who asks, and may they? The rules are core/authority's; here stand the facts that they need.
namespace pedell::pedelld
{

/// Who stands behind a call: the system where root calls without a token, else the person of the session, as
/// the register knows them now. A locked person's session ends here. The other answer is the refusal (401).
[[nodiscard]] std::expected<Caller, Answer> identify(Desk& desk, const Call& call);

/// A person as caller. Errors: denied (a role without session, locked, being erased).
[[nodiscard]] base::Result<Caller> caller_from(Desk& desk, const registry::Person& person);

/// A route as far as it decides.
struct Asked {
    core::Verb verb = core::Verb::see_own_session;
    std::string_view path;
    bool filters = false; ///< the route itself shows no more than the own pupils
};

/// Whether this caller may have this request done: no, yes or second (never own_pupils: that is decided
/// here). Errors: the register's.
[[nodiscard]] base::Result<core::Permission> permission_of(Desk& desk, const Caller& caller,
                                                           const Asked& asked, const Request& request);

/// For a route that filters: the pupils whom the caller may see. Absent: everybody.
[[nodiscard]] base::Result<std::optional<std::set<core::PersonId>>>
visible_people(Desk& desk, const Caller& caller, core::Verb verb);

/// For a route that names a person in its body: errors denied where the caller may not do this to them.
[[nodiscard]] base::Result<> check_subject(Desk& desk, const Caller& caller, core::Verb verb,
                                           const registry::Person& subject);

} // namespace pedell::pedelld
