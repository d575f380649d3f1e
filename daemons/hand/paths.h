// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <sys/types.h>

namespace pedell::hand
{

/// Every place that pedell-hand touches; tests point them into a folder of their own.
struct Paths {
    std::filesystem::path school = "/srv/pedell";
    std::filesystem::path key_store = "/var/lib/pedell/keys/keys";
    std::filesystem::path ldap_folder = "/var/lib/samba/private/ldap_priv";
    std::filesystem::path tables_from = "/var/lib/pedell/tables";
    std::filesystem::path tables_to = "/var/lib/pedell/postfix";
    std::filesystem::path deny_list = "/run/pedell-smb";
    std::filesystem::path dovecot = "/run/dovecot/master.pid";
};

/// The group of everything that a person stores: Domain Users' gidNumber ("pedell-members").
inline constexpr gid_t members_gid = 299'999;

} // namespace pedell::hand
