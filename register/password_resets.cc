// SPDX-License-Identifier: GPL-3.0-or-later
// Who asked for a new password, and whose pupils are whose: what stands behind a teacher's few rights.
#include "register/outbox.h"
#include "register/register.h"
#include "register/state.h"

namespace pedell::registry
{

base::Result<std::int64_t> Register::record_reset(core::PersonId id, const RecordedReset& reset,
                                                  bool one_time)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<std::int64_t> {
        const int must_change = one_time ? 1 : 0;
        if (run(sql, "UPDATE person SET one_time = :one_time WHERE id = :id", must_change, id) == 0)
            return base::fail(base::Errc::not_found, "no person with this number");

        const std::int64_t number = take_id(sql, "password_reset");
        run(sql,
            "INSERT INTO password_reset (id, person, done, done_by, asked_by, identity)"
            " VALUES (:id, :person, :done, :by, :asked, :identity)",
            number, id, reset.done, reset.done_by, reset.asked_by, reset.identity);
        return number;
    });
}

base::Result<> Register::forget_reset(std::int64_t reset)
{
    // one_time stays: who has no log-on gets in again with the next password, and nobody too early.
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        run(sql, "DELETE FROM password_reset WHERE id = :id", reset);
        return {};
    });
}

base::Result<std::vector<RecordedReset>> Register::resets_of(core::PersonId id)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::vector<RecordedReset>> {
        std::vector<RecordedReset> all;
        for (const auto& [done, by, asked, identity] :
             rows<core::Time, std::string, std::string, std::string>(
                 sql,
                 "SELECT done, done_by, asked_by, identity FROM password_reset WHERE person = :id"
                 " ORDER BY id",
                 id))
            all.push_back({done, by, asked, identity});
        return all;
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

base::Result<> Register::set_one_time(core::PersonId id, bool one_time)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        const int value = one_time ? 1 : 0;
        run(sql, "UPDATE person SET one_time = :value WHERE id = :id", value, id);
        return {};
    });
}

base::Result<std::vector<core::PersonId>> Register::pupils_of(core::PersonId id)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::vector<core::PersonId>> {
        return column<core::PersonId>(
            sql,
            "SELECT DISTINCT p.id FROM membership mine"
            " JOIN class c ON c.id = mine.class AND c.removing_since IS NULL"
            " JOIN membership theirs ON theirs.class = mine.class"
            " JOIN person p ON p.id = theirs.person AND p.role = 'pupil' AND p.erasing_since IS NULL"
            " WHERE mine.person = :id ORDER BY p.id",
            id);
    });
}

} // namespace pedell::registry
