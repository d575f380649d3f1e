// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/request.h"

#include <algorithm>

namespace pedell::milter
{
namespace
{

/// What would have allowed a message that is refused for this reason.
struct Wish {
    core::GrantKind kind;
    std::int64_t value;
};

std::optional<Wish> wish_of(core::Reason reason, const Message& message)
{
    switch (reason) {
    case core::Reason::message_too_large:
        return Wish{core::GrantKind::upload_size,
                    std::max(message.envelope().announced_bytes, message.bytes())};
    case core::Reason::too_many_recipients:
        return Wish{core::GrantKind::recipients, message.wanted_recipients()};
    case core::Reason::outside_forbidden:
        return Wish{core::GrantKind::outside_mail, 0};
    default:
        return std::nullopt;
    }
}

} // namespace

Ruling with_request(Ruling ruling, const Message& message, const core::Limits& limits, Questions& questions)
{
    if (!ruling.answer || message.envelope().entrance != Entrance::submission)
        return ruling;

    const auto wish = wish_of(ruling.answer->reason, message);
    if (!wish)
        return ruling;

    // A file may be larger than a mail: an exception beyond what Postfix takes would not help.
    const std::int64_t value = core::wanted_value(wish->kind, wish->value, limits);
    const bool helps =
        core::check_grant(wish->kind, message.sender().role, value, limits) &&
        (wish->kind != core::GrantKind::upload_size || value <= core::ceilings_of(limits).mail_bytes);
    if (!helps)
        return ruling;

    auto number = questions.request(message.sender().person, wish->kind, value);
    if (number && *number)
        ruling.request = std::move(**number);
    return ruling;
}

} // namespace pedell::milter
