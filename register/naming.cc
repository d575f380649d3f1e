// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/naming.h"

#include <algorithm>
#include <array>

#include "register/session.h"

namespace pedell::registry
{
namespace
{

constexpr std::size_t local_bytes = 64;   // RFC 5321 4.5.3.1.1
constexpr std::size_t domain_bytes = 253; // RFC 1035 2.3.4, without the root's dot
constexpr std::size_t label_bytes = 63;

/// Mailboxes that a school has to answer at (RFC 2142): no person's login, but an alias.
constexpr std::array<std::string_view, 8> duty_mailboxes{"abuse",      "hostmaster", "info",    "noc",
                                                         "postmaster", "security",   "support", "webmaster"};

bool handle_given(soci::session& sql, const std::string& name)
{
    return any(sql, "SELECT 1 FROM handle WHERE name = :name", name);
}

bool address_given(soci::session& sql, const std::string& local)
{
    return any(sql, "SELECT 1 FROM address WHERE local = :local", local);
}

std::string_view prefix_of(core::ClassKind kind)
{
    switch (kind) {
    case core::ClassKind::school_class:
        return "klasse-";
    case core::ClassKind::course:
        return "kurs-";
    case core::ClassKind::working_group:
        return "ag-";
    }
    std::unreachable();
}

/// Gives a local part to a class where it is new or was left by another class.
bool try_class_address(soci::session& sql, core::ClassId id, const std::string& local)
{
    if (core::is_reserved(local) || local.size() > local_bytes)
        return false;

    if (!address_given(sql, local)) {
        run(sql, "INSERT INTO address (local, kind, class, is_primary) VALUES (:local, 'class', :class, 1)",
            local, id);
        return true;
    }

    return run(sql,
               "UPDATE address SET class = :class WHERE local = :local AND kind = 'class' AND class IS NULL",
               id, local) == 1;
}

bool is_domain(std::string_view domain)
{
    if (domain.size() > domain_bytes || !domain.contains('.'))
        return false;

    std::size_t start = 0;
    while (start <= domain.size()) {
        const std::size_t end = std::min(domain.find('.', start), domain.size());
        const std::string_view label = domain.substr(start, end - start);
        const bool letters = std::ranges::all_of(
            label, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
        if (label.empty() || label.size() > label_bytes || !letters || label.front() == '-' ||
            label.back() == '-')
            return false;
        start = end + 1;
    }
    return true;
}

} // namespace

base::Result<core::AccountNames> choose_names(soci::session& sql, const std::string& given,
                                              const std::string& surname,
                                              const std::optional<std::string>& chosen)
{
    // login@domain is the mailbox, so a login has to be free as an address too.
    const core::IsTaken handle_taken = [&](std::string_view name) {
        const std::string text{name};
        return core::is_reserved(name) || handle_given(sql, text) || address_given(sql, text);
    };
    const core::IsTaken mail_taken = [&](std::string_view name) {
        return core::is_reserved(name) || address_given(sql, std::string{name});
    };

    if (!chosen) {
        auto names = core::derive_names(given, surname, handle_taken, mail_taken);
        if (!names)
            return base::fail(base::Errc::malformed, "login: no letter of the names can be used, choose one");

        return *names;
    }

    const std::string login = core::lower(*chosen);
    if (!core::is_login(login))
        return base::fail(base::Errc::malformed,
                          "login: 1 to 64 of a-z, 0-9, dot and dash, at least one letter, "
                          "dot and dash only inside");
    if (core::is_reserved(login))
        return base::fail(base::Errc::conflict, "login: kept for the system");
    if (handle_taken(login))
        return base::fail(base::Errc::conflict,
                          "login: was given before, names are never given to somebody else");

    const std::string sam = core::derive_sam(login, handle_taken);
    if (sam.empty())
        return base::fail(base::Errc::conflict, "login: too many that begin like this, choose another one");

    return core::AccountNames{login, sam, login};
}

void reserve_names(soci::session& sql, core::PersonId id, const core::AccountNames& names)
{
    const auto give_handle = [&](const std::string& name) {
        run(sql, "INSERT INTO handle (name, person) VALUES (:name, :person)", name, id);
    };
    const auto give_address = [&](const std::string& local, int is_primary) {
        run(sql,
            "INSERT INTO address (local, kind, person, is_primary) VALUES (:local, 'person', :person, "
            ":primary)",
            local, id, is_primary);
    };

    give_handle(names.login);
    if (names.sam != names.login)
        give_handle(names.sam);

    give_address(names.mail, 1);
    if (names.login != names.mail)
        give_address(names.login, 0);
}

base::Result<> give_class_address(soci::session& sql, core::ClassId id, core::ClassKind kind,
                                  const std::string& name)
{
    const std::string plain = core::class_local_part(name);
    const std::string prefix{prefix_of(kind)};
    if (!plain.empty() && (try_class_address(sql, id, plain) || try_class_address(sql, id, prefix + plain)))
        return {};

    // Nothing of the name can stand in an address.
    if (plain.empty() && try_class_address(sql, id, prefix + std::to_string(id.value)))
        return {};

    return base::fail(base::Errc::conflict,
                      "class " + name + ": its list address is taken, choose another name");
}

void leave_class_address(soci::session& sql, core::ClassId id)
{
    run(sql, "UPDATE address SET class = NULL WHERE class = :class", id);
}

base::Result<> reserve_alias(soci::session& sql, const std::string& name)
{
    if (!core::is_login(name))
        return base::fail(base::Errc::malformed,
                          "alias: 1 to 64 of a-z, 0-9, dot and dash, at least one letter, "
                          "dot and dash only inside");
    if (core::is_reserved(name) && !std::ranges::contains(duty_mailboxes, std::string_view{name}))
        return base::fail(base::Errc::conflict, "alias: kept for the system");
    if (handle_given(sql, name) || any(sql, "SELECT 1 FROM alias WHERE name = :name", name) ||
        any(sql, "SELECT 1 FROM address WHERE local = :local AND kind <> 'alias'", name))
        return base::fail(base::Errc::conflict,
                          "alias: was given before, names are never given to somebody else");

    run(sql,
        "INSERT INTO address (local, kind, is_primary) VALUES (:local, 'alias', 0) ON CONFLICT (local) DO "
        "NOTHING",
        name);
    return {};
}

Address split_address(std::string_view text, std::string_view own_domain)
{
    const std::string all = core::lower(text);
    const std::size_t at = all.rfind('@');
    if (at == std::string::npos)
        return {all, std::string{own_domain}};

    return {all.substr(0, at), all.substr(at + 1)};
}

bool is_outside_address(const Address& address)
{
    constexpr std::string_view others = ".-_+=~'&";
    const std::string& local = address.local;
    const bool letters = std::ranges::all_of(local, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || others.contains(c);
    });
    const bool dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    // A leading dash would be an option to some program.
    return !local.empty() && local.size() <= local_bytes && letters && !dots && !local.starts_with('-') &&
           is_domain(address.domain);
}

} // namespace pedell::registry
