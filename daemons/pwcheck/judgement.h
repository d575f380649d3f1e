// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rights.h"
#include "core/passwords.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace pedell::pwcheck
{

/// What Samba tells of the account in the environment; empty where it says nothing.
struct Account {
    std::string sam;       ///< SAMBA_CPS_ACCOUNT_NAME
    std::string upn;       ///< SAMBA_CPS_USER_PRINCIPAL_NAME
    std::string full_name; ///< SAMBA_CPS_FULL_NAME
};

/// Where the names come from; tests point it elsewhere.
struct Sources {
    std::filesystem::path school;
    std::filesystem::path register_file;
};

/// The fault, or nothing when it cannot be told.
using Judgement = std::optional<core::PasswordFault>;

/// The rule of core/ with what settings and register say of the account. An account that the register does
/// not know (Administrator), or any while there is no register yet, is judged by what Samba says of it.
[[nodiscard]] Judgement judge(std::string_view password, const Account& account, const Sources& sources);

/// The longest password that is read; Active Directory takes at most 256 characters.
inline constexpr std::size_t longest_password = 1024;

/// Reads the password from this descriptor and judges it in a child without rights (user pedell-gate, group
/// pedell-access, no capability, none to gain, no core dump). Root itself sees the exit status alone. After
/// 500 ms without it: cannot tell.
[[nodiscard]] Judgement judge_without_rights(int input, const Account& account, const Sources& sources,
                                             const base::Identity& reader);

} // namespace pedell::pwcheck
