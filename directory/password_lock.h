// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "directory/ldap_session.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::directory
{

/// How Active Directory keeps somebody out without telling anybody (docs/decisions/0009).
///
/// A disabled account answers "revoked" to whoever only knows its name (Kerberos, before the password). So a
/// locked one must change its password (told only after the right one) and may not: "User-Change-Password" is
/// denied to SELF and Everyone, as Windows' own box "User cannot change password" does (MS-ADTS 5.1.3.2.1,
/// control access right ab721a53-1e2f-11d0-9819-00aa0040529b).

/// The same self-relative descriptor with the two denials before all other entries. Unchanged where they are
/// there already; nothing where the bytes are no descriptor with a discretionary list.
[[nodiscard]] std::optional<std::string> deny_password_change(std::string_view descriptor);

/// The same descriptor without the two denials.
[[nodiscard]] std::optional<std::string> allow_password_change(std::string_view descriptor);

/// What an account looks like as far as its lock is concerned.
struct LockState {
    std::string descriptor;   ///< nTSecurityDescriptor, its discretionary list alone
    std::string password_set; ///< pwdLastSet; "0": must change
    std::string note;         ///< adminDescription: ours, empty where not locked
};

/// adminDescription of a locked account; remembers whether the password has to be changed after the lock as
/// well.
[[nodiscard]] std::string lock_note(bool must_change_afterwards);
[[nodiscard]] bool is_locked(std::string_view note) noexcept;

/// Whether the password of an account in this state has to be changed once the lock is gone.
[[nodiscard]] bool changes_afterwards(const LockState& now) noexcept;

/// The changes from this state to the wanted one, to be sent in one request (so there is no half lock).
/// `must_change`: known for an account just made, else read from the state. Errors: corrupt descriptor.
[[nodiscard]] base::Result<std::vector<Change>> changes_of_lock(const LockState& now, bool locked,
                                                                std::optional<bool> must_change);

} // namespace pedell::directory
