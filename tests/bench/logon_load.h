// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>
#include <vector>

namespace pedell::bench
{

/// Who logs on: at Kerberos and SMB by `sam`, at IMAP by `login`.
struct LogonPerson {
    std::string login;
    std::string sam;
    std::string password;
};

struct LogonServer {
    std::string host; ///< as the certificate and the SPN name it
    std::string realm;
    std::string imap_port;
};

/// Seconds that the servers needed for these people, one after the other, each with new connections: ticket
/// by password (AS), ticket for the file server (TGS) and the share `home` opened with it, IMAP log-in and
/// logout. Errors: unavailable, with what was refused.
[[nodiscard]] base::Result<double> run_logons(const LogonServer& server,
                                              const std::vector<LogonPerson>& people);

} // namespace pedell::bench
