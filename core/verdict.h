// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace pedell::core
{

/// Why something is refused; one rule, one reason.
enum class Reason : std::uint8_t {
    none,
    not_logged_in,     ///< submission without SASL login
    no_mail,           ///< the login may not use mail now (locked, no consent, ...)
    sender_not_own,    ///< envelope sender is not an address of the login
    from_not_own,      ///< From or Sender field is not an address of the login
    from_ambiguous,    ///< no From, several, or one that cannot be read for certain
    outside_forbidden, ///< a final recipient is not a member of the school
    unknown_recipient, ///< no such address here, or its owner has no mail: told alike
    message_too_large,
    too_many_recipients,
    too_many_messages, ///< in the running hour
    malformed_address, ///< routing tricks: %, !, source route, address literal, quoted local part
    content_refused    ///< unfit content: core::refusal_de says which
};

/// The answer of a rule.
struct Verdict {
    Reason reason = Reason::none;

    [[nodiscard]] bool passed() const noexcept
    {
        return reason == Reason::none;
    }
    bool operator==(const Verdict&) const = default;
};

[[nodiscard]] constexpr Verdict pass() noexcept
{
    return {};
}
[[nodiscard]] constexpr Verdict refuse(Reason reason) noexcept
{
    return {reason};
}

/// The name in logs and --json: "outside_forbidden".
[[nodiscard]] std::string_view name_of(Reason reason) noexcept;

/// What the user is told, German then English, ASCII only, no per cent sign, at most 400 bytes (libmilter's
/// smfi_setmlreply): what happened and what to do instead.
[[nodiscard]] std::string_view text_de(Reason reason) noexcept;
[[nodiscard]] std::string_view text_en(Reason reason) noexcept;

} // namespace pedell::core
