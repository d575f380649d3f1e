// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/outbox.h"

#include "register/state.h"

namespace pedell::registry
{

std::int64_t take_id(soci::session& sql, const std::string& kind)
{
    run(sql,
        "INSERT INTO last_id (kind, value) VALUES (:kind, 1) ON CONFLICT (kind) DO UPDATE SET value = value "
        "+ 1",
        kind);
    return first<std::int64_t>(sql, "SELECT value FROM last_id WHERE kind = :kind", kind).value();
}

void add_pending(soci::session& sql, Pending::Kind kind, std::int64_t subject, const std::string& detail)
{
    run(sql, "DELETE FROM outbox WHERE kind = :kind AND subject = :subject AND detail = :detail", kind,
        subject, detail);
    const std::int64_t id = take_id(sql, "outbox");
    run(sql, "INSERT INTO outbox (id, kind, subject, detail) VALUES (:id, :kind, :subject, :detail)", id,
        kind, subject, detail);
}

void add_pending_person(soci::session& sql, core::PersonId id)
{
    if (any(sql, "SELECT 1 FROM person WHERE id = :id AND erasing_since IS NULL", id))
        add_pending(sql, Pending::Kind::person, id.value);
    add_pending(sql, Pending::Kind::tables, 0);
}

void drop_pending(soci::session& sql, Pending::Kind kind, std::int64_t subject)
{
    run(sql, "DELETE FROM outbox WHERE kind = :kind AND subject = :subject", kind, subject);
}

base::Result<std::vector<Pending>> Register::pending()
{
    return state_->session.read([](soci::session& sql) -> base::Result<std::vector<Pending>> {
        std::vector<Pending> all;
        for (const auto& [id, kind, subject, detail] :
             rows<std::int64_t, Pending::Kind, std::int64_t, std::string>(
                 sql, "SELECT id, kind, subject, detail FROM outbox ORDER BY id"))
            all.push_back({id, kind, subject, detail});
        return all;
    });
}

base::Result<> Register::done(std::int64_t pending_id)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        run(sql, "DELETE FROM outbox WHERE id = :id", pending_id);
        return {};
    });
}

base::Result<> Register::project_all()
{
    return state_->session.write([](soci::session& sql) -> base::Result<> {
        // Classes first: an account is put into groups that exist.
        for (const auto& [id, name, removing] : rows<std::int64_t, std::string, std::optional<core::Time>>(
                 sql, "SELECT id, name, removing_since FROM class ORDER BY id")) {
            if (removing)
                add_pending(sql, Pending::Kind::class_gone, id, name);
            else
                add_pending(sql, Pending::Kind::school_class, id);
        }
        for (const auto& [id, sam, erasing] : rows<std::int64_t, std::string, std::optional<core::Time>>(
                 sql, "SELECT id, sam, erasing_since FROM person ORDER BY id")) {
            if (erasing)
                add_pending(sql, Pending::Kind::person_gone, id, sam);
            else
                add_pending(sql, Pending::Kind::person, id);
        }
        add_pending(sql, Pending::Kind::tables, 0);
        return {};
    });
}

} // namespace pedell::registry
