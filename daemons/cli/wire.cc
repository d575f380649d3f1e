// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/wire.h"

#include "core/names.h"
#include "core/passwords.h"
#include "daemons/cli/text.h"
#include "daemons/cli/time_text.h"
#include "strength/strength.h"

#include <boost/json/array.hpp>
#include <boost/json/value_from.hpp>
#include <format>

namespace pedell::cli
{
namespace
{

base::Error at_line(std::size_t line, const std::string& why)
{
    return {base::Errc::malformed, fill("line {}: {}", line, why)};
}

base::Result<NewPerson> person_from(const CsvRow& row, core::Time now)
{
    NewPerson person;
    const auto role = core::role_from(row.get("role"));
    if (!role)
        return std::unexpected(at_line(row.line, fill("\"{}\" is no role", row.get("role"))));

    person.role = *role;
    person.given = row.get("given");
    person.surname = row.get("surname");
    if (person.given.empty() || person.surname.empty())
        return std::unexpected(at_line(row.line, tr("given name or surname is missing")));

    person.login = row.get("login");
    if (!person.login.empty() && !core::is_login(person.login))
        return std::unexpected(at_line(row.line, fill("\"{}\" is no login", person.login)));

    person.classes = split_cell(row.get("class"));
    person.password = row.get("password");
    // pedelld checks again, and knows the school; here a row is named before anybody is made.
    const core::PasswordContext whose{person.login, {}, person.given, person.surname, {}};
    if (const auto lacks = core::check_password(person.password, whose, strength::bits_of(person.password));
        !person.password.empty() && lacks != core::PasswordFault::none)
        return std::unexpected(
            at_line(row.line, std::format("{} / {}", core::text_de(lacks), core::text_en(lacks))));

    auto consents = consents_of(row.get("consent"), split_cell(row.get("consent_for")));
    if (!consents)
        return std::unexpected(at_line(row.line, consents.error().context));

    person.consents = std::move(*consents);
    if (const std::string leaves = row.get("leaves"); !leaves.empty()) {
        const auto time = parse_time(leaves, now);
        if (!time)
            return std::unexpected(at_line(row.line, time.error().context));

        person.leaves = *time;
    }
    return person;
}

} // namespace

boost::json::object to_json(const NewConsent& consent)
{
    boost::json::object json{{"purpose", core::name_of(consent.purpose)},
                             {"channel", core::name_of(consent.channel)}};
    if (!consent.form.empty())
        json["form"] = consent.form;
    if (consent.given)
        json["given"] = consent.given->time_since_epoch().count();
    if (consent.expires)
        json["expires"] = consent.expires->time_since_epoch().count();
    if (consent.signed_on)
        json["signed"] = consent.signed_on->time_since_epoch().count();
    return json;
}

boost::json::object to_json(const NewPerson& person)
{
    boost::json::object json{
        {"role", core::name_of(person.role)}, {"given", person.given}, {"surname", person.surname}};
    if (!person.login.empty())
        json["login"] = person.login;
    if (!person.classes.empty())
        json["classes"] = boost::json::value_from(person.classes);
    if (!person.password.empty())
        json["password"] = person.password;
    if (person.leaves)
        json["leaves"] = person.leaves->time_since_epoch().count();
    if (!person.consents.empty()) {
        boost::json::array consents;
        for (const NewConsent& consent : person.consents)
            consents.push_back(to_json(consent));
        json["consents"] = std::move(consents);
    }
    return json;
}

std::optional<core::Purpose> purpose_from(std::string_view name) noexcept
{
    for (auto purpose : {core::Purpose::use, core::Purpose::evaluation}) {
        if (name == core::name_of(purpose))
            return purpose;
    }
    return std::nullopt;
}

std::optional<core::Channel> channel_from(std::string_view name) noexcept
{
    for (auto channel : {core::Channel::in_school, core::Channel::from_home}) {
        if (name == core::name_of(channel))
            return channel;
    }
    return std::nullopt;
}

base::Result<std::vector<NewConsent>> consents_of(const std::string& form,
                                                  const std::vector<std::string>& only)
{
    std::vector<NewConsent> consents;
    if (form.empty() && !only.empty())
        return base::fail(base::Errc::malformed, tr("a consent needs the version of the signed form"));

    if (form.empty())
        return consents;

    for (const std::string& text : only.empty() ? std::vector<std::string>{"use", "evaluation"} : only) {
        const std::size_t colon = text.find(':');
        const auto purpose = purpose_from(std::string_view(text).substr(0, colon));
        const auto channel = channel_from(
            colon == std::string::npos ? std::string_view() : std::string_view(text).substr(colon + 1));
        if (!purpose || (colon != std::string::npos && !channel))
            return base::fail(
                base::Errc::malformed,
                fill("\"{}\" is no consent; like use:in_school, use:from_home, evaluation", text));

        for (auto each : {core::Channel::in_school, core::Channel::from_home}) {
            if (!channel || *channel == each)
                consents.push_back({*purpose, each, form, std::nullopt, std::nullopt});
        }
    }
    return consents;
}

base::Result<std::vector<NewPerson>> people_from_csv(std::string_view text, core::Time now)
{
    const auto rows = parse_csv(text, {"role", "given", "surname"},
                                {"class", "login", "password", "consent", "consent_for", "leaves"});
    if (!rows)
        return std::unexpected(rows.error());

    std::vector<NewPerson> people;
    for (const CsvRow& row : *rows) {
        auto person = person_from(row, now);
        if (!person)
            return std::unexpected(std::move(person.error()));

        people.push_back(std::move(*person));
    }
    return people;
}

base::Result<std::vector<NewClass>> classes_from_csv(std::string_view text)
{
    const auto rows = parse_csv(text, {"name"}, {"kind"});
    if (!rows)
        return std::unexpected(rows.error());

    std::vector<NewClass> classes;
    for (const CsvRow& row : *rows) {
        const std::string kind_name = row.get("kind");
        const auto kind =
            kind_name.empty() ? core::ClassKind::school_class : core::class_kind_from(kind_name);
        if (!kind)
            return std::unexpected(
                at_line(row.line, fill("\"{}\" is none of class, course, group", kind_name)));

        const std::string name = row.get("name");
        if (!core::is_class_name(name))
            return std::unexpected(at_line(row.line, fill("\"{}\" cannot be the name of a folder", name)));

        classes.push_back({name, *kind});
    }
    return classes;
}

base::Result<std::vector<NewAlias>> aliases_from_csv(std::string_view text)
{
    const auto rows = parse_csv(text, {"name", "targets"}, {});
    if (!rows)
        return std::unexpected(rows.error());

    std::vector<NewAlias> aliases;
    for (const CsvRow& row : *rows) {
        NewAlias alias{row.get("name"), split_cell(row.get("targets"))};
        if (alias.name.empty() || alias.targets.empty())
            return std::unexpected(at_line(row.line, tr("name or targets are missing")));

        aliases.push_back(std::move(alias));
    }
    return aliases;
}

} // namespace pedell::cli
