// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/fields.h"
#include "daemons/pedelld/routes.h"

namespace pedell::pedelld::routes
{

Reply list_aliases(Desk& desk, const Request& /*request*/)
{
    const auto aliases = desk.reg.aliases();
    if (!aliases)
        return std::unexpected(aliases.error());

    boost::json::array list;
    for (const auto& alias : *aliases)
        list.push_back(to_json(alias));
    return Answer{200, std::move(list)};
}

Reply add_alias(Desk& desk, const Request& request)
{
    Fields fields(request.body, {"name", "targets"});
    const registry::Alias alias{fields.text("name"), fields.texts("targets")};
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    const auto done = change_and_settle(desk, [&]() -> base::Result<bool> {
        return desk.reg.add_alias(alias, desk.clocks.wall()).transform([] { return true; });
    });
    if (!done)
        return std::unexpected(done.error());

    auto json = to_json(alias);
    json["pending"] = to_json(done->second);
    return Answer{201, std::move(json)};
}

Reply remove_alias(Desk& desk, const Request& request)
{
    const auto done = change_and_settle(desk, [&]() -> base::Result<bool> {
        return desk.reg.remove_alias(request.names[0], desk.clocks.wall()).transform([] { return true; });
    });
    if (!done)
        return std::unexpected(done.error());

    return Answer{200, boost::json::object{{"pending", to_json(done->second)}}};
}

} // namespace pedell::pedelld::routes
