// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/school.h"

#include <string_view>

namespace pedell::milter
{

/// The school's mail domain and everything below it, its host among them.
[[nodiscard]] bool claims_our_domain(const core::School& school, std::string_view address);

/// Who writes by sendmail(1): cron, the mail system, our own programs. The empty sender is the mail system's
/// (RFC 5321 4.5.5).
[[nodiscard]] bool is_system_sender(const core::School& school, std::string_view address);

} // namespace pedell::milter
