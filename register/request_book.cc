// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/request_book.h"

#include "register/session.h"

#include <algorithm>

namespace pedell::registry
{
namespace
{

/// The door's answer waits for it, and pedelld's other work.
constexpr std::chrono::milliseconds patience{500};

/// No school has so many a day: a file made anew never repeats a number of the one that was lost.
constexpr std::int64_t numbers_a_day = 100;
constexpr core::Time first_day = std::chrono::sys_days{std::chrono::January / 1 / 2026};

std::int64_t day_of(core::Time now)
{
    return std::chrono::floor<std::chrono::days>(now - first_day).count();
}

/// A clock that was wrong and was set back leaves rows that lie ahead: they count as old ones.
void drop_old(soci::session& sql, core::Time now)
{
    const core::Time oldest = now - RequestBook::kept;
    const core::Time newest = now + std::chrono::days{1};
    run(sql, "DELETE FROM request WHERE last <= :oldest OR last > :newest", oldest, newest);
}

} // namespace

struct RequestBook::State {
    Session session;
    std::string prefix;
};

RequestBook::RequestBook(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
RequestBook::RequestBook(RequestBook&&) noexcept = default;
RequestBook& RequestBook::operator=(RequestBook&&) noexcept = default;
RequestBook::~RequestBook() = default;

base::Result<RequestBook> RequestBook::open(const std::filesystem::path& file, char letter, core::Time now)
{
    auto session = Session::open(file, Session::Mode::write, patience);
    if (!session)
        return std::unexpected(session.error());

    session->attempt("PRAGMA synchronous=normal"); // as the counters: no mail waits for the disk
    auto made = session->write([&](soci::session& sql) -> base::Result<> {
        run(sql, "CREATE TABLE IF NOT EXISTS last_number (value INTEGER NOT NULL)");
        run(sql, "CREATE TABLE IF NOT EXISTS request (number TEXT PRIMARY KEY, person INTEGER NOT NULL,"
                 " kind TEXT NOT NULL, value INTEGER NOT NULL, day INTEGER NOT NULL, first INTEGER NOT NULL,"
                 " last INTEGER NOT NULL)");
        run(sql, "CREATE INDEX IF NOT EXISTS request_person ON request (person, day)");
        const std::int64_t begin = std::max<std::int64_t>(day_of(now), 0) * numbers_a_day;
        run(sql, "INSERT INTO last_number (value) SELECT :begin WHERE NOT EXISTS (SELECT 1 FROM last_number)",
            begin);
        return {};
    });
    if (!made)
        return std::unexpected(made.error());

    return RequestBook{std::make_unique<State>(std::move(*session), std::string{letter} + "-")};
}

base::Result<std::optional<std::string>> RequestBook::record(core::PersonId person, core::GrantKind kind,
                                                             std::int64_t value, core::Time now,
                                                             const Approved& approved)
{
    using Number = std::optional<std::string>;
    return state_->session.write([&](soci::session& sql) -> base::Result<Number> {
        drop_old(sql, now);
        const std::int64_t day = day_of(now);
        const Number known = first<std::string>(
            sql,
            "SELECT number FROM request WHERE person = :person AND kind = :kind AND day = :day"
            " ORDER BY first DESC, rowid DESC LIMIT 1",
            person, kind, day);
        if (known) {
            const auto over = approved(*known);
            if (!over)
                return std::unexpected(over.error());
            if (!*over) {
                run(sql, "UPDATE request SET value = max(value, :value), last = :last WHERE number = :number",
                    value, now, *known);
                return known;
            }
        }

        const auto today = first<std::int64_t>(
            sql, "SELECT count(*) FROM request WHERE person = :person AND day = :day", person, day);
        if (today.value_or(0) >= most_a_day)
            return Number{};

        run(sql, "UPDATE last_number SET value = value + 1");
        const std::string number =
            state_->prefix +
            std::to_string(first<std::int64_t>(sql, "SELECT value FROM last_number").value_or(0));
        run(sql,
            "INSERT INTO request (number, person, kind, value, day, first, last)"
            " VALUES (:number, :person, :kind, :value, :day, :first, :last)",
            number, person, kind, value, day, now, now);
        return Number{number};
    });
}

base::Result<std::vector<DoorRequest>> read_requests(const std::filesystem::path& file, core::Time now)
{
    std::error_code fault;
    if (!std::filesystem::exists(file, fault) && !fault)
        return std::vector<DoorRequest>{};

    auto session = Session::open(file, Session::Mode::read, patience);
    if (!session)
        return std::unexpected(session.error());

    return session->read([&](soci::session& sql) -> base::Result<std::vector<DoorRequest>> {
        std::vector<DoorRequest> all;
        const core::Time oldest = now - RequestBook::kept;
        for (const auto& [number, person, kind, value, first, last] :
             rows<std::string, core::PersonId, core::GrantKind, std::int64_t, core::Time, core::Time>(
                 sql,
                 "SELECT number, person, kind, value, first, last FROM request WHERE last > :oldest"
                 " ORDER BY last DESC, rowid DESC",
                 oldest))
            all.push_back({number, person, kind, value, first, last});
        return all;
    });
}

} // namespace pedell::registry
