// SPDX-License-Identifier: GPL-3.0-or-later
// How people and classes go: marked first, their rows erased when folder, key and directory object are gone.
#include "register/access_rows.h"
#include "register/naming.h"
#include "register/outbox.h"
#include "register/people.h"
#include "register/state.h"

namespace pedell::registry
{
namespace
{

/// The rows are overwritten (secure_delete); what the log still holds of them goes with this.
constexpr const char* empty_the_log = "PRAGMA wal_checkpoint(TRUNCATE)";

/// When the removal of a subject was ordered; absent: done before. Errors: not_found, conflict (nobody
/// ordered it).
base::Result<std::optional<core::Time>> ordered_removal(soci::session& sql, const std::string& kind,
                                                        const std::string& marked, std::int64_t id)
{
    const auto found = first<std::optional<core::Time>>(sql, marked, id);
    if (found && !*found)
        return base::fail(base::Errc::conflict,
                          kind + " " + std::to_string(id) + ": its removal was not ordered");
    if (found)
        return *found;
    if (any(sql, "SELECT 1 FROM tombstone WHERE kind = :kind AND id = :id", kind, id))
        return std::optional<core::Time>{};

    return base::fail(base::Errc::not_found, "no " + kind + " with this number");
}

void write_tombstone(soci::session& sql, const std::string& kind, std::int64_t id, core::Time ordered)
{
    run(sql, "INSERT INTO tombstone (kind, id, ordered) VALUES (:kind, :id, :ordered)", kind, id, ordered);
}

/// Whose erasure was asked for stays as a number; what else was asked about this person goes.
void forget_in_approvals(soci::session& sql, core::PersonId id)
{
    const auto login = first<std::string>(sql, "SELECT login FROM person WHERE id = :id", id);
    const std::string target = "/v1/people/" + login.value_or("");
    const std::string number = "/v1/people/" + std::to_string(id.value);
    run(sql, "UPDATE approval SET target = :number, body = '' WHERE target = :target", number, target);
    const std::string below = target + '/';
    run(sql, "DELETE FROM approval WHERE substr(target, 1, length(:below)) = :below2", below, below);
}

/// Aliases that point to nothing any more go; their names stay reserved.
void remove_empty_aliases(soci::session& sql)
{
    // An alias may have been the only target of another one, and so on.
    long long removed = 1;
    while (removed > 0) {
        removed = run(sql, "DELETE FROM alias WHERE name NOT IN (SELECT alias FROM alias_target)");
        run(sql,
            "DELETE FROM alias_target WHERE address IN (SELECT a.local || '@' || s.mail_domain FROM address a"
            " CROSS JOIN school s WHERE a.kind = 'alias' AND a.local NOT IN (SELECT name FROM alias))");
    }
}

} // namespace

base::Result<Person> Register::remove_person(const std::string& login, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<Person> {
        auto person = find_person(sql, login);
        if (!person)
            return person;

        run(sql, "UPDATE person SET erasing_since = :now WHERE id = :id AND erasing_since IS NULL", now,
            person->id);
        person->erasing = true;
        (void)recompute_person(sql, state_->rules, person->id, now);
        drop_pending(sql, Pending::Kind::person, person->id.value);
        add_pending(sql, Pending::Kind::person_gone, person->id.value, person->sam);
        add_pending(sql, Pending::Kind::tables, 0);
        return person;
    });
}

base::Result<> Register::finish_person_removal(core::PersonId id)
{
    auto removed = state_->session.write([&](soci::session& sql) -> base::Result<> {
        auto ordered =
            ordered_removal(sql, "person", "SELECT erasing_since FROM person WHERE id = :id", id.value);
        if (!ordered)
            return std::unexpected(ordered.error());
        if (!*ordered)
            return {};

        forget_in_approvals(sql, id);
        for (const char* statement :
             {"UPDATE handle SET person = NULL WHERE person = :id",
              "UPDATE address SET person = NULL WHERE person = :id",
              "DELETE FROM membership WHERE person = :id", "DELETE FROM consent WHERE person = :id",
              "DELETE FROM sanction WHERE person = :id", "DELETE FROM access WHERE person = :id",
              "DELETE FROM access_from_home WHERE person = :id",
              "DELETE FROM module_switch WHERE person = :id", "DELETE FROM timed_grant WHERE person = :id",
              "DELETE FROM password_reset WHERE person = :id", "DELETE FROM alias_target WHERE person = :id",
              "DELETE FROM person WHERE id = :id"})
            run(sql, statement, id);
        remove_empty_aliases(sql);
        drop_pending(sql, Pending::Kind::person, id.value);
        drop_pending(sql, Pending::Kind::person_gone, id.value);
        write_tombstone(sql, "person", id.value, **ordered);
        add_pending(sql, Pending::Kind::tables, 0);
        return {};
    });
    if (removed)
        state_->session.attempt(empty_the_log);
    return removed;
}

base::Result<SchoolClass> Register::remove_class(const std::string& name, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<SchoolClass> {
        auto removed = find_class(sql, name);
        if (!removed)
            return removed;

        run(sql, "UPDATE class SET removing_since = :now WHERE id = :id", now, removed->id);
        run(sql, "DELETE FROM module_switch WHERE class = :id", removed->id);
        (void)recompute_all(
            sql, state_->rules,
            column<core::PersonId>(sql, "SELECT person FROM membership WHERE class = :id ORDER BY person",
                                   removed->id),
            now);
        leave_class_address(sql, removed->id);
        drop_pending(sql, Pending::Kind::school_class, removed->id.value);
        add_pending(sql, Pending::Kind::class_gone, removed->id.value, removed->name);
        add_pending(sql, Pending::Kind::tables, 0);
        return removed;
    });
}

base::Result<> Register::finish_class_removal(core::ClassId id)
{
    auto removed = state_->session.write([&](soci::session& sql) -> base::Result<> {
        auto ordered =
            ordered_removal(sql, "class", "SELECT removing_since FROM class WHERE id = :id", id.value);
        if (!ordered)
            return std::unexpected(ordered.error());
        if (!*ordered)
            return {};

        for (const char* statement :
             {"DELETE FROM membership WHERE class = :id", "DELETE FROM alias_target WHERE class = :id",
              "DELETE FROM module_switch WHERE class = :id", "DELETE FROM class WHERE id = :id"})
            run(sql, statement, id);
        remove_empty_aliases(sql);
        drop_pending(sql, Pending::Kind::class_gone, id.value);
        write_tombstone(sql, "class", id.value, **ordered);
        add_pending(sql, Pending::Kind::tables, 0);
        return {};
    });
    if (removed)
        state_->session.attempt(empty_the_log);
    return removed;
}

} // namespace pedell::registry
