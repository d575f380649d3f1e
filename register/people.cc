// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/people.h"

#include <algorithm>

#include "core/names.h"

#include "register/access_rows.h"
#include "register/naming.h"
#include "register/outbox.h"
#include "register/state.h"

namespace pedell::registry
{
namespace
{

constexpr std::size_t name_bytes = 128;

std::string trimmed(const std::string& text)
{
    const std::size_t start = text.find_first_not_of(' ');
    return start == std::string::npos ? std::string{}
                                      : text.substr(start, text.find_last_not_of(' ') - start + 1);
}

base::Result<> check_shown_names(const std::string& given, const std::string& surname)
{
    for (const auto& [field, value] : {std::pair{"given", &given}, std::pair{"surname", &surname}}) {
        const bool control =
            std::ranges::any_of(*value, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
        if (control || value->size() > name_bytes)
            return base::fail(base::Errc::malformed,
                              std::string{field} + ": at most 128 bytes, no control character");
    }
    if (given.empty() && surname.empty())
        return base::fail(base::Errc::malformed, "given, surname: one of them is needed");

    return {};
}

base::Result<> insert_person(soci::session& sql, const Person& person, bool one_time)
{
    const int must_change = one_time ? 1 : 0;
    run(sql,
        "INSERT INTO person (id, role, given, surname, login, sam, mail, leaves, one_time)"
        " VALUES (:id, :role, :given, :surname, :login, :sam, :mail, :leaves, :one_time)",
        person.id, person.role, person.given, person.surname, person.login, person.sam, person.mail,
        person.leaves, must_change);
    reserve_names(sql, person.id, {person.login, person.sam, person.mail});
    return {};
}

} // namespace

base::Result<Person> find_person(soci::session& sql, const std::string& login)
{
    const std::string folded = core::lower(login);
    auto found = select_people(sql, "p.login = :login", folded);
    if (found.empty())
        return base::fail(base::Errc::not_found, "no person with this login");

    return std::move(found.front());
}

base::Result<Person> find_staying(soci::session& sql, const std::string& login)
{
    auto found = find_person(sql, login);
    if (found && found->erasing)
        return base::fail(base::Errc::conflict, "this person is being erased");

    return found;
}

base::Result<Person> Register::add_person(const NewPerson& person, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<Person> {
        Person made;
        made.role = person.role;
        made.given = trimmed(person.given);
        made.surname = trimmed(person.surname);
        made.leaves = person.leaves;
        if (auto checked = check_shown_names(made.given, made.surname); !checked)
            return std::unexpected(checked.error());

        auto names = choose_names(sql, made.given, made.surname, person.login);
        if (!names)
            return std::unexpected(names.error());

        made.login = names->login;
        made.sam = names->sam;
        made.mail = names->mail;
        made.id.value = take_id(sql, "person");
        if (auto inserted = insert_person(sql, made, person.one_time); !inserted)
            return std::unexpected(inserted.error());

        for (const std::string& name : person.classes) {
            auto joined = find_class(sql, name);
            if (!joined)
                return std::unexpected(joined.error());

            run(sql,
                "INSERT INTO membership (class, person, since) VALUES (:c, :p, :now) ON CONFLICT DO NOTHING",
                joined->id, made.id, now);
        }
        for (const RecordedConsent& consent : person.consents)
            if (auto kept = keep_consent(sql, made.id, consent, now); !kept)
                return std::unexpected(kept.error());

        (void)recompute_person(sql, state_->rules, made.id, now);
        add_pending_person(sql, made.id);
        return made;
    });
}

base::Result<Person> Register::change_person(const std::string& login, const PersonChange& change,
                                             core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<Person> {
        auto person = find_staying(sql, login);
        if (!person)
            return person;

        person->role = change.role.value_or(person->role);
        person->given = change.given ? trimmed(*change.given) : person->given;
        person->surname = change.surname ? trimmed(*change.surname) : person->surname;
        person->leaves = change.leaves.value_or(person->leaves);
        if (auto checked = check_shown_names(person->given, person->surname); !checked)
            return std::unexpected(checked.error());

        run(sql,
            "UPDATE person SET role = :role, given = :given, surname = :surname, leaves = :leaves WHERE id = "
            ":id",
            person->role, person->given, person->surname, person->leaves, person->id);
        (void)recompute_person(sql, state_->rules, person->id, now);
        add_pending_person(sql, person->id);
        return person;
    });
}

base::Result<Person> Register::person(const std::string& login)
{
    return state_->session.read([&](soci::session& sql) { return find_person(sql, login); });
}

base::Result<Person> Register::person(core::PersonId id)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<Person> {
        auto found = select_people(sql, "p.id = :id", id);
        if (found.empty())
            return base::fail(base::Errc::not_found, "no person with this number");

        return std::move(found.front());
    });
}

base::Result<std::vector<Person>> Register::people()
{
    return state_->session.read(
        [](soci::session& sql) -> base::Result<std::vector<Person>> { return select_people(sql, "1 = 1"); });
}

base::Result<std::vector<SchoolClass>> Register::classes_of(core::PersonId id)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::vector<SchoolClass>> {
        return select_classes(sql, "c.id IN (SELECT m.class FROM membership m WHERE m.person = :id)", id);
    });
}

base::Result<std::vector<std::string>> Register::addresses_of(core::PersonId id)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::vector<std::string>> {
        auto addresses = column<std::string>(
            sql, "SELECT local FROM address WHERE person = :id ORDER BY is_primary DESC, local", id);
        for (std::string& address : addresses)
            address += "@" + state_->domain;
        return addresses;
    });
}

} // namespace pedell::registry
