// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reach.h"

#include "core/names.h"

#include <algorithm>

namespace pedell::core
{
namespace
{

bool owns(const Sender& sender, std::string_view address)
{
    return !address.empty() && std::ranges::contains(sender.addresses, lower(address));
}

bool owns_all(const Sender& sender, const std::vector<std::string>& addresses)
{
    return std::ranges::all_of(addresses, [&](const std::string& address) { return owns(sender, address); });
}

/// Exactly one From; at most one Sender, which names one mailbox (RFC 5322 3.6.2).
bool is_ambiguous(const HeaderIdentity& header) noexcept
{
    return header.unreadable || header.from_fields != 1 || header.from.empty() || header.sender_fields > 1 ||
           header.sender.size() != header.sender_fields;
}

} // namespace

bool may_write_outside(Role role, std::span<const Grant> in_force, const ReachRules& rules)
{
    return role != Role::pupil && (rules.outside_roles.contains(role) || granted_outside(role, in_force));
}

Verdict judge_envelope_sender(const Sender& sender, std::string_view address)
{
    if (!sender.mail_allowed)
        return refuse(Reason::no_mail);

    return owns(sender, address) ? pass() : refuse(Reason::sender_not_own);
}

Verdict judge_header_identity(const Sender& sender, const HeaderIdentity& header)
{
    if (!sender.mail_allowed)
        return refuse(Reason::no_mail);

    if (is_ambiguous(header))
        return refuse(Reason::from_ambiguous);

    return owns_all(sender, header.from) && owns_all(sender, header.sender) ? pass()
                                                                            : refuse(Reason::from_not_own);
}

Verdict judge_recipients(const Sender& sender, const std::vector<Recipient>& finals, const ReachRules& rules)
{
    if (!sender.mail_allowed)
        return refuse(Reason::no_mail);

    const auto is_outside = [](const Recipient& final) { return !final.member; };
    if (!may_write_outside(sender.role, sender.grants, rules) && std::ranges::any_of(finals, is_outside))
        return refuse(Reason::outside_forbidden);

    const auto is_reachable = [](const Recipient& final) { return !final.member || final.mail_allowed; };
    if (finals.empty() || !std::ranges::all_of(finals, is_reachable))
        return refuse(Reason::unknown_recipient);

    return pass();
}

} // namespace pedell::core
