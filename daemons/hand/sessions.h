// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::hand
{

/// Ends what a person has open: IMAP and submission by doveadm, SMB by asking the smbd of each of the
/// person's sessions to go. The caller has locked the person in the register before: clients come back within
/// milliseconds. One smbd carries one client computer; who else works on that computer's connection is
/// reconnected by the client. A service that is not running has no sessions. Returns how many were cut.
[[nodiscard]] base::Result<std::int64_t> cut_sessions(const std::string& login, const std::string& sam);

/// The smbd processes that serve an account, from the output of `smbstatus --json`. Errors: malformed.
[[nodiscard]] base::Result<std::vector<std::int64_t>> smbd_of(std::string_view smbstatus_json,
                                                              std::string_view sam);

} // namespace pedell::hand
