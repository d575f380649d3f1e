// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/directory.h"

#include "directory/state.h"

namespace pedell::directory
{

base::Result<> Directory::State::reconnect()
{
    session.reset();
    groups.clear();
    auto connected = connect();
    if (!connected)
        return std::unexpected(std::move(connected.error()));

    auto opened = LdapSession::open(std::move(*connected));
    if (!opened)
        return std::unexpected(std::move(opened.error()));

    session = std::move(*opened);
    return {};
}

base::Result<Directory> Directory::open(Connect connect, std::string base_dn, std::string mail_domain)
{
    auto state = std::make_unique<State>();
    state->connect = std::move(connect);
    state->base_dn = std::move(base_dn);
    state->mail_domain = std::move(mail_domain);

    const auto domain = state->robustly([&](LdapSession& ldap) {
        return ldap.search(state->base_dn, Scope::base, "(objectClass=domain)", {"objectSid"});
    });
    if (!domain)
        return std::unexpected(domain.error());

    state->domain = domain->empty() ? "" : first_value(domain->front().attributes, "objectSid");
    if (state->domain.empty())
        return base::fail(base::Errc::not_found,
                          "Active Directory has no domain " + state->base_dn +
                              ": does the realm in school.toml fit what was provisioned?");

    return Directory(std::move(state));
}

Directory::Directory(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
Directory::Directory(Directory&&) noexcept = default;
Directory& Directory::operator=(Directory&&) noexcept = default;
Directory::~Directory() = default;

base::Result<> Directory::ping()
{
    return state_->robustly([](LdapSession& ldap) -> base::Result<> {
        auto root = ldap.search("", Scope::base, "(objectClass=*)", {"defaultNamingContext"});
        if (!root)
            return std::unexpected(std::move(root.error()));

        return {};
    });
}

} // namespace pedell::directory
