// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace pedell::hand
{

/// Whose SMB sessions are meant: smbstatus shows the name where the host can resolve it, the number always.
struct Account {
    std::string sam;
    std::optional<uid_t> uid; ///< absent: an account without a home (a device)
};

/// The sessions of one account: smbd and number. A number is a session's own only within its smbd.
using SmbSessions = std::set<std::pair<std::int64_t, std::string>>;

/// A session's use of one share.
struct SmbTree {
    std::int64_t process = 0; ///< the smbd
    std::string share;        ///< as smb.conf names it
    bool operator==(const SmbTree&) const = default;
};

/// From the output of `smbstatus --json --processes`. Errors: malformed; nothing is left out that was not
/// understood.
[[nodiscard]] base::Result<SmbSessions> sessions_of(std::string_view smbstatus_json, const Account& account);

/// From the output of `smbstatus --json --shares`. Errors: malformed, as above.
[[nodiscard]] base::Result<std::vector<SmbTree>> trees_of(std::string_view smbstatus_json,
                                                          const SmbSessions& sessions);

/// The smbds that carry these sessions, each once.
[[nodiscard]] std::set<std::int64_t> processes_of(const SmbSessions& sessions);

} // namespace pedell::hand
