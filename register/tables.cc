// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/tables.h"

#include <cdb.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/handle.h"

#include "register/expand.h"
#include "register/grant_rows.h"
#include "register/state.h"

namespace pedell::registry
{
namespace
{

/// Somebody whose mail is open now.
struct MailUser {
    core::PersonId id;
    std::string login;
    core::Role role;
};

std::vector<MailUser> mail_users(soci::session& sql, core::Time now)
{
    std::vector<MailUser> all;
    for (const auto& [id, login, role] : rows<core::PersonId, std::string, core::Role>(
             sql,
             "SELECT p.id, p.login, p.role FROM person p JOIN access a ON a.person = p.id AND a.service = "
             "'mail'"
             " WHERE a.allowed = 1 AND (a.until IS NULL OR a.until > :now)",
             now))
        all.push_back({id, login, role});
    return all;
}

/// Every address that is no mailbox, flattened; one that leads to nobody is in no table.
base::Result<> flatten(soci::session& sql, const std::string& domain, core::Time now, Tables& tables)
{
    Expansion expansion{sql, domain, now};
    for (const std::string& local : column<std::string>(sql, "SELECT local FROM address")) {
        const std::string address = local + "@" + domain;
        if (tables.mailboxes.contains(address))
            continue;

        auto finals = expansion.of(address);
        // Too deep or too many: the mail door answers so too; the other addresses must not suffer.
        if (!finals && finals.error().code == base::Errc::over_limit)
            continue;
        if (!finals)
            return std::unexpected(finals.error());

        std::string value;
        for (const core::Recipient& final : *finals) {
            if (final.member && !final.mail_allowed)
                continue;
            value += (value.empty() ? "" : ",") + final.address;
        }
        if (!value.empty())
            tables.aliases.emplace(address, std::move(value));
    }
    return {};
}

base::Result<std::string> to_cdb(const std::map<std::string, std::string>& table)
{
    const base::Fd file{::memfd_create("cdb", MFD_CLOEXEC)};
    if (!file)
        return base::fail_errno("tables: memory for a table");

    cdb_make maker{};
    bool made = cdb_make_start(&maker, file.get()) == 0;
    for (const auto& [key, value] : table)
        made = made && cdb_make_add(&maker, key.data(), static_cast<unsigned>(key.size()), value.data(),
                                    static_cast<unsigned>(value.size())) == 0;
    made = cdb_make_finish(&maker) == 0 && made; // also frees the maker
    if (!made)
        return base::fail_errno("tables: writing a table to memory");

    struct stat status{};
    if (::fstat(file.get(), &status) != 0)
        return base::fail_errno("tables: size of a table");

    std::string content(static_cast<std::size_t>(status.st_size), '\0');
    if (::pread(file.get(), content.data(), content.size(), 0) != status.st_size)
        return base::fail_errno("tables: reading a table from memory");

    return content;
}

} // namespace

base::Result<Tables> make_tables(Register& reg, const std::string& domain, const core::ReachRules& rules,
                                 core::Time now)
{
    return reg.state_->session.read([&](soci::session& sql) -> base::Result<Tables> {
        Tables tables;
        for (const MailUser& user : mail_users(sql, now)) {
            tables.mailboxes.emplace(user.login + "@" + domain, user.login);
            const bool outside = core::may_write_outside(user.role, read_grants(sql, user.id, now), rules);
            for (const std::string& address : own_addresses(sql, user.id, domain)) {
                tables.senders.emplace(address, user.login);
                if (outside)
                    tables.outside.emplace(address, "smtp:");
            }
        }
        if (auto flattened = flatten(sql, domain, now, tables); !flattened)
            return std::unexpected(flattened.error());

        return tables;
    });
}

base::Result<std::vector<std::string>> write_tables(const Tables& tables, const std::filesystem::path& folder)
{
    std::vector<std::string> written;
    for (const auto& [name, table] :
         {std::pair{"mailboxes", &tables.mailboxes}, std::pair{"aliases", &tables.aliases},
          std::pair{"senders", &tables.senders}, std::pair{"outside", &tables.outside}}) {
        auto content = to_cdb(*table);
        if (!content)
            return std::unexpected(content.error());

        auto changed = base::write_if_changed(folder / (std::string{name} + ".cdb"), *content,
                                              base::Ownership{.mode = 0640});
        if (!changed)
            return std::unexpected(changed.error());
        if (*changed)
            written.emplace_back(name);
    }
    return written;
}

} // namespace pedell::registry
