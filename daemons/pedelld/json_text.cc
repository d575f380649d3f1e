// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/json_text.h"

namespace pedell::pedelld
{

std::string_view shown_name(const core::School& school, core::Role role)
{
    const auto named = school.role_names.find(role);
    return named == school.role_names.end() ? core::name_of(role) : std::string_view(named->second);
}

boost::json::value to_json(const std::optional<core::Time>& time)
{
    return time ? boost::json::value(time->time_since_epoch().count()) : boost::json::value(nullptr);
}

boost::json::object to_json(const base::Error& error)
{
    return {{"code", base::name_of(error.code)}, {"context", error.context}};
}

boost::json::array to_json(const Parts& parts)
{
    boost::json::array json;
    for (const Part part : parts)
        json.emplace_back(name_of(part));
    return json;
}

boost::json::object to_json(const registry::RecordedConsent& recorded)
{
    return {{"purpose", core::name_of(recorded.consent.purpose)},
            {"channel", core::name_of(recorded.consent.channel)},
            {"given", to_json(std::optional(recorded.consent.given))},
            {"expires", to_json(recorded.consent.expires)},
            {"revoked", to_json(recorded.consent.revoked)},
            {"form", recorded.form},
            {"signed", to_json(recorded.signed_on)},
            {"recorded", to_json(recorded.recorded)},
            {"recorded_by", recorded.recorded_by},
            {"revoked_by", recorded.revoked_by}};
}

boost::json::object to_json(const registry::RecordedSanction& recorded)
{
    return {{"measure", core::name_of(recorded.sanction.measure)},
            {"reason", recorded.reason},
            {"from", to_json(std::optional(recorded.sanction.from))},
            {"until", to_json(recorded.sanction.until)},
            {"set_by", recorded.set_by},
            {"ended_by", recorded.ended_by}};
}

boost::json::object to_json(const registry::ModuleSetting& module)
{
    return {{"service", core::name_of(module.setting.service)},
            {"scope", core::name_of(module.setting.scope)},
            {"whose", module.whose},
            {"open", module.setting.open},
            {"since", to_json(std::optional(module.since))},
            {"set_by", module.set_by}};
}

boost::json::object to_json(const registry::RecordedReset& reset)
{
    return {{"done", to_json(std::optional(reset.done))},
            {"done_by", reset.done_by},
            {"asked_by", reset.asked_by},
            {"identity", reset.identity}};
}

boost::json::object to_json(const registry::Alias& alias)
{
    return {{"name", alias.name}, {"targets", to_json(alias.targets)}};
}

boost::json::value to_json(const std::optional<Drift>& drift)
{
    if (!drift)
        return nullptr;

    return boost::json::object{
        {"missing", drift->missing}, {"unknown", drift->unknown}, {"wrong_state", drift->wrong_state}};
}

boost::json::array to_json(const std::vector<std::string>& texts)
{
    boost::json::array json;
    for (const std::string& text : texts)
        json.emplace_back(text);
    return json;
}

base::Result<boost::json::object> describe(registry::Register& reg, const core::School& school,
                                           const registry::Person& person, core::Time now)
{
    const auto facts = reg.facts_of(person.id);
    if (!facts)
        return std::unexpected(facts.error());

    const auto addresses = reg.addresses_of(person.id);
    if (!addresses)
        return std::unexpected(addresses.error());

    const auto classes = reg.classes_of(person.id);
    if (!classes)
        return std::unexpected(classes.error());

    const auto rows = reg.access_of(person.id);
    if (!rows)
        return std::unexpected(rows.error());

    boost::json::array class_names;
    for (const auto& one : *classes)
        class_names.emplace_back(one.name);

    boost::json::object access;
    boost::json::object from_home;
    for (const auto& row : *rows) {
        auto& answers = row.channel == core::Channel::in_school ? access : from_home;
        answers[core::name_of(row.service)] =
            boost::json::object{{"allowed", row.access.allowed},
                                {"because", core::name_of(row.access.because)},
                                {"until", to_json(row.access.until)}};
    }
    return boost::json::object{{"id", person.id.value},
                               {"role", core::name_of(person.role)},
                               {"role_name", shown_name(school, person.role)},
                               {"given", person.given},
                               {"surname", person.surname},
                               {"login", person.login},
                               {"sam", person.sam},
                               {"upn", person.login + "@" + school.domain},
                               {"mail", person.mail + "@" + school.domain},
                               {"addresses", to_json(*addresses)},
                               {"classes", std::move(class_names)},
                               {"state", core::name_of(core::state_of(*facts, reg.access_rules(), now))},
                               {"access", std::move(access)},
                               {"access_from_home", std::move(from_home)},
                               {"leaves", to_json(person.leaves)},
                               {"erasing", person.erasing}};
}

base::Result<boost::json::object> describe(registry::Register& reg, const registry::SchoolClass& one)
{
    const auto members = reg.members(one.id);
    if (!members)
        return std::unexpected(members.error());

    boost::json::array logins;
    for (const auto& member : *members)
        logins.emplace_back(member.login);
    return boost::json::object{{"id", one.id.value},
                               {"kind", core::name_of(one.kind)},
                               {"name", one.name},
                               {"members", std::move(logins)}};
}

} // namespace pedell::pedelld
