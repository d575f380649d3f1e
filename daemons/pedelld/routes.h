// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/pedelld/desk.h"
#include "daemons/pedelld/passwords.h"

/// What the API can do, resource by resource (docs/api/openapi.yaml). Each returns the answer or why not.
namespace pedell::pedelld::routes
{

using Reply = base::Result<Answer>;

// people.cc
Reply list_people(Desk& desk, const Request& request);
Reply add_person(Desk& desk, const Request& request);
Reply add_people(Desk& desk, const Request& request);
Reply get_person(Desk& desk, const Request& request);
Reply change_person(Desk& desk, const Request& request);
Reply remove_person(Desk& desk, const Request& request);
Reply lock_person(Desk& desk, const Request& request);
Reply unlock_person(Desk& desk, const Request& request);

// consents.cc
Reply list_consents(Desk& desk, const Request& request);
Reply record_consent(Desk& desk, const Request& request);
Reply revoke_consent(Desk& desk, const Request& request);
/// One consent of a body. Errors: malformed.
[[nodiscard]] base::Result<registry::RecordedConsent> read_consent(const boost::json::value& value,
                                                                   const std::string& by, core::Time now);

// forms.cc
Reply take_forms(Desk& desk, const Request& request);

// modules.cc
Reply list_modules(Desk& desk, const Request& request);
Reply preview_module(Desk& desk, const Request& request);
Reply set_module(Desk& desk, const Request& request);
Reply reset_module(Desk& desk, const Request& request);

// explain.cc
Reply explain_access(Desk& desk, const Request& request);
// letters.cc
Reply make_letters(Desk& desk, const Request& request);

// classes.cc
Reply list_classes(Desk& desk, const Request& request);
Reply add_class(Desk& desk, const Request& request);
Reply get_class(Desk& desk, const Request& request);
Reply rename_class(Desk& desk, const Request& request);
Reply remove_class(Desk& desk, const Request& request);
Reply join_class(Desk& desk, const Request& request);
Reply leave_class(Desk& desk, const Request& request);

// aliases.cc
Reply list_aliases(Desk& desk, const Request& request);
Reply add_alias(Desk& desk, const Request& request);
Reply remove_alias(Desk& desk, const Request& request);

// grants.cc
Reply list_grants(Desk& desk, const Request& request);
Reply request_grant(Desk& desk, const Request& request);
Reply approve_grant(Desk& desk, const Request& request);
Reply refuse_grant(Desk& desk, const Request& request);
Reply end_grant(Desk& desk, const Request& request);

// approvals.cc
Reply list_approvals(Desk& desk, const Request& request);
Reply approve(Desk& desk, const Request& request);
Reply refuse(Desk& desk, const Request& request);

// session_routes.cc
Reply get_session(Desk& desk, const Request& request);
Reply log_out(Desk& desk, const Request& request);
Reply may_see_status(Desk& desk, const Request& request);

// password_reset.cc
Reply reset_password(Desk& desk, const Request& request);
/// Not kept for later: whoever stands at the desk has to know now whether the new password works. Ends the
/// person's sessions. Errors: unavailable.
[[nodiscard]] base::Result<> set_password_now(Desk& desk, core::PersonId person, const Password& password);

// files.cc
Reply check_files(Desk& desk, const Request& request);

// status.cc
Reply heal(Desk& desk, const Request& request);

/// The person as it is now, with what is pending (people.cc).
[[nodiscard]] Reply changed_person(Desk& desk, const std::string& login, const Parts& missing,
                                   unsigned status = 200);

} // namespace pedell::pedelld::routes
