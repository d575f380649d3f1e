// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "directory/directory.h"
#include "directory/ldap_session.h"
#include "directory/security_descriptor.h"

#include <map>
#include <optional>
#include <string>

namespace pedell::directory
{

inline constexpr std::int64_t members_gid = 299'999; ///< gidNumber of Domain Users: group of people's files

/// What the parts of Directory share: the connection, names that never change, and where the groups are.
struct Directory::State {
    Connect connect;
    std::string base_dn;
    std::string mail_domain;
    std::optional<LdapSession> session;
    std::string domain;                        ///< binary SID
    std::map<std::string, std::string> groups; ///< sAMAccountName -> DN

    [[nodiscard]] std::string root_ou() const
    {
        return "OU=Pedell," + base_dn;
    }
    [[nodiscard]] std::string people_ou() const
    {
        return "OU=Personen," + root_ou();
    }
    [[nodiscard]] std::string groups_ou() const
    {
        return "OU=Gruppen," + root_ou();
    }

    [[nodiscard]] base::Result<> reconnect();

    /// Runs an idempotent operation; once again over a new connection where the old one turned out to be
    /// gone.
    template <class Operation>
    auto robustly(const Operation& operation) -> decltype(operation(std::declval<LdapSession&>()))
    {
        const bool fresh = !session || session->lost();
        if (fresh) {
            if (auto connected = reconnect(); !connected)
                return std::unexpected(std::move(connected.error()));
        }
        auto result = operation(*session);
        if (result || fresh || !session->lost())
            return result;

        if (auto connected = reconnect(); !connected)
            return std::unexpected(std::move(connected.error()));

        return operation(*session);
    }

    // Inside an operation, over its session.
    [[nodiscard]] base::Result<std::optional<Entry>> find_person(LdapSession& ldap, core::PersonId id) const;
    [[nodiscard]] base::Result<std::string> group_dn(LdapSession& ldap, const std::string& name);
    [[nodiscard]] base::Result<bool> heal_group(LdapSession& ldap, const Group& group);
    [[nodiscard]] base::Result<bool> heal_ou(LdapSession& ldap, const std::string& dn) const;
    /// Gives an object this list where it has another one. Returns whether it had.
    [[nodiscard]] base::Result<bool> heal_acl(LdapSession& ldap, const std::string& dn,
                                              const ProtectedAcl& acl) const;
};

} // namespace pedell::directory
