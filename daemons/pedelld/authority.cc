// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/authority.h"

#include <algorithm>

namespace pedell::pedelld
{
namespace
{

using core::Permission;
using core::Verb;

constexpr std::string_view person_path = "/v1/people/{}";
constexpr std::string_view class_path = "/v1/classes/{}";

Answer not_logged_in(const char* why)
{
    return {401, to_json(base::Error{base::Errc::denied, why})};
}

base::Result<bool> is_own_pupil(Desk& desk, const Caller& caller, core::PersonId pupil)
{
    if (!caller.person)
        return false;

    return desk.reg.pupils_of(caller.person->id).transform([pupil](const auto& pupils) {
        return std::ranges::find(pupils, pupil) != pupils.end();
    });
}

/// The role that a body wants to give; absent where it gives none, or no role at all.
std::optional<core::Role> role_in(const boost::json::value& body)
{
    const auto* fields = body.if_object();
    const auto* role = fields == nullptr ? nullptr : fields->if_contains("role");
    const auto* name = role == nullptr ? nullptr : role->if_string();
    return name == nullptr ? std::nullopt : core::role_from(std::string_view(*name));
}

bool makes_leading(const boost::json::value& body)
{
    if (const auto* rows = body.if_array())
        return std::ranges::any_of(*rows, makes_leading);

    const auto role = role_in(body);
    return role && core::is_leading(*role);
}

/// Making somebody powerful, or changing somebody who is, is another verb than an ordinary change.
Verb refined(Verb verb, const Request& request, const std::optional<registry::Person>& subject)
{
    const bool changes_people = verb == Verb::add_person || verb == Verb::edit_person;
    if (changes_people && (makes_leading(request.body) || (subject && core::is_leading(subject->role))))
        return Verb::appoint;
    return verb;
}

/// The person in the path; absent where the path has none, or nobody has this login.
base::Result<std::optional<registry::Person>> subject_of(Desk& desk, const Asked& asked,
                                                         const Request& request)
{
    if (!asked.path.starts_with(person_path))
        return std::nullopt;

    auto found = desk.reg.person(request.names.at(0));
    if (!found && found.error().code == base::Errc::not_found)
        return std::nullopt;
    if (!found)
        return std::unexpected(std::move(found.error()));
    return std::optional(std::move(*found));
}

base::Result<Permission> permission_for_own(Desk& desk, const Caller& caller, const Asked& asked,
                                            const Request& request)
{
    if (asked.filters)
        return Permission::yes;
    if (!asked.path.starts_with(class_path))
        return Permission::no;

    const auto wanted = desk.reg.school_class(request.names.at(0));
    if (!wanted)
        return wanted.error().code == base::Errc::not_found ? base::Result<Permission>(Permission::no)
                                                            : std::unexpected(wanted.error());
    return desk.reg.classes_of(caller.person->id).transform([&](const auto& own) {
        const bool member = std::ranges::any_of(own, [&](const auto& one) { return one.id == wanted->id; });
        return member ? Permission::yes : Permission::no;
    });
}

base::Result<bool> may_log_on(Desk& desk, core::PersonId id)
{
    const auto rows = desk.reg.access_of(id);
    if (!rows)
        return std::unexpected(rows.error());

    const auto now = desk.clocks.wall();
    return std::ranges::any_of(*rows, [now](const registry::AccessRow& row) {
        return row.service == core::Service::logon && row.channel == core::Channel::in_school &&
               row.access.allowed && (!row.access.until || now < *row.access.until);
    });
}

} // namespace

base::Result<Caller> caller_from(Desk& desk, const registry::Person& person)
{
    const auto open = may_log_on(desk, person.id);
    if (!open)
        return std::unexpected(open.error());
    if (!core::has_session(person.role) || person.erasing || !*open)
        return base::fail(base::Errc::denied, "locked, ask the school");

    return Caller{Caller::Person{person.id, person.role, person.login}};
}

std::expected<Caller, Answer> identify(Desk& desk, const Call& call)
{
    if (!call.token) {
        if (call.is_root)
            return Caller{};
        return std::unexpected(not_logged_in("log in first: pedell login"));
    }

    const auto id = desk.sessions.use(*call.token, desk.clocks.steady());
    if (!id)
        return std::unexpected(not_logged_in("the session has ended; log in again: pedell login"));

    const auto person = desk.reg.person(*id);
    const auto caller =
        person.and_then([&](const registry::Person& found) { return caller_from(desk, found); });
    if (caller)
        return *caller;
    if (caller.error().transient() || caller.error().code == base::Errc::corrupt)
        return std::unexpected(refusal(caller.error()));

    desk.sessions.close_all_of(*id);
    return std::unexpected(not_logged_in("the session has ended: locked, ask the school"));
}

base::Result<Permission> permission_of(Desk& desk, const Caller& caller, const Asked& asked,
                                       const Request& request)
{
    if (caller.is_system())
        return Permission::yes;

    const auto subject = subject_of(desk, asked, request);
    if (!subject)
        return std::unexpected(subject.error());

    const Verb verb = refined(asked.verb, request, *subject);
    // Stored until somebody agrees, a list of people would be much, and of use to nobody who has to judge it.
    if (verb == Verb::appoint && request.body.is_array())
        return Permission::no;

    const Permission given = caller.may(verb, desk.school.authority);
    if (*subject) {
        const auto own = given == Permission::own_pupils ? is_own_pupil(desk, caller, (*subject)->id)
                                                         : base::Result<bool>(false);
        return own.transform([&](bool is_own) {
            return core::permission_for(caller.person->role, verb, desk.school.authority,
                                        {(*subject)->role, is_own});
        });
    }
    return given == Permission::own_pupils ? permission_for_own(desk, caller, asked, request)
                                           : base::Result<Permission>(given);
}

base::Result<std::optional<std::set<core::PersonId>>> visible_people(Desk& desk, const Caller& caller,
                                                                     Verb verb)
{
    switch (caller.may(verb, desk.school.authority)) {
    case Permission::yes:
    case Permission::second:
        return std::nullopt;
    case Permission::no:
        return std::set<core::PersonId>{};
    case Permission::own_pupils:
        break;
    }
    return desk.reg.pupils_of(caller.person->id).transform([](const auto& pupils) {
        return std::optional(std::set<core::PersonId>(pupils.begin(), pupils.end()));
    });
}

base::Result<> check_subject(Desk& desk, const Caller& caller, Verb verb, const registry::Person& subject)
{
    if (caller.is_system())
        return {};

    const auto own = is_own_pupil(desk, caller, subject.id);
    if (!own)
        return std::unexpected(own.error());
    if (core::permission_for(caller.person->role, verb, desk.school.authority, {subject.role, *own}) ==
        Permission::no)
        return base::fail(base::Errc::denied, "not for your role, or not for this person");
    return {};
}

} // namespace pedell::pedelld
