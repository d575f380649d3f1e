// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/expand.h"

#include "register/naming.h"
#include "register/session.h"

namespace pedell::registry
{

base::Result<std::vector<core::Recipient>> Expansion::of(const std::string& address)
{
    seen_.clear();
    mailboxes_.clear();
    finals_.clear();
    if (auto visited = visit(address, 0); !visited)
        return std::unexpected(visited.error());

    return std::move(finals_);
}

base::Result<> Expansion::visit(const std::string& address, int depth)
{
    const Address parts = split_address(address, domain_);
    if (parts.domain != domain_)
        return add({parts.local + "@" + parts.domain, std::nullopt, false});

    const auto found = rows<std::optional<std::int64_t>, std::optional<std::int64_t>, std::string>(
        sql_, "SELECT person, class, kind FROM address WHERE local = :local", parts.local);
    if (found.empty())
        return {};

    const auto& [person, group, kind] = found.front();
    if (person)
        return add_people("p.id = :id", *person, depth == 0);
    if (group)
        return add_people("p.id IN (SELECT m.person FROM membership m WHERE m.class = :id)", *group, false);
    if (kind == "alias")
        return visit_alias(parts.local, depth + 1);

    return {};
}

base::Result<> Expansion::visit_alias(const std::string& name, int depth)
{
    if (!seen_.insert(name).second)
        return {};
    if (depth > max_depth)
        return base::fail(base::Errc::over_limit, "more than 8 aliases one behind the other");

    for (const auto& [person, group, address] :
         rows<std::optional<std::int64_t>, std::optional<std::int64_t>, std::optional<std::string>>(
             sql_,
             "SELECT t.person, t.class, t.address FROM alias_target t LEFT JOIN class c ON c.id = t.class"
             " WHERE t.alias = :name AND c.removing_since IS NULL ORDER BY t.position",
             name)) {
        base::Result<> visited;
        if (person)
            visited = add_people("p.id = :id", *person, false);
        else if (group)
            visited =
                add_people("p.id IN (SELECT m.person FROM membership m WHERE m.class = :id)", *group, false);
        else if (address)
            visited = visit(*address, depth);
        if (!visited)
            return visited;
    }
    return {};
}

base::Result<> Expansion::add_people(const std::string& condition, std::int64_t subject, bool without_mail)
{
    // Without a row of access there is no access.
    for (const auto& [login, role, allowed] : rows<std::string, core::Role, int>(
             sql_,
             "SELECT p.login, p.role, EXISTS (SELECT 1 FROM access a WHERE a.person = p.id AND a.service = "
             "'mail'"
             " AND a.allowed = 1 AND (a.until IS NULL OR a.until > :now)) FROM person p WHERE " +
                 condition + " ORDER BY p.login",
             now_, subject)) {
        if (allowed == 0 && !without_mail)
            continue;
        if (auto added = add({login + "@" + domain_, role, allowed != 0}); !added)
            return added;
    }
    return {};
}

base::Result<> Expansion::add(core::Recipient recipient)
{
    if (!mailboxes_.insert(recipient.address).second)
        return {};
    if (finals_.size() == max_finals)
        return base::fail(base::Errc::over_limit, "more than 10,000 recipients behind one address");

    finals_.push_back(std::move(recipient));
    return {};
}

std::vector<std::string> own_addresses(soci::session& sql, core::PersonId id, const std::string& domain)
{
    // An alias with one target is a further name of that person; one with several is a list, and nobody
    // writes under the name of a list.
    auto addresses = column<std::string>(
        sql,
        "SELECT local FROM address WHERE person = :id UNION SELECT t.alias FROM alias_target t WHERE "
        "t.person = :same"
        " AND NOT EXISTS (SELECT 1 FROM alias_target o WHERE o.alias = t.alias AND o.position <> t.position)",
        id, id);
    for (std::string& address : addresses)
        address += "@" + domain;
    return addresses;
}

} // namespace pedell::registry
