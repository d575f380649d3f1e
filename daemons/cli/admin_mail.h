// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <functional>
#include <string>

namespace pedell::cli
{

/// Hands a mail over for delivery.
using Sendmail =
    std::function<base::Result<>(const std::string& from, const std::string& to, const std::string& mail)>;

/// By sendmail(1), which Postfix lets root alone use. Errors: unavailable.
[[nodiscard]] base::Result<> send_by_postfix(const std::string& from, const std::string& to,
                                             const std::string& mail);

/// One mail each to every administrator whose mail is open (pedelld says who), and says to how many. An
/// administrator whose mail bounces does not keep it from the others. `subject`: ASCII.
ExitCode mail_administrators(Session& session, const Sendmail& sendmail, const std::string& subject,
                             const std::string& text);

} // namespace pedell::cli
