// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <soci/soci.h>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/result.h"

#include "register/columns.h"

namespace pedell::registry
{

/// How long a statement waits for a lock before it is `unavailable`.
inline constexpr std::chrono::milliseconds default_busy_time{5000};

/// One SQLite connection through SOCI: the edge at which the library's exceptions become Errors.
///
/// Promises: what runs inside write() or read() is one transaction, undone unless it returns a value.
/// Errors:   unavailable (locked, gone, disk full), corrupt. The context never holds a statement's values.
class Session
{
public:
    enum class Mode : std::uint8_t {
        write, ///< made where absent (0640); WAL whose files stay for the readers; erased rows are
               ///< overwritten
        read   ///< needs no right but reading the three files
    };
    [[nodiscard]] static base::Result<Session> open(const std::filesystem::path& file, Mode mode,
                                                    std::chrono::milliseconds busy);

    /// Work takes soci::session& and returns a Result. The write lock is taken first, so nothing read inside
    /// is stale.
    template <class Work>
    auto write(Work&& work) -> std::invoke_result_t<Work, soci::session&>
    {
        return transact("BEGIN IMMEDIATE", std::forward<Work>(work));
    }
    /// As write, on one unchanging picture of the register.
    template <class Work>
    auto read(Work&& work) -> std::invoke_result_t<Work, soci::session&>
    {
        return transact("BEGIN", std::forward<Work>(work));
    }
    /// One statement outside of any transaction; failing is no harm (a checkpoint that a reader holds up).
    void attempt(const std::string& statement) noexcept;

private:
    /// Begun; rolled back unless committed.
    class Transaction
    {
    public:
        Transaction(soci::session& sql, const char* begin) : sql_(sql)
        {
            sql_ << begin;
        }
        Transaction(const Transaction&) = delete;
        Transaction& operator=(const Transaction&) = delete;
        ~Transaction();
        void commit();

    private:
        soci::session& sql_;
        bool open_ = true;
    };

    Session(std::unique_ptr<soci::session> sql, std::string file) noexcept
        : sql_(std::move(sql)), file_(std::move(file))
    {
    }
    [[nodiscard]] base::Error translate(const soci::soci_error& error) const;

    template <class Work>
    auto transact(const char* begin, Work&& work) -> std::invoke_result_t<Work, soci::session&>
    {
        try {
            Transaction transaction(*sql_, begin);
            auto result = std::forward<Work>(work)(*sql_);
            if (result)
                transaction.commit();
            return result;
        } catch (const soci::soci_error& error) {
            return std::unexpected(translate(error));
        }
    }

    std::unique_ptr<soci::session> sql_;
    std::string file_; ///< without its folder, for Errors
};

// The functions below throw soci::soci_error; they are called inside Session::write or read only.

/// Runs one statement that yields no rows; values by position. Returns the number of rows it touched.
template <class... Values>
long long run(soci::session& sql, const std::string& text, const Values&... values)
{
    soci::statement statement(sql);
    (statement.exchange(soci::use(values)), ...);
    statement.alloc();
    statement.prepare(text);
    statement.define_and_bind();
    statement.execute(true);
    return statement.get_affected_rows();
}

/// All rows of one SELECT as tuples; values by position.
template <class... Columns, class... Values>
std::vector<std::tuple<Columns...>> rows(soci::session& sql, const std::string& text, const Values&... values)
{
    std::tuple<Columns...> row;
    soci::statement statement(sql);
    std::apply([&](auto&... column) { (statement.exchange(soci::into(column)), ...); }, row);
    (statement.exchange(soci::use(values)), ...);
    statement.alloc();
    statement.prepare(text);
    statement.define_and_bind();

    std::vector<std::tuple<Columns...>> all;
    for (bool more = statement.execute(true); more; more = statement.fetch())
        all.push_back(row);
    return all;
}

/// One column of all rows.
template <class Column, class... Values>
std::vector<Column> column(soci::session& sql, const std::string& text, const Values&... values)
{
    std::vector<Column> all;
    for (auto& [value] : rows<Column>(sql, text, values...))
        all.push_back(std::move(value));
    return all;
}

/// The first row's one column.
template <class Column, class... Values>
std::optional<Column> first(soci::session& sql, const std::string& text, const Values&... values)
{
    auto all = column<Column>(sql, text, values...);
    if (all.empty())
        return std::nullopt;

    return std::move(all.front());
}

/// Whether a SELECT yields any row.
template <class... Values>
bool any(soci::session& sql, const std::string& text, const Values&... values)
{
    return first<long long>(sql, "SELECT EXISTS (" + text + ")", values...).value_or(0) != 0;
}

} // namespace pedell::registry
