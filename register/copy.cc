// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/copy.h"

#include "base/handle.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace pedell::registry
{
namespace
{

constexpr int patience_ms = 30'000;

using Database = base::Handle<sqlite3, sqlite3_close_v2>;
using Statement = base::Handle<sqlite3_stmt, sqlite3_finalize>;

std::unexpected<base::Error> fault_of(sqlite3* database, int code)
{
    const bool corrupt = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
    return base::fail(corrupt ? base::Errc::corrupt : base::Errc::unavailable,
                      std::string("copy of the register: ") +
                          (database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code)));
}

base::Result<Database> open_to_read(const std::filesystem::path& file)
{
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
    Database database(opened);
    if (code != SQLITE_OK)
        return fault_of(opened, code);

    sqlite3_busy_timeout(opened, patience_ms);
    return database;
}

base::Result<Statement> prepare(sqlite3* database, const char* text)
{
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v2(database, text, -1, &prepared, nullptr);
    Statement statement(prepared);
    if (code != SQLITE_OK)
        return fault_of(database, code);

    return statement;
}

} // namespace

base::Result<> copy_register(const std::filesystem::path& from, const std::filesystem::path& to)
{
    // VACUUM INTO takes an empty file, so its rights are right before there is anything in it.
    const base::Fd file(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file)
        return errno == EEXIST ? base::fail(base::Errc::conflict, to.string() + " is there already")
                               : base::fail_errno("copy of the register to " + to.string());

    const auto database = open_to_read(from);
    if (!database)
        return std::unexpected(database.error());

    const auto statement = prepare(database->get(), "VACUUM INTO ?1");
    if (!statement)
        return std::unexpected(statement.error());

    sqlite3_bind_text(statement->get(), 1, to.c_str(), -1, SQLITE_STATIC);
    if (const int done = sqlite3_step(statement->get()); done != SQLITE_DONE)
        return fault_of(database->get(), done);

    if (::fsync(file.get()) != 0)
        return base::fail_errno("copy of the register to " + to.string());
    return {};
}

base::Result<int> newest_contract(const std::filesystem::path& file)
{
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        return 0;

    const auto database = open_to_read(file);
    if (!database)
        return std::unexpected(database.error());

    // The column came later (migrations.cc); who had none took nothing away.
    for (const char* const question :
         {"SELECT count(*) FROM pragma_table_info('schema_version') WHERE name = 'contract'",
          "SELECT coalesce(max(number), 0) FROM schema_version WHERE contract = 1"}) {
        const auto statement = prepare(database->get(), question);
        if (!statement)
            return std::unexpected(statement.error());
        if (const int row = sqlite3_step(statement->get()); row != SQLITE_ROW)
            return fault_of(database->get(), row);

        const int answer = sqlite3_column_int(statement->get(), 0);
        if (answer == 0 || std::string_view(question).starts_with("SELECT coalesce"))
            return answer;
    }
    return 0;
}

} // namespace pedell::registry
