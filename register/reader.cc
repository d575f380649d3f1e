// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/reader.h"

#include "register/access_rows.h"

#include <sys/stat.h>

#include "core/names.h"

#include "register/expand.h"
#include "register/grant_rows.h"
#include "register/migrations.h"
#include "register/naming.h"
#include "register/session.h"

namespace pedell::registry
{
namespace
{

/// The clock is the reader's: a row whose `until` has passed is a "no" that pedelld has not written yet.
core::Access at(bool allowed, core::Because because, std::optional<core::Time> until, core::Time now)
{
    const bool passed = until && *until <= now;
    return {allowed && !passed, because, until};
}

base::Result<struct stat> identity_of(const std::filesystem::path& file)
{
    struct stat status{};
    if (::stat(file.c_str(), &status) != 0)
        return base::fail(base::Errc::unavailable, "register: not there, run `pedell doctor`", errno);

    return status;
}

} // namespace

struct Reader::State {
    Session session;
    std::string domain;
    std::filesystem::path file;
    dev_t device;
    ino_t inode;
};

Reader::Reader(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

base::Result<Reader> Reader::open(const std::filesystem::path& file, std::string mail_domain,
                                  std::chrono::milliseconds busy)
{
    // Asked before opening: a file exchanged in between counts as not current, never the other way round.
    auto identity = identity_of(file);
    if (!identity)
        return std::unexpected(identity.error());

    auto session = Session::open(file, Session::Mode::read, busy);
    if (!session)
        return std::unexpected(session.error());

    // SQLite opens lazily: only a first question shows a lock, missing -wal and -shm, or a file of another
    // kind.
    auto number = session->read([](soci::session& sql) -> base::Result<int> { return schema_number(sql); });
    if (!number)
        return std::unexpected(number.error());
    if (*number < needed_schema())
        return base::fail(base::Errc::unavailable, "register: not set up yet, run `pedell doctor`");

    return Reader{std::make_unique<State>(std::move(*session), core::lower(mail_domain), file,
                                          identity->st_dev, identity->st_ino)};
}

base::Result<std::optional<core::Sender>> Reader::sender(const std::string& login, core::Channel channel,
                                                         core::Time now)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::optional<core::Sender>> {
        const Address handle = split_address(login, state_->domain);
        if (handle.domain != state_->domain)
            return std::nullopt;

        const auto found = rows<core::PersonId, core::Role, int, core::Because, std::optional<core::Time>>(
            sql,
            std::string("SELECT p.id, p.role, a.allowed, a.because, a.until FROM person p JOIN ") +
                table_of(channel) + " a ON a.person = p.id AND a.service = 'mail' WHERE p.login = :login",
            handle.local);
        if (found.empty())
            return std::nullopt;

        const auto& [id, role, allowed, because, until] = found.front();
        return core::Sender{id, role, at(allowed == 1, because, until, now).allowed,
                            own_addresses(sql, id, state_->domain), read_grants(sql, id, now)};
    });
}

base::Result<std::vector<core::Recipient>> Reader::expand(const std::string& address, core::Time now)
{
    return state_->session.read(
        [&](soci::session& sql) { return Expansion{sql, state_->domain, now}.of(address); });
}

base::Result<std::optional<core::Access>> Reader::access_by_sam(const std::string& sam, core::Service service,
                                                                core::Channel channel, core::Time now)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::optional<core::Access>> {
        const std::string folded = core::lower(sam);
        const auto found = rows<int, core::Because, std::optional<core::Time>>(
            sql,
            std::string("SELECT a.allowed, a.because, a.until FROM person p JOIN ") + table_of(channel) +
                " a ON a.person = p.id WHERE p.sam = :sam AND a.service = :service",
            folded, service);
        if (found.empty())
            return std::nullopt;

        const auto& [allowed, because, until] = found.front();
        return at(allowed == 1, because, until, now);
    });
}

base::Result<std::optional<core::Role>> Reader::role_by_sam(const std::string& sam)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::optional<core::Role>> {
        const std::string folded = core::lower(sam);
        const auto found = rows<core::Role>(sql, "SELECT role FROM person WHERE sam = :sam", folded);
        if (found.empty())
            return std::nullopt;

        return std::get<0>(found.front());
    });
}

base::Result<std::optional<core::Role>> Reader::role_of(core::PersonId person)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::optional<core::Role>> {
        const auto found = rows<core::Role>(sql, "SELECT role FROM person WHERE id = :id", person);
        if (found.empty())
            return std::nullopt;

        return std::get<0>(found.front());
    });
}

base::Result<std::vector<core::Grant>> Reader::grants_by_sam(const std::string& sam, core::Time now)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::vector<core::Grant>> {
        const std::string folded = core::lower(sam);
        const auto id = first<core::PersonId>(sql, "SELECT id FROM person WHERE sam = :sam", folded);
        return id ? read_grants(sql, *id, now) : std::vector<core::Grant>{};
    });
}

base::Result<bool> Reader::request_approved(const std::string& number)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<bool> {
        return any(sql,
                   "SELECT 1 FROM timed_grant WHERE request = :number AND state IN ('approved', 'ended')",
                   number);
    });
}

base::Result<std::optional<PersonNames>> Reader::names_by_sam(const std::string& sam)
{
    return state_->session.read([&](soci::session& sql) -> base::Result<std::optional<PersonNames>> {
        const std::string folded = core::lower(sam);
        const auto found = rows<std::string, std::string, std::string>(
            sql, "SELECT login, given, surname FROM person WHERE sam = :sam", folded);
        if (found.empty())
            return std::nullopt;

        return std::make_from_tuple<PersonNames>(found.front());
    });
}

bool Reader::current() const
{
    const auto identity = identity_of(state_->file);
    return identity && identity->st_dev == state_->device && identity->st_ino == state_->inode;
}

} // namespace pedell::registry
