// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/limits.h"

namespace pedell::core
{
namespace
{

constexpr std::int64_t mb = 1024 * 1024;
constexpr std::int64_t gb = 1024 * mb;

} // namespace

Limits default_limits()
{
    // Adults teach with films and write to whole classes; guests and devices get little.
    constexpr RoleLimits children{20 * mb, 20 * mb, 2 * gb, 60, 50};
    constexpr RoleLimits adults{50 * mb, 500 * mb, 20 * gb, 300, 500};
    constexpr RoleLimits guardians{20 * mb, 20 * mb, gb, 60, 20};
    constexpr RoleLimits guests{5 * mb, 20 * mb, gb, 20, 10};
    constexpr RoleLimits devices{50 * mb, 50 * mb, gb, 300, 10};
    return {{Role::pupil, children}, {Role::teacher, adults},       {Role::staff, adults},
            {Role::head, adults},    {Role::administrator, adults}, {Role::guardian, guardians},
            {Role::guest, guests},   {Role::device, devices}};
}

Verdict judge_mail_size(const RoleLimits& limits, std::int64_t bytes)
{
    return bytes <= limits.mail_bytes ? pass() : refuse(Reason::message_too_large);
}

Verdict judge_recipient_count(const RoleLimits& limits, std::int64_t recipients)
{
    return recipients <= limits.recipients_per_mail ? pass() : refuse(Reason::too_many_recipients);
}

Verdict judge_mail_rate(const RoleLimits& limits, std::int64_t sent_last_hour)
{
    return sent_last_hour < limits.mails_per_hour ? pass() : refuse(Reason::too_many_messages);
}

} // namespace pedell::core
