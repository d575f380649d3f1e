// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/update/host.h"

#include <functional>
#include <string>
#include <vector>

namespace pedell::update
{

/// How a version is looked at.
struct Examination {
    std::function<std::vector<std::string>()> silent; ///< services and doors that do not answer now
    std::chrono::milliseconds patience{std::chrono::minutes{2}}; ///< until they do
    std::chrono::milliseconds pause{std::chrono::seconds{2}};    ///< between two looks
};

/// What is wrong with the running version; empty: healthy. All services run, every door answers, and a mail
/// that is handed to Postfix passes the milter, is delivered by Dovecot and can be read. A machine that is
/// not set up yet is healthy: whoever flashed it writes school.toml next.
[[nodiscard]] std::vector<std::string> examine(const Host& host, const Examination& examination);

/// One mail to the system's own mailbox (core::probe_address) and back, and nothing stays of it. Errors:
/// unavailable, with the part that failed.
[[nodiscard]] base::Result<> probe_mail(const Host& host, std::chrono::milliseconds patience,
                                        std::chrono::milliseconds pause);

} // namespace pedell::update
