// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/authority.h"
#include "daemons/pedelld/fields.h"
#include "daemons/pedelld/routes.h"

namespace pedell::pedelld::routes
{
namespace
{

Reply changed_class(Desk& desk, const std::string& name, const Parts& missing, unsigned status = 200)
{
    const auto found = desk.reg.school_class(name);
    if (!found)
        return std::unexpected(found.error());

    auto json = describe(desk.reg, *found);
    if (!json)
        return std::unexpected(std::move(json.error()));

    (*json)["pending"] = to_json(missing);
    return Answer{status, std::move(*json)};
}

base::Result<> is_free(const Desk& desk, const std::string& name)
{
    if (core::is_name_of_room(desk.school.areas, name))
        return base::fail(base::Errc::conflict,
                          "\"" + name + "\" is the teachers' room ([shares] teachers_room)");
    return {};
}

} // namespace

Reply list_classes(Desk& desk, const Request& request)
{
    const bool only_own =
        request.caller.may(core::Verb::list_classes, desk.school.authority) != core::Permission::yes;
    const auto classes = only_own ? desk.reg.classes_of(request.caller.person->id) : desk.reg.classes();
    if (!classes)
        return std::unexpected(classes.error());

    boost::json::array list;
    for (const auto& one : *classes) {
        auto json = describe(desk.reg, one);
        if (!json)
            return std::unexpected(std::move(json.error()));

        list.push_back(std::move(*json));
    }
    return Answer{200, std::move(list)};
}

Reply add_class(Desk& desk, const Request& request)
{
    Fields fields(request.body, {"name", "kind"});
    const std::string name = fields.text("name");
    auto kind = core::ClassKind::school_class;
    if (fields.optional_text("kind"))
        kind = fields.named("kind", core::class_kind_from, "class, course, group").value_or(kind);
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    if (const auto free = is_free(desk, name); !free)
        return std::unexpected(free.error());

    const auto done =
        change_and_settle(desk, [&] { return desk.reg.add_class(name, kind, desk.clocks.wall()); });
    if (!done)
        return std::unexpected(done.error());

    return changed_class(desk, done->first.name, done->second, 201);
}

Reply get_class(Desk& desk, const Request& request)
{
    const auto found = desk.reg.school_class(request.names[0]);
    if (!found)
        return std::unexpected(found.error());

    auto json = describe(desk.reg, *found);
    if (!json)
        return std::unexpected(std::move(json.error()));

    return Answer{200, std::move(*json)};
}

Reply rename_class(Desk& desk, const Request& request)
{
    Fields fields(request.body, {"name"});
    const std::string name = fields.text("name");
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    if (const auto free = is_free(desk, name); !free)
        return std::unexpected(free.error());

    const auto done = change_and_settle(
        desk, [&] { return desk.reg.rename_class(request.names[0], name, desk.clocks.wall()); });
    if (!done)
        return std::unexpected(done.error());

    return changed_class(desk, done->first.name, done->second);
}

Reply remove_class(Desk& desk, const Request& request)
{
    const auto done =
        change_and_settle(desk, [&] { return desk.reg.remove_class(request.names[0], desk.clocks.wall()); });
    if (!done)
        return std::unexpected(done.error());

    return Answer{200, boost::json::object{{"pending", to_json(done->second)}}};
}

Reply join_class(Desk& desk, const Request& request)
{
    const auto done = change_and_settle(desk, [&]() -> base::Result<bool> {
        return desk.reg.join(request.names[0], request.names[1], desk.clocks.wall()).transform([] {
            return true;
        });
    });
    if (!done)
        return std::unexpected(done.error());

    return changed_class(desk, request.names[0], done->second);
}

Reply leave_class(Desk& desk, const Request& request)
{
    const auto done = change_and_settle(desk, [&]() -> base::Result<bool> {
        return desk.reg.leave(request.names[0], request.names[1], desk.clocks.wall()).transform([] {
            return true;
        });
    });
    if (!done)
        return std::unexpected(done.error());

    return changed_class(desk, request.names[0], done->second);
}

} // namespace pedell::pedelld::routes
