// SPDX-License-Identifier: GPL-3.0-or-later

// New passwords: who asked for them and who set them. The password itself is Active Directory's alone.
#include "register/people.h"
#include "register/state.h"

namespace pedell::registry
{

base::Result<> Register::note_password(const std::string& login, bool one_time, const std::string& by,
                                       const std::string& asked_by, const std::string& identity,
                                       core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        const auto person = find_staying(sql, login);
        if (!person)
            return std::unexpected(person.error());

        const int flag = one_time ? 1 : 0;
        run(sql, "UPDATE person SET one_time = :flag WHERE id = :id", flag, person->id);
        run(sql,
            "INSERT INTO password_reset (person, done, done_by, asked_by, identity)"
            " VALUES (:person, :done, :by, :asked, :identity)",
            person->id, now, by, asked_by, identity);
        return {};
    });
}

base::Result<std::optional<core::Time>> Register::last_letter(core::PersonId id)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::optional<core::Time>> {
        const std::string asked_by = asked_by_letter;
        return first<std::optional<core::Time>>(
                   sql, "SELECT max(done) FROM password_reset WHERE person = :id AND asked_by = :asked", id,
                   asked_by)
            .value_or(std::nullopt);
    });
}

} // namespace pedell::registry
