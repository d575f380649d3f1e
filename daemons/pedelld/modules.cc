// SPDX-License-Identifier: GPL-3.0-or-later
// The school's switches for its services (terms of use, "modules"; P8).
#include "daemons/pedelld/fields.h"
#include "daemons/pedelld/routes.h"

#include "core/names.h"

#include <algorithm>
#include <array>

namespace pedell::pedelld::routes
{
namespace
{

using registry::ModuleSetting;

constexpr std::string_view service_names = "logon, mail, home, class";
constexpr std::string_view scope_names = "school, role, class, person";

/// The switch that a path names: service, scope, whose; for the school alone the service.
base::Result<ModuleSetting> read_path(const Request& request)
{
    ModuleSetting module;
    const auto service = core::service_from(request.names[0]);
    if (!service)
        return base::fail(base::Errc::malformed, "service: expected one of " + std::string(service_names));

    module.setting.service = *service;
    if (request.names.size() == 1)
        return module;

    const auto scope = core::module_scope_from(request.names[1]);
    if (!scope || *scope == core::ModuleScope::school)
        return base::fail(base::Errc::malformed, "scope: expected one of role, class, person");

    module.setting.scope = *scope;
    module.whose = request.names[2];
    return module;
}

Answer changed(const ModuleSetting& module, bool changed, const Parts& missing)
{
    return {200, boost::json::object{{"service", core::name_of(module.setting.service)},
                                     {"scope", core::name_of(module.setting.scope)},
                                     {"whose", module.whose},
                                     {"changed", changed},
                                     {"pending", to_json(missing)}}};
}

/// Somebody who is asked what a switch would change for him.
struct Subject {
    const registry::Person& person;
    const std::vector<registry::SchoolClass>& classes;
};

bool same_name(const std::string& one, const std::string& other)
{
    return core::lower(one) == core::lower(other);
}

bool applies(const ModuleSetting& module, const Subject& whom)
{
    switch (module.setting.scope) {
    case core::ModuleScope::school:
        return true;
    case core::ModuleScope::role:
        return core::name_of(whom.person.role) == module.whose;
    case core::ModuleScope::person:
        return same_name(whom.person.login, module.whose);
    case core::ModuleScope::school_class:
        return std::ranges::any_of(whom.classes, [&](const auto& one) { return one.name == module.whose; });
    }
    return false;
}

/// Services that change for somebody, by service and direction.
struct Counts {
    std::array<std::int64_t, core::all_services.size()> lose{};
    std::array<std::int64_t, core::all_services.size()> gain{};
};

/// The switches with the wanted one in the place of the one that is there; without `open` with none.
std::vector<core::ModuleSwitch> with(const std::vector<ModuleSetting>& modules, const ModuleSetting& wanted,
                                     std::optional<bool> open, const Subject& whom)
{
    std::vector<core::ModuleSwitch> after;
    for (const auto& one : modules) {
        const bool replaced = one.setting.service == wanted.setting.service &&
                              one.setting.scope == wanted.setting.scope && one.whose == wanted.whose;
        if (!replaced)
            after.push_back(one.setting);
    }
    if (open && applies(wanted, whom))
        after.push_back({wanted.setting.service, wanted.setting.scope, *open});
    return after;
}

base::Result<> count_person(Desk& desk, const registry::Person& person, const ModuleSetting& wanted,
                            std::optional<bool> open, Counts& counts)
{
    const auto classes = desk.reg.classes_of(person.id);
    if (!classes)
        return std::unexpected(classes.error());
    auto facts = desk.reg.facts_of(person.id);
    if (!facts)
        return std::unexpected(facts.error());
    const auto modules = desk.reg.modules_of(person.id);
    if (!modules)
        return std::unexpected(modules.error());

    core::AccountFacts after = *facts;
    after.modules = with(*modules, wanted, open, {person, *classes});
    const core::Time now = desk.clocks.wall();
    for (std::size_t i = 0; i < core::all_services.size(); ++i) {
        const auto allowed = [&](const core::AccountFacts& whose) {
            return core::decide_access(whose, core::all_services[i], core::Channel::in_school,
                                       desk.reg.access_rules(), now)
                .allowed;
        };
        const bool before = allowed(*facts);
        const bool then = allowed(after);
        counts.lose[i] += before && !then ? 1 : 0;
        counts.gain[i] += !before && then ? 1 : 0;
    }
    return {};
}

/// Whose a switch is, by the name that the register knows. Errors: not_found, malformed.
base::Result<> resolve(Desk& desk, ModuleSetting& module)
{
    switch (module.setting.scope) {
    case core::ModuleScope::school:
        module.whose.clear();
        break;
    case core::ModuleScope::role:
        if (!core::role_from(module.whose))
            return base::fail(base::Errc::malformed, "module: no role is called " + module.whose);
        break;
    case core::ModuleScope::school_class: {
        const auto found = desk.reg.school_class(module.whose);
        if (!found)
            return std::unexpected(found.error());
        module.whose = found->name;
        break;
    }
    case core::ModuleScope::person: {
        const auto found = desk.reg.person(module.whose);
        if (!found)
            return std::unexpected(found.error());
        module.whose = found->login;
        break;
    }
    }
    return {};
}

} // namespace

Reply list_modules(Desk& desk, const Request& /*request*/)
{
    const auto modules = desk.reg.modules();
    if (!modules)
        return std::unexpected(modules.error());

    boost::json::array list;
    for (const auto& module : *modules)
        list.push_back(to_json(module));
    return Answer{200, std::move(list)};
}

Reply preview_module(Desk& desk, const Request& request)
{
    Fields fields(request.body, {"service", "scope", "whose", "open"});
    ModuleSetting module;
    module.setting.service =
        fields.named("service", core::service_from, service_names).value_or(core::Service::logon);
    module.setting.scope =
        fields.named("scope", core::module_scope_from, scope_names).value_or(core::ModuleScope::school);
    module.whose = fields.optional_text("whose").value_or("");
    const auto* sent = request.body.is_object() ? request.body.get_object().if_contains("open") : nullptr;
    std::optional<bool> open;
    if (sent != nullptr && !sent->is_null())
        open = fields.flag("open", false);
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));
    if (auto resolved = resolve(desk, module); !resolved)
        return std::unexpected(std::move(resolved.error()));

    const auto people = desk.reg.people();
    if (!people)
        return std::unexpected(people.error());

    Counts counts;
    for (const auto& person : *people)
        if (auto counted = count_person(desk, person, module, open, counts); !counted)
            return std::unexpected(std::move(counted.error()));

    boost::json::array list;
    for (std::size_t i = 0; i < core::all_services.size(); ++i) {
        if (counts.lose[i] + counts.gain[i] > 0)
            list.push_back({{"service", core::name_of(core::all_services[i])},
                            {"lose", counts.lose[i]},
                            {"gain", counts.gain[i]}});
    }
    return Answer{200, boost::json::object{{"people", people->size()}, {"changes", std::move(list)}}};
}

Reply set_module(Desk& desk, const Request& request)
{
    auto module = read_path(request);
    if (!module)
        return std::unexpected(std::move(module.error()));

    Fields fields(request.body, {"open"});
    module->setting.open = fields.flag("open", false);
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));
    if (!request.body.is_object() || !request.body.get_object().contains("open"))
        return base::fail(base::Errc::malformed, "open: expected true or false");

    module->set_by = request.by;
    const auto done =
        change_and_settle(desk, [&] { return desk.reg.set_module(*module, desk.clocks.wall()); });
    if (!done)
        return std::unexpected(done.error());

    return changed(*module, done->first, done->second);
}

Reply reset_module(Desk& desk, const Request& request)
{
    const auto module = read_path(request);
    if (!module)
        return std::unexpected(module.error());

    const auto done = change_and_settle(desk, [&] {
        return desk.reg.reset_module(module->setting.service, module->setting.scope, module->whose,
                                     desk.clocks.wall());
    });
    if (!done)
        return std::unexpected(done.error());

    return changed(*module, done->first, done->second);
}

} // namespace pedell::pedelld::routes
