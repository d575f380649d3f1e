// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/session.h"

#include <array>
#include <fcntl.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/stat.h>

#include "base/handle.h"

namespace pedell::registry
{
namespace
{

constexpr std::array all_kinds{Pending::Kind::person, Pending::Kind::school_class, Pending::Kind::person_gone,
                               Pending::Kind::class_gone, Pending::Kind::tables};

template <class T, std::size_t count>
std::optional<T> among(const std::array<T, count>& all, std::string_view word)
{
    for (const T value : all)
        if (name_of(value) == word)
            return value;
    return std::nullopt;
}

sqlite_api::sqlite3* connection_of(soci::session& sql)
{
    return static_cast<soci::sqlite3_session_backend*>(sql.get_backend())->conn_;
}

/// What a result code of SQLite means to a caller (sqlite.org/rescode.html).
base::Error meaning_of(int code, const std::string& file)
{
    using base::Errc;
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {Errc::unavailable, file + ": locked by another program for too long"};
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY: // what a reader gets when -wal or -shm are gone
    case SQLITE_PERM:
        return {Errc::unavailable, file + ": cannot be opened, run `pedell doctor`"};
    case SQLITE_FULL:
        return {Errc::unavailable, file + ": no space left on the disk"};
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_SCHEMA: // a migration came in between
    case SQLITE_INTERRUPT:
        return {Errc::unavailable, file + ": reading or writing failed, SQLite code " + std::to_string(code)};
    case SQLITE_CONSTRAINT:
        return {Errc::conflict, file + ": contradicts what is kept there already"};
    default:
        return {Errc::corrupt, file + ": damaged or of an unknown form, SQLite code " + std::to_string(code) +
                                   ", run `pedell doctor`"};
    }
}

/// SQLite would make the file with the umask's rights; the doors' group has to read it whatever the umask is,
/// and -wal and -shm take their rights from it.
base::Result<> make_file(const std::filesystem::path& file)
{
    const base::Fd made{::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0640)};
    if (!made && errno != EEXIST)
        return base::fail(base::Errc::unavailable,
                          file.filename().string() + ": cannot be made, run `pedell doctor`", errno);

    if (made && ::fchmod(made.get(), 0640) != 0)
        return base::fail(base::Errc::unavailable,
                          file.filename().string() + ": cannot be opened to its readers", errno);

    return {};
}

} // namespace

std::string_view name_of(Pending::Kind kind) noexcept
{
    switch (kind) {
    case Pending::Kind::person:
        return "person";
    case Pending::Kind::school_class:
        return "class";
    case Pending::Kind::person_gone:
        return "person_gone";
    case Pending::Kind::class_gone:
        return "class_gone";
    case Pending::Kind::tables:
        return "tables";
    }
    std::unreachable();
}

std::optional<core::Role> from_word(std::type_identity<core::Role>, std::string_view word)
{
    return core::role_from(word);
}

std::optional<core::Service> from_word(std::type_identity<core::Service>, std::string_view word)
{
    return core::service_from(word);
}

std::optional<core::ClassKind> from_word(std::type_identity<core::ClassKind>, std::string_view word)
{
    return core::class_kind_from(word);
}

std::optional<core::Purpose> from_word(std::type_identity<core::Purpose>, std::string_view word)
{
    return core::purpose_from(word);
}

std::optional<core::Channel> from_word(std::type_identity<core::Channel>, std::string_view word)
{
    return core::channel_from(word);
}

std::optional<core::Because> from_word(std::type_identity<core::Because>, std::string_view word)
{
    return core::because_from(word);
}

std::optional<core::Measure> from_word(std::type_identity<core::Measure>, std::string_view word)
{
    return core::measure_from(word);
}

std::optional<core::ModuleScope> from_word(std::type_identity<core::ModuleScope>, std::string_view word)
{
    return core::module_scope_from(word);
}

std::optional<Pending::Kind> from_word(std::type_identity<Pending::Kind>, std::string_view word)
{
    return among(all_kinds, word);
}

base::Result<Session> Session::open(const std::filesystem::path& file, Mode mode,
                                    std::chrono::milliseconds busy)
{
    if (file.native().contains('"'))
        return base::fail(base::Errc::malformed, "a file name with a quotation mark");

    if (mode == Mode::write)
        if (auto made = make_file(file); !made)
            return std::unexpected(made.error());

    try {
        const std::string path = "db=\"" + file.native() + "\"";
        auto sql =
            std::make_unique<soci::session>(soci::sqlite3, mode == Mode::read ? path + " readonly=1" : path);
        sqlite_api::sqlite3* connection = connection_of(*sql);
        sqlite_api::sqlite3_busy_timeout(connection, static_cast<int>(busy.count()));
        Session session{std::move(sql), file.filename().string()};
        if (mode == Mode::read)
            return session;

        // Before the first statement: read-only doors need -wal and -shm to outlive us
        // (sqlite.org/c3ref/file_control).
        int persist = 1;
        sqlite_api::sqlite3_file_control(connection, "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
        try {
            (void)column<std::string>(*session.sql_, "PRAGMA journal_mode=wal");
            *session.sql_ << "PRAGMA synchronous=full";
            *session.sql_ << "PRAGMA foreign_keys=on";
            (void)column<std::string>(*session.sql_, "PRAGMA secure_delete=on");
        } catch (const soci::soci_error& error) {
            return std::unexpected(session.translate(error));
        }
        // What a killed writer left in the log may hold names that were erased from the pages.
        session.attempt("PRAGMA wal_checkpoint(TRUNCATE)");
        return session;
    } catch (const soci::soci_error&) {
        return base::fail(base::Errc::unavailable,
                          file.filename().string() + ": cannot be opened, run `pedell doctor`");
    }
}

void Session::attempt(const std::string& statement) noexcept
{
    try {
        soci::statement prepared(*sql_);
        prepared.alloc();
        prepared.prepare(statement);
        prepared.define_and_bind();
        prepared.execute(true);
    } catch (const soci::soci_error&) {
        return; // nobody depends on it: the next one will do
    }
}

Session::Transaction::~Transaction()
{
    if (!open_)
        return;

    try {
        sql_ << "ROLLBACK";
    } catch (const soci::soci_error&) {
        return; // SQLite has rolled back by itself (disk full, I/O error)
    }
}

void Session::Transaction::commit()
{
    sql_ << "COMMIT";
    open_ = false;
}

base::Error Session::translate(const soci::soci_error& error) const
{
    const auto* of_sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
    if (of_sqlite == nullptr)
        return {base::Errc::corrupt, file_ + ": " + error.get_error_message() + ", run `pedell doctor`"};

    int code = of_sqlite->result();
    if (code == SQLITE_OK || code == SQLITE_ERROR)
        code = sqlite_api::sqlite3_errcode(connection_of(*sql_));
    return meaning_of(code, file_);
}

} // namespace pedell::registry
