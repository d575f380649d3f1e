// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/fields.h"
#include "daemons/pedelld/passwords.h"
#include "daemons/pedelld/routes.h"

#include <algorithm>

namespace pedell::pedelld::routes
{
namespace
{

constexpr std::size_t identity_bytes = 120;

/// Who asked, and how it was checked that it was they. A device has nobody who could ask.
base::Result<registry::RecordedReset> read_reset(Fields& fields, const registry::Person& person,
                                                 const Request& request, core::Time now)
{
    registry::RecordedReset reset{now, request.by, fields.optional_text("asked_by").value_or("self"),
                                  fields.optional_text("identity").value_or("")};
    if (reset.asked_by != "self" && reset.asked_by != "guardian")
        return base::fail(base::Errc::malformed, "asked_by: expected one of self, guardian");
    if (reset.identity.empty() && person.role != core::Role::device)
        return base::fail(base::Errc::malformed,
                          "identity: how it was checked who asks is missing: known, school_id, id_card, or "
                          "in your own words");

    const bool control =
        std::ranges::any_of(reset.identity, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
    if (control || reset.identity.size() > identity_bytes)
        return base::fail(base::Errc::malformed, "identity: at most 120 bytes, no control character");
    return reset;
}

} // namespace

base::Result<> set_password_now(Desk& desk, core::PersonId person, const Password& password)
{
    auto set = desk.projector.set_password(person, password);
    if (!set && set.error().code == base::Errc::not_found)
        return base::fail(base::Errc::unavailable,
                          "the account is not in Active Directory yet: try again soon");
    if (set)
        desk.sessions.close_all_of(person);
    return set;
}

/// Who forgot a password asks in person; the new one has to be changed at the next log-on (P22).
Reply reset_password(Desk& desk, const Request& request)
{
    Fields fields(request.body, {"asked_by", "identity", "password"});
    const auto chosen = fields.optional_text("password");
    const auto person = desk.reg.person(request.names[0]);
    if (!person)
        return std::unexpected(person.error());
    if (person->erasing)
        return base::fail(base::Errc::conflict, "this person is being erased");

    const auto reset = read_reset(fields, *person, request, desk.clocks.wall());
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));
    if (!reset)
        return std::unexpected(reset.error());

    const bool must_change = can_change_password(person->role);
    auto password = password_for(chosen, must_change, context_of(*person, desk.school));
    if (!password)
        return std::unexpected(password.error());

    password->must_change = must_change;
    const auto recorded = desk.reg.record_reset(person->id, *reset, must_change);
    if (!recorded)
        return std::unexpected(recorded.error());
    if (const auto set = set_password_now(desk, person->id, *password); !set) {
        (void)desk.reg.forget_reset(*recorded); // it stays: somebody tried, and nothing came of it
        return std::unexpected(set.error());
    }

    boost::json::object json{{"login", person->login}, {"must_change", password->must_change}};
    if (password->made)
        json["password"] = password->text;
    return Answer{200, std::move(json)};
}

} // namespace pedell::pedelld::routes
