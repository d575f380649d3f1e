// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/system_mail.h"

#include "core/names.h"

#include <algorithm>
#include <array>
#include <string>

namespace pedell::milter
{

bool claims_our_domain(const core::School& school, std::string_view address)
{
    const std::string domain = core::lower(address.substr(address.rfind('@') + 1));
    return domain == school.domain || domain.ends_with("." + school.domain) ||
           domain == school.dns_domain() || domain.ends_with("." + school.dns_domain());
}

bool is_system_sender(const core::School& school, std::string_view address)
{
    constexpr std::array<std::string_view, 4> system{"root", "pedell", "mailer-daemon", "postmaster"};
    const std::string lower = core::lower(address);
    const auto at = std::string_view{lower}.find('@');
    if (lower.empty() || lower == system[2])
        return true;

    return at != std::string_view::npos &&
           std::ranges::contains(system, std::string_view{lower}.substr(0, at)) &&
           claims_our_domain(school, lower);
}

} // namespace pedell::milter
