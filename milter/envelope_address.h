// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/verdict.h"

#include <optional>
#include <string>
#include <string_view>

/// Addresses as they come in MAIL FROM and RCPT TO (RFC 5321 4.1.2).
namespace pedell::milter
{

/// The argument without the angle brackets around it.
[[nodiscard]] std::string_view without_angles(std::string_view argument) noexcept;

/// "local@domain" in lower case, without angle brackets; absent: not a plain address.
[[nodiscard]] std::optional<std::string> plain_address(std::string_view argument);

/// Routing tricks (a%b@c, a!b, @a:b@c, quoted local parts) show as a difference between what the client wrote
/// and what Postfix made of it (`resolved`); both have to be the same plain address, else malformed_address.
/// Error unavailable: Postfix did not send `macro`.
[[nodiscard]] base::Result<core::Verdict> judge_envelope_address(std::string_view argument,
                                                                 const std::optional<std::string>& resolved,
                                                                 const char* macro);

} // namespace pedell::milter
