// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/authority.h"
#include "daemons/pedelld/fields.h"
#include "daemons/pedelld/passwords.h"
#include "daemons/pedelld/routes.h"

namespace pedell::pedelld::routes
{
namespace
{

constexpr std::string_view role_names = "pupil, teacher, staff, head, administrator, guardian, guest, device";

/// A new person as somebody sent it.
struct NewPerson {
    registry::Register::NewPerson person;
    Password password;
};

/// A new person as the register has it.
struct MadePerson {
    registry::Person person;
    std::optional<std::string> one_time_password;
    bool must_change = false;
};

base::Result<NewPerson> read_new_person(const Desk& desk, const boost::json::value& value,
                                        const Request& request)
{
    Fields fields(value, {"role", "given", "surname", "login", "password", "classes", "leaves", "consents"});
    NewPerson read;
    read.person.role = fields.named("role", core::role_from, role_names).value_or(core::Role::guest);
    read.person.given = fields.optional_text("given").value_or("");
    read.person.surname = fields.optional_text("surname").value_or("");
    read.person.login = fields.optional_text("login");
    read.person.classes = fields.texts("classes");
    read.person.leaves = fields.time("leaves").value_or(std::nullopt);
    const auto chosen = fields.optional_text("password");
    const auto consents = fields.list("consents");
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    if (!consents.empty() &&
        request.caller.may(core::Verb::record_consent, desk.school.authority) != core::Permission::yes)
        return base::fail(base::Errc::denied, "consents: your role may not record them");

    for (const auto& one : consents) {
        auto consent = read_consent(one, request.by, desk.clocks.wall());
        if (!consent)
            return std::unexpected(std::move(consent.error()));

        read.person.consents.push_back(std::move(*consent));
    }
    auto password = password_for(chosen, false, context_of(read.person, desk.school));
    if (!password)
        return std::unexpected(std::move(password.error()));

    read.password = std::move(*password);
    read.password.must_change = read.password.must_change && can_change_password(read.person.role);
    read.person.one_time = read.password.must_change;
    return read;
}

/// Into the register; the password waits in memory until the account is made.
base::Result<MadePerson> make_person(Desk& desk, const boost::json::value& value, const Request& request)
{
    auto read = read_new_person(desk, value, request);
    if (!read)
        return std::unexpected(std::move(read.error()));

    auto person = desk.reg.add_person(read->person, desk.clocks.wall());
    if (!person)
        return std::unexpected(std::move(person.error()));

    MadePerson made{std::move(*person), std::nullopt, read->password.must_change};
    if (read->password.made)
        made.one_time_password = read->password.text;
    desk.projector.keep_password(made.person.id, std::move(read->password));
    return made;
}

base::Result<boost::json::object> describe_made(Desk& desk, const MadePerson& made)
{
    auto json = describe(desk.reg, desk.school, made.person, desk.clocks.wall());
    if (!json)
        return json;

    if (made.one_time_password)
        (*json)["password"] = *made.one_time_password;
    (*json)["must_change"] = made.must_change;
    return json;
}

/// What is kept about a person, one after the other.
template <class Record>
boost::json::array list_of(const std::vector<Record>& records)
{
    boost::json::array list;
    for (const auto& record : records)
        list.push_back(to_json(record));
    return list;
}

} // namespace

Reply changed_person(Desk& desk, const std::string& login, const Parts& missing, unsigned status)
{
    const auto person = desk.reg.person(login);
    if (!person)
        return std::unexpected(person.error());

    auto json = describe(desk.reg, desk.school, *person, desk.clocks.wall());
    if (!json)
        return std::unexpected(std::move(json.error()));

    (*json)["pending"] = to_json(missing);
    return Answer{status, std::move(*json)};
}

Reply list_people(Desk& desk, const Request& request)
{
    const auto visible = visible_people(desk, request.caller, core::Verb::list_people);
    if (!visible)
        return std::unexpected(visible.error());

    const auto people = desk.reg.people();
    if (!people)
        return std::unexpected(people.error());

    boost::json::array list;
    for (const auto& person : *people) {
        if (*visible && !(*visible)->contains(person.id))
            continue;

        auto json = describe(desk.reg, desk.school, person, desk.clocks.wall());
        if (!json)
            return std::unexpected(std::move(json.error()));

        list.push_back(std::move(*json));
    }
    return Answer{200, std::move(list)};
}

Reply add_person(Desk& desk, const Request& request)
{
    const auto made = change_and_settle(desk, [&] { return make_person(desk, request.body, request); });
    if (!made)
        return std::unexpected(made.error());

    auto json = describe_made(desk, made->first);
    if (!json)
        return std::unexpected(std::move(json.error()));

    (*json)["pending"] = to_json(made->second);
    return Answer{201, std::move(*json)};
}

Reply add_people(Desk& desk, const Request& request)
{
    const auto* sent = request.body.if_array();
    if (sent == nullptr)
        return base::fail(base::Errc::malformed, "the body: expected a list of people");

    using Rows = std::vector<base::Result<MadePerson>>;
    const auto done = change_and_settle(desk, [&]() -> base::Result<Rows> {
        Rows rows;
        for (const auto& one : *sent)
            rows.push_back(make_person(desk, one, request));
        return rows;
    });
    if (!done)
        return std::unexpected(done.error());

    boost::json::array rows;
    for (const auto& row : done->first) {
        auto json = row.and_then([&](const MadePerson& made) { return describe_made(desk, made); });
        rows.push_back(json ? std::move(*json) : to_json(json.error()));
    }
    return Answer{200, boost::json::object{{"rows", std::move(rows)}, {"pending", to_json(done->second)}}};
}

Reply get_person(Desk& desk, const Request& request)
{
    const auto person = desk.reg.person(request.names[0]);
    if (!person)
        return std::unexpected(person.error());

    auto json = describe(desk.reg, desk.school, *person, desk.clocks.wall());
    if (!json)
        return std::unexpected(std::move(json.error()));

    const auto may = [&](core::Verb verb) {
        return request.caller.may(verb, desk.school.authority) == core::Permission::yes;
    };
    if (may(core::Verb::see_reasons)) {
        const auto sanctions = desk.reg.sanctions_of(person->id);
        if (!sanctions)
            return std::unexpected(sanctions.error());

        (*json)["sanctions"] = list_of(*sanctions);
    }
    if (may(core::Verb::see_resets)) {
        const auto resets = desk.reg.resets_of(person->id);
        if (!resets)
            return std::unexpected(resets.error());

        (*json)["resets"] = list_of(*resets);
    }
    return Answer{200, std::move(*json)};
}

Reply change_person(Desk& desk, const Request& request)
{
    Fields fields(request.body, {"role", "given", "surname", "leaves"});
    registry::Register::PersonChange change;
    if (fields.optional_text("role"))
        change.role = fields.named("role", core::role_from, role_names);
    change.given = fields.optional_text("given");
    change.surname = fields.optional_text("surname");
    change.leaves = fields.time("leaves");
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    const auto done = change_and_settle(
        desk, [&] { return desk.reg.change_person(request.names[0], change, desk.clocks.wall()); });
    if (!done)
        return std::unexpected(done.error());

    return changed_person(desk, request.names[0], done->second);
}

Reply remove_person(Desk& desk, const Request& request)
{
    const auto done =
        change_and_settle(desk, [&] { return desk.reg.remove_person(request.names[0], desk.clocks.wall()); });
    if (!done)
        return std::unexpected(done.error());

    return Answer{200, boost::json::object{{"pending", to_json(done->second)}}};
}

Reply lock_person(Desk& desk, const Request& request)
{
    const core::Time now = desk.clocks.wall();
    Fields fields(request.body, {"reason", "until", "from", "restrict"});
    registry::RecordedSanction sanction;
    sanction.reason = fields.text("reason");
    sanction.sanction.from = fields.time("from").value_or(std::nullopt).value_or(now);
    sanction.sanction.measure =
        fields.flag("restrict", false) ? core::Measure::restriction : core::Measure::lock;
    sanction.sanction.until = fields.time("until").value_or(std::nullopt);
    sanction.set_by = request.by;
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    if (sanction.sanction.from < now)
        return base::fail(base::Errc::malformed, "from: lies in the past; without it it begins at once");
    if (sanction.sanction.until && *sanction.sanction.until <= now)
        return base::fail(base::Errc::malformed, "until: lies in the past");
    if (sanction.sanction.until && *sanction.sanction.until <= sanction.sanction.from)
        return base::fail(base::Errc::malformed, "until: lies before from");

    const auto done = change_and_settle(desk, [&]() -> base::Result<bool> {
        return desk.reg.lock(request.names[0], sanction, desk.clocks.wall()).transform([] { return true; });
    });
    if (!done)
        return std::unexpected(done.error());

    return changed_person(desk, request.names[0], done->second);
}

Reply unlock_person(Desk& desk, const Request& request)
{
    if (auto checked = Fields(request.body, {}).checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    const auto done = change_and_settle(desk, [&]() -> base::Result<bool> {
        return desk.reg.unlock(request.names[0], request.by, desk.clocks.wall()).transform([] {
            return true;
        });
    });
    if (!done)
        return std::unexpected(done.error());

    return changed_person(desk, request.names[0], done->second);
}

} // namespace pedell::pedelld::routes
