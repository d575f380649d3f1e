// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/names.h"

#include "register/naming.h"
#include "register/outbox.h"
#include "register/people.h"
#include "register/state.h"

namespace pedell::registry
{
namespace
{

/// A target as it is kept: people and classes by number, so that a new name of theirs changes nothing.
struct Target {
    std::optional<core::PersonId> person;
    std::optional<core::ClassId> group;
    std::optional<std::string> address;
    bool operator==(const Target&) const = default;
};

/// An address of our own domain: its owner, or the alias of that name. Errors: not_found, as a typing error
/// would lose mail.
base::Result<Target> own_target(soci::session& sql, const Address& address)
{
    const auto found =
        rows<std::optional<core::PersonId>, std::optional<core::ClassId>, std::optional<std::string>>(
            sql,
            "SELECT d.person, d.class, a.name FROM address d LEFT JOIN alias a ON a.name = d.local"
            " WHERE d.local = :local",
            address.local);
    if (!found.empty()) {
        const auto& [person, group, alias] = found.front();
        if (person || group)
            return Target{person, group, std::nullopt};
        if (alias)
            return Target{std::nullopt, std::nullopt, address.local + "@" + address.domain};
    }
    return base::fail(base::Errc::not_found, "nobody has this address");
}

base::Result<Target> parse_target(soci::session& sql, const std::string& text, const std::string& domain)
{
    constexpr std::string_view person_mark = "person:";
    constexpr std::string_view class_mark = "class:";
    if (text.starts_with(person_mark)) {
        auto person = find_staying(sql, text.substr(person_mark.size()));
        if (!person)
            return std::unexpected(person.error());

        return Target{person->id, std::nullopt, std::nullopt};
    }
    if (text.starts_with(class_mark)) {
        auto group = find_class(sql, text.substr(class_mark.size()));
        if (!group)
            return std::unexpected(group.error());

        return Target{std::nullopt, group->id, std::nullopt};
    }

    const Address address = split_address(text, domain);
    if (!text.contains('@') || (address.domain != domain && !is_outside_address(address)))
        return base::fail(base::Errc::malformed, "person:LOGIN, class:NAME or a mail address is expected");
    if (address.domain == domain)
        return own_target(sql, address);

    return Target{std::nullopt, std::nullopt, address.local + "@" + address.domain};
}

/// The targets without repetition. Errors: as parse_target, with the number of the target.
base::Result<std::vector<Target>> parse_targets(soci::session& sql, const std::vector<std::string>& texts,
                                                const std::string& domain)
{
    std::vector<Target> targets;
    for (std::size_t index = 0; index < texts.size(); ++index) {
        auto target = parse_target(sql, texts.at(index), domain);
        if (!target) {
            target.error().context = "target " + std::to_string(index + 1) + ": " + target.error().context;
            return std::unexpected(target.error());
        }
        if (!std::ranges::contains(targets, *target))
            targets.push_back(std::move(*target));
    }
    if (targets.empty())
        return base::fail(base::Errc::malformed, "alias: a target is needed");

    return targets;
}

} // namespace

base::Result<> Register::add_alias(const Alias& alias, core::Time /*now*/)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        auto targets = parse_targets(sql, alias.targets, state_->domain);
        if (!targets)
            return std::unexpected(targets.error());

        const std::string name = core::lower(alias.name);
        if (auto reserved = reserve_alias(sql, name); !reserved)
            return reserved;

        run(sql, "INSERT INTO alias (name) VALUES (:name)", name);
        int position = 0;
        for (const Target& target : *targets) {
            ++position;
            run(sql,
                "INSERT INTO alias_target (alias, position, person, class, address)"
                " VALUES (:alias, :position, :person, :class, :address)",
                name, position, target.person, target.group, target.address);
        }
        add_pending(sql, Pending::Kind::tables, 0);
        return {};
    });
}

base::Result<> Register::remove_alias(const std::string& name, core::Time /*now*/)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        const std::string folded = core::lower(name);
        const std::string address = folded + "@" + state_->domain;
        if (!any(sql, "SELECT 1 FROM alias WHERE name = :name", folded))
            return base::fail(base::Errc::not_found, "no alias of this name");
        if (any(sql, "SELECT 1 FROM alias_target WHERE address = :address", address))
            return base::fail(base::Errc::conflict, "another alias points to this one: remove that first");

        run(sql, "DELETE FROM alias_target WHERE alias = :name", folded);
        run(sql, "DELETE FROM alias WHERE name = :name", folded);
        add_pending(sql, Pending::Kind::tables, 0);
        return {};
    });
}

base::Result<std::vector<Alias>> Register::aliases()
{
    return state_->session.read([](soci::session& sql) -> base::Result<std::vector<Alias>> {
        std::vector<Alias> all;
        for (const auto& [name, login, group, address] :
             rows<std::string, std::optional<std::string>, std::optional<std::string>,
                  std::optional<std::string>>(
                 sql, "SELECT t.alias, p.login, c.name, t.address FROM alias_target t"
                      " LEFT JOIN person p ON p.id = t.person LEFT JOIN class c ON c.id = t.class"
                      " ORDER BY t.alias, t.position")) {
            if (all.empty() || all.back().name != name)
                all.push_back({name, {}});
            if (login)
                all.back().targets.push_back("person:" + *login);
            else if (group)
                all.back().targets.push_back("class:" + *group);
            else
                all.back().targets.push_back(address.value_or(std::string{}));
        }
        return all;
    });
}

} // namespace pedell::registry
