// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net_address.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pedell::watch
{

/// A wrong password that Samba saw: by Kerberos, SMB, LDAP, SAMR or on behalf of a PC (smb.conf(5) "log
/// level", class auth_json_audit).
struct WrongPassword {
    core::NetAddress address;
    std::uint16_t port = 0; ///< the client's, of this very connection
    std::string
        person; ///< in small letters, without domain; what the client called itself where nobody is called so
};

/// A line of Samba's file: absent where it tells no wrong password, or one that does not count (from this
/// machine itself, of a computer). Strangers write parts of it: bounded in size and depth. Pure.
[[nodiscard]] std::optional<WrongPassword> parse_event(std::string_view line);

} // namespace pedell::watch
