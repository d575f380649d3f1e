// SPDX-License-Identifier: GPL-3.0-or-later
// The school's switches for its services (terms of use, "modules"; P8).
#include "register/access_rows.h"
#include "register/outbox.h"
#include "register/people.h"
#include "register/state.h"

namespace pedell::registry
{
namespace
{

/// Whom a switch is for, as it stands in its row.
struct Whose {
    std::optional<core::Role> role;
    std::optional<std::int64_t> school_class;
    std::optional<std::int64_t> person;
};

base::Result<Whose> find_whose(soci::session& sql, core::ModuleScope scope, const std::string& whose)
{
    Whose found;
    switch (scope) {
    case core::ModuleScope::school:
        break;
    case core::ModuleScope::role:
        found.role = core::role_from(whose);
        if (!found.role)
            return base::fail(base::Errc::malformed, "module: no role is called " + whose);
        break;
    case core::ModuleScope::school_class: {
        const auto group = find_class(sql, whose);
        if (!group)
            return std::unexpected(group.error());
        found.school_class = group->id.value;
        break;
    }
    case core::ModuleScope::person: {
        const auto person = find_staying(sql, whose);
        if (!person)
            return std::unexpected(person.error());
        found.person = person->id.value;
        break;
    }
    }
    return found;
}

/// Returns the number of rows.
long long forget(soci::session& sql, core::Service service, core::ModuleScope scope, const Whose& whose)
{
    return run(sql,
               "DELETE FROM module_switch WHERE service = :service AND scope = :scope AND role IS :role"
               " AND class IS :class AND person IS :person",
               service, scope, whose.role, whose.school_class, whose.person);
}

/// Switches where a condition on `s` holds, in the order that it ends with.
template <class... Values>
std::vector<ModuleSetting> select_modules(soci::session& sql, const std::string& condition,
                                          const Values&... values)
{
    std::vector<ModuleSetting> all;
    for (const auto& [service, scope, open, whose, since, set_by] :
         rows<core::Service, core::ModuleScope, int, std::string, core::Time, std::string>(
             sql,
             "SELECT s.service, s.scope, s.open, coalesce(s.role, c.name, p.login, ''), s.since, s.set_by"
             " FROM module_switch s LEFT JOIN class c ON c.id = s.class"
             " LEFT JOIN person p ON p.id = s.person WHERE " +
                 condition,
             values...))
        all.push_back({{service, scope, open != 0}, whose, since, set_by});
    return all;
}

/// A switch may touch everybody: who is in its scope is recomputed, the others' answers stay equal anyway.
void recompute_everybody(soci::session& sql, const core::AccessRules& rules, core::Time now)
{
    (void)recompute_all(sql, rules, column<core::PersonId>(sql, "SELECT id FROM person ORDER BY id"), now);
}

} // namespace

base::Result<bool> Register::set_module(const ModuleSetting& module, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<bool> {
        const auto& [service, scope, open] = module.setting;
        const auto whose = find_whose(sql, scope, module.whose);
        if (!whose)
            return std::unexpected(whose.error());

        const auto before =
            first<int>(sql,
                       "SELECT open FROM module_switch WHERE service = :service AND scope = :scope"
                       " AND role IS :role AND class IS :class AND person IS :person",
                       service, scope, whose->role, whose->school_class, whose->person);
        if (before && (*before != 0) == open)
            return false; // since when and by whom stays what it was

        (void)forget(sql, service, scope, *whose);
        const std::int64_t number = take_id(sql, "module_switch");
        const int is_open = open ? 1 : 0;
        run(sql,
            "INSERT INTO module_switch (id, service, scope, role, class, person, open, since, set_by)"
            " VALUES (:id, :service, :scope, :role, :class, :person, :open, :since, :by)",
            number, service, scope, whose->role, whose->school_class, whose->person, is_open, now,
            module.set_by);
        recompute_everybody(sql, state_->rules, now);
        return true;
    });
}

base::Result<bool> Register::reset_module(core::Service service, core::ModuleScope scope,
                                          const std::string& whose, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<bool> {
        const auto found = find_whose(sql, scope, whose);
        if (!found)
            return std::unexpected(found.error());
        if (forget(sql, service, scope, *found) == 0)
            return false;

        recompute_everybody(sql, state_->rules, now);
        return true;
    });
}

base::Result<std::vector<ModuleSetting>> Register::modules()
{
    return state_->session.read([](soci::session& sql) -> base::Result<std::vector<ModuleSetting>> {
        return select_modules(sql, "1 = 1 ORDER BY s.service, s.scope, 4");
    });
}

base::Result<std::vector<ModuleSetting>> Register::modules_of(core::PersonId id)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::vector<ModuleSetting>> {
        return select_modules(sql,
                              "s.scope = 'school' OR s.role = (SELECT role FROM person WHERE id = :id)"
                              " OR s.person = :same OR s.class IN (SELECT m.class FROM membership m"
                              " JOIN class k ON k.id = m.class WHERE m.person = :again"
                              " AND k.removing_since IS NULL) ORDER BY s.id",
                              id, id, id);
    });
}

} // namespace pedell::registry
