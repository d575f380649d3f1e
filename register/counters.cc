// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/counters.h"

#include "register/session.h"

namespace pedell::registry
{
namespace
{

constexpr std::chrono::hours window{1};
constexpr std::chrono::days kept{1};

} // namespace

struct Counters::State {
    Session session;
};

Counters::Counters(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
Counters::Counters(Counters&&) noexcept = default;
Counters& Counters::operator=(Counters&&) noexcept = default;
Counters::~Counters() = default;

base::Result<Counters> Counters::open(const std::filesystem::path& file)
{
    auto session = Session::open(file, Session::Mode::write, default_busy_time);
    if (!session)
        return std::unexpected(session.error());

    // A killed process loses nothing by this; a power cut may lose the last counts, and a mail waits for no
    // disk.
    session->attempt("PRAGMA synchronous=normal");
    auto made = session->write([](soci::session& sql) -> base::Result<> {
        run(sql, "CREATE TABLE IF NOT EXISTS sent (person INTEGER NOT NULL, at INTEGER NOT NULL,"
                 " recipients INTEGER NOT NULL)");
        run(sql, "CREATE INDEX IF NOT EXISTS sent_person ON sent (person, at)");
        return {};
    });
    if (!made)
        return std::unexpected(made.error());

    return Counters{std::make_unique<State>(std::move(*session))};
}

base::Result<std::int64_t> Counters::sent_last_hour(core::PersonId person, core::Time now)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::int64_t> {
        // Not what lies ahead: a clock that was wrong and was set back would close somebody's mail for years.
        const core::Time since = now - window;
        return first<std::int64_t>(
                   sql, "SELECT count(*) FROM sent WHERE person = :person AND at > :since AND at <= :now",
                   person, since, now)
            .value_or(0);
    });
}

base::Result<> Counters::count(core::PersonId person, std::int64_t recipients, core::Time now)
{
    return state_->session.write([&](soci::session& sql) -> base::Result<> {
        const core::Time oldest = now - kept;
        const core::Time newest = now + kept;
        run(sql, "DELETE FROM sent WHERE at <= :oldest OR at > :newest", oldest, newest);
        run(sql, "INSERT INTO sent (person, at, recipients) VALUES (:person, :at, :recipients)", person, now,
            recipients);
        return {};
    });
}

} // namespace pedell::registry
