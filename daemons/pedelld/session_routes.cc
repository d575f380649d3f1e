// SPDX-License-Identifier: GPL-3.0-or-later
// The own session; opening one is the Doorkeeper's (login).
#include "daemons/pedelld/fields.h"
#include "daemons/pedelld/routes.h"

namespace pedell::pedelld::routes
{

Reply get_session(Desk& desk, const Request& request)
{
    if (!request.caller.person)
        return Answer{200, boost::json::object{{"system", true}}};

    const auto& person = *request.caller.person;
    const auto left = desk.sessions.left(request.token, desk.clocks.steady());
    return Answer{200, boost::json::object{{"system", false},
                                           {"id", person.id.value},
                                           {"login", person.login},
                                           {"role", core::name_of(person.role)},
                                           {"expires", to_json(std::optional(desk.clocks.wall() + left))}}};
}

Reply log_out(Desk& desk, const Request& request)
{
    if (auto checked = Fields(request.body, {}).checked(); !checked)
        return std::unexpected(std::move(checked.error()));
    if (!request.caller.person)
        return base::fail(base::Errc::conflict, "root has no session to end");

    desk.sessions.close(request.token);
    return Answer{200, boost::json::object{}};
}

Reply may_see_status(Desk& /*desk*/, const Request& /*request*/)
{
    return Answer{200, nullptr}; // the board itself is read by Api, without waiting for the writer
}

} // namespace pedell::pedelld::routes
