// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/names.h"

#include "register/access_rows.h"
#include "register/naming.h"
#include "register/outbox.h"
#include "register/people.h"
#include "register/state.h"

namespace pedell::registry
{
namespace
{

/// Whether a class may be called so. Windows sees no difference between 5A and 5a, so neither do we; a class
/// that is being removed keeps its name until its folder is gone.
base::Result<> check_class_name(soci::session& sql, const std::string& name, core::ClassId except)
{
    if (!core::is_class_name(name))
        return base::fail(
            base::Errc::malformed,
            "class name: 1 to 32 visible characters, none of \\ / : * ? \" < > |, no dot or blank at "
            "the ends");

    const std::string folded = core::lower(name);
    if (any(sql, "SELECT 1 FROM class WHERE folded = :folded AND id <> :id", folded, except))
        return base::fail(base::Errc::conflict, "class " + name + ": there is one of this name");

    return {};
}

} // namespace

base::Result<SchoolClass> find_class(soci::session& sql, const std::string& name)
{
    const std::string folded = core::lower(name);
    auto found = select_classes(sql, "c.folded = :folded", folded);
    if (found.empty())
        return base::fail(base::Errc::not_found, "no class " + name);

    return std::move(found.front());
}

base::Result<SchoolClass> Register::add_class(const std::string& name, core::ClassKind kind,
                                              core::Time /*now*/)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<SchoolClass> {
        if (auto checked = check_class_name(sql, name, core::ClassId{}); !checked)
            return std::unexpected(checked.error());

        const SchoolClass made{core::ClassId{take_id(sql, "class")}, kind, name};
        const std::string folded = core::lower(name);
        run(sql, "INSERT INTO class (id, kind, name, folded) VALUES (:id, :kind, :name, :folded)", made.id,
            made.kind, made.name, folded);
        if (auto given = give_class_address(sql, made.id, kind, name); !given)
            return std::unexpected(given.error());

        add_pending(sql, Pending::Kind::school_class, made.id.value);
        add_pending(sql, Pending::Kind::tables, 0);
        return made;
    });
}

base::Result<SchoolClass> Register::rename_class(const std::string& name, const std::string& new_name,
                                                 core::Time /*now*/)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<SchoolClass> {
        auto renamed = find_class(sql, name);
        if (!renamed)
            return renamed;
        if (auto checked = check_class_name(sql, new_name, renamed->id); !checked)
            return std::unexpected(checked.error());

        renamed->name = new_name;
        const std::string folded = core::lower(new_name);
        run(sql, "UPDATE class SET name = :name, folded = :folded WHERE id = :id", new_name, folded,
            renamed->id);
        leave_class_address(sql, renamed->id);
        if (auto given = give_class_address(sql, renamed->id, renamed->kind, new_name); !given)
            return std::unexpected(given.error());

        add_pending(sql, Pending::Kind::school_class, renamed->id.value);
        add_pending(sql, Pending::Kind::tables, 0);
        return renamed;
    });
}

base::Result<> Register::join(const std::string& class_name, const std::string& login, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        auto joined = find_class(sql, class_name);
        if (!joined)
            return std::unexpected(joined.error());

        auto person = find_staying(sql, login);
        if (!person)
            return std::unexpected(person.error());

        if (run(sql,
                "INSERT INTO membership (class, person, since) VALUES (:c, :p, :now) ON CONFLICT DO NOTHING",
                joined->id, person->id, now) > 0) {
            (void)recompute_person(sql, state_->rules, person->id,
                                   now); // the class may have modules of its own
            add_pending_person(sql, person->id);
        }
        return {};
    });
}

base::Result<> Register::leave(const std::string& class_name, const std::string& login, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        auto left = find_class(sql, class_name);
        if (!left)
            return std::unexpected(left.error());

        auto person = find_person(sql, login);
        if (!person)
            return std::unexpected(person.error());

        if (run(sql, "DELETE FROM membership WHERE class = :class AND person = :person", left->id,
                person->id) == 0)
            return base::fail(base::Errc::not_found, "this person is not in class " + left->name);

        (void)recompute_person(sql, state_->rules, person->id, now);
        add_pending_person(sql, person->id);
        return {};
    });
}

base::Result<SchoolClass> Register::school_class(const std::string& name)
{
    return state_->session.read([&](soci::session& sql) { return find_class(sql, name); });
}

base::Result<SchoolClass> Register::school_class(core::ClassId id)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<SchoolClass> {
        auto found = select_classes(sql, "c.id = :id", id);
        if (found.empty())
            return base::fail(base::Errc::not_found, "no class with this number");

        return std::move(found.front());
    });
}

base::Result<std::vector<SchoolClass>> Register::classes()
{
    return state_->session.read([](soci::session& sql) -> base::Result<std::vector<SchoolClass>> {
        return select_classes(sql, "1 = 1");
    });
}

base::Result<std::vector<Person>> Register::members(core::ClassId id)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::vector<Person>> {
        return select_people(sql, "p.id IN (SELECT m.person FROM membership m WHERE m.class = :id)", id);
    });
}

} // namespace pedell::registry
