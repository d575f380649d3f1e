// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/envelope_address.h"

#include "core/address.h"
#include "core/names.h"

namespace pedell::milter
{

std::string_view without_angles(std::string_view argument) noexcept
{
    if (argument.size() >= 2 && argument.front() == '<' && argument.back() == '>')
        return argument.substr(1, argument.size() - 2);
    return argument;
}

std::optional<std::string> plain_address(std::string_view argument)
{
    const auto plain = core::parse_plain_address(without_angles(argument));
    return plain ? std::optional{plain->local + "@" + plain->domain} : std::nullopt;
}

base::Result<core::Verdict> judge_envelope_address(std::string_view argument,
                                                   const std::optional<std::string>& resolved,
                                                   const char* macro)
{
    const auto plain = plain_address(argument);
    if (!plain)
        return core::refuse(core::Reason::malformed_address);

    if (!resolved)
        return base::fail(base::Errc::unavailable,
                          std::string{"Postfix did not send "} + macro +
                              ": take milter_*_macros out of main.cf, run pedell setup");

    if (core::lower(without_angles(*resolved)) != *plain)
        return core::refuse(core::Reason::malformed_address);
    return core::pass();
}

} // namespace pedell::milter
