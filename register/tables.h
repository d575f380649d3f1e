// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/reach.h"
#include "register/register.h"

#include <filesystem>
#include <map>
#include <string>

namespace pedell::registry
{

/// Postfix's tables as cdb(5) files (libcdb): keys lower case and without the trailing NUL, as Postfix' cdb
/// maps.
struct Tables {
    std::map<std::string, std::string>
        mailboxes; ///< login@domain of everybody with mail -> login (virtual_mailbox_maps)
    std::map<std::string, std::string> aliases; ///< every other address -> final mailboxes, comma separated
    std::map<std::string, std::string>
        senders; ///< address -> logins that may use it (smtpd_sender_login_maps)
    std::map<std::string, std::string> outside; ///< address -> "smtp:" for those who may write outside
};

/// The tables for what the register says now. `outside` is by role or by an exception; pupils never get into
/// it.
[[nodiscard]] base::Result<Tables> make_tables(Register& reg, const std::string& domain,
                                               const core::ReachRules& rules, core::Time now);

/// Writes mailboxes.cdb, aliases.cdb, senders.cdb, outside.cdb into a folder, each by temporary file and
/// rename, only where the content differs. Returns the names of those written.
[[nodiscard]] base::Result<std::vector<std::string>> write_tables(const Tables& tables,
                                                                  const std::filesystem::path& folder);

} // namespace pedell::registry
