// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace pedell::hand
{

/// Whose SMB sessions are meant: smbstatus shows the name where the host can resolve it, the number always.
struct Account {
    std::string sam;
    std::optional<uid_t> uid; ///< absent: an account without a home (a device)
};

/// Ends what a person has open: IMAP and submission by doveadm, SMB by asking the smbd of each of the
/// person's sessions to go. The caller has locked the person in the register before: clients come back within
/// milliseconds. One smbd carries one client computer; who else works on that computer's connection is
/// reconnected by the client. A service that is not running has no sessions. Returns how many were cut.
[[nodiscard]] base::Result<std::int64_t> cut_sessions(const std::string& login, const Account& account);

/// The smbd processes that serve an account, from the output of `smbstatus --json`. Errors: malformed.
[[nodiscard]] base::Result<std::vector<std::int64_t>> smbd_of(std::string_view smbstatus_json,
                                                              const Account& account);

} // namespace pedell::hand
