// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace pedell::directory
{

/// What Active Directory says about a password.
enum class PasswordProof : std::uint8_t {
    right,
    must_change, ///< right, but it has to be changed first; a locked account says so too (decision 0009)
    closed,      ///< right, but the account is disabled or has expired
    wrong        ///< also: no such account, too many wrong ones lately
};

/// A simple bind (RFC 4513 5.1.3) over a fresh ldapi connection, which Samba counts as confidential; the
/// connection is of no use afterwards. An empty password would be no proof but an anonymous bind, and is
/// wrong here without being asked. A wrong one counts in badPwdCount like everywhere.
/// `upn`: "login@mail domain". Errors: unavailable (connection gone, nothing within `patience`).
[[nodiscard]] base::Result<PasswordProof> prove_password(base::Fd connected, const std::string& upn,
                                                         const std::string& password,
                                                         std::chrono::seconds patience);

/// What stands in the diagnostic text of a failed bind ("..., data 773, v..."; MS-ADTS 3.1.1.5.1, Windows
/// error codes in hexadecimal). Pure. A number that may come without the right password is wrong.
[[nodiscard]] PasswordProof proof_in(std::string_view diagnostic) noexcept;

} // namespace pedell::directory
