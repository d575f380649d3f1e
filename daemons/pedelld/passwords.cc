// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/passwords.h"

#include "core/passwords.h"

#include <array>
#include <sys/random.h>

namespace pedell::pedelld
{

base::Result<Password> password_for(const std::optional<std::string>& chosen, bool must_change)
{
    if (chosen) {
        const auto fault = core::check_password(*chosen);
        if (fault != core::PasswordFault::none)
            return base::fail(base::Errc::malformed, "password: " + std::string(core::text_de(fault)) +
                                                         " / " + std::string(core::text_en(fault)));

        return Password{*chosen, false, must_change};
    }

    std::array<std::uint8_t, 64> random{};
    if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
        return base::fail_errno("getrandom");

    return Password{core::one_time_password(random), true, true};
}

} // namespace pedell::pedelld
