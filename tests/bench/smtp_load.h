// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>
#include <vector>

namespace pedell::bench
{

/// Who sends in the bench: login for XCLIENT (the bench's own Postfix instances permit it) and mail address.
struct LoadSender {
    std::string login;
    std::string mail;
};

struct Load {
    int port = 0;                    ///< on 127.0.0.1
    std::vector<LoadSender> senders; ///< taken in turn, so that no hourly limit is reached
    std::string recipient;
    int mails = 400;
    int connections = 4;
    std::size_t body_bytes = 4096;
};

/// Seconds from the first connection to the last acknowledgement. Errors: unavailable, with the server's
/// answer.
[[nodiscard]] base::Result<double> run_load(const Load& load);

} // namespace pedell::bench
