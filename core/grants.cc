// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/grants.h"

#include <algorithm>
#include <format>

namespace pedell::core
{
namespace
{

constexpr std::int64_t mb = 1024 * 1024;
constexpr std::int64_t gb = 1024 * mb;

/// What the settings take at most (school.toml(5)).
constexpr std::int64_t largest_file = 1024 * gb;
constexpr std::int64_t largest_quota = 65536 * gb;

struct Row {
    GrantKind kind;
    std::string_view name;
    std::int64_t RoleLimits::* limit;
    std::int64_t Ceilings::* ceiling;
};
constexpr std::array table{
    Row{GrantKind::upload_size, "upload-size", &RoleLimits::file_bytes, &Ceilings::file_bytes},
    Row{GrantKind::recipients, "recipients", &RoleLimits::recipients_per_mail, &Ceilings::recipients},
    Row{GrantKind::quota, "quota", &RoleLimits::quota_bytes, &Ceilings::quota_bytes},
    Row{GrantKind::outside_mail, "outside-mail", nullptr, nullptr},
};

const Row& row_of(GrantKind kind) noexcept
{
    return *std::ranges::find(table, kind, &Row::kind);
}

std::string shown(GrantKind kind, std::int64_t value)
{
    return kind == GrantKind::recipients ? std::format("{} recipients", value)
                                         : std::format("{} MB", value / mb);
}

/// What the role has already. Mails are smaller than files: an upload-size that only helps mail is one, too.
std::int64_t least_of(GrantKind kind, const RoleLimits& limits) noexcept
{
    if (kind == GrantKind::upload_size)
        return std::min(limits.file_bytes, limits.mail_bytes);
    return limits.*row_of(kind).limit;
}

} // namespace

std::string_view name_of(GrantKind kind) noexcept
{
    return row_of(kind).name;
}

std::optional<GrantKind> grant_kind_from(std::string_view name) noexcept
{
    const auto* const row = std::ranges::find(table, name, &Row::name);
    return row == table.end() ? std::nullopt : std::optional(row->kind);
}

Ceilings ceilings_of(const Limits& limits) noexcept
{
    Ceilings ceilings{100 * mb, 1000, largest_file, largest_quota};
    for (const auto& [role, of_role] : limits) {
        ceilings.mail_bytes = std::max(ceilings.mail_bytes, of_role.mail_bytes);
        ceilings.recipients = std::max(ceilings.recipients, of_role.recipients_per_mail);
    }
    return ceilings;
}

std::expected<void, GrantFault> check_grant(GrantKind kind, Role role, std::int64_t value,
                                            const Limits& limits)
{
    if (kind == GrantKind::outside_mail) {
        if (role == Role::pupil)
            return std::unexpected("outside-mail: pupils write inside the school community alone (promise to "
                                   "the parents); no exception opens that");
        return value == 0 ? std::expected<void, GrantFault>{} : std::unexpected("outside-mail: has no value");
    }

    const auto own = limits.find(role);
    if (own == limits.end())
        return std::unexpected(std::format("{}: the settings give no limits for this role", name_of(kind)));

    if (const auto least = least_of(kind, own->second); value <= least)
        return std::unexpected(std::format("{}: {} is no more than this person has already ({})",
                                           name_of(kind), shown(kind, value), shown(kind, least)));

    if (const auto most = ceilings_of(limits).*row_of(kind).ceiling; value > most)
        return std::unexpected(std::format("{}: {} is more than this appliance takes from anybody ({})",
                                           name_of(kind), shown(kind, value), shown(kind, most)));
    return {};
}

std::expected<void, GrantFault> check_grant_end(Time until, Time now)
{
    if (until <= now)
        return std::unexpected("the end lies in the past");
    if (until > now + longest_grant)
        return std::unexpected(std::format("an exception lasts {} days at most", longest_grant.count()));
    return {};
}

std::int64_t wanted_value(GrantKind kind, std::int64_t refused, const Limits& limits) noexcept
{
    if (kind == GrantKind::outside_mail)
        return 0;
    if (kind == GrantKind::recipients)
        return refused;

    const auto ceilings = ceilings_of(limits);
    const std::int64_t most = kind == GrantKind::quota ? ceilings.quota_bytes : ceilings.mail_bytes;
    if (refused > most)
        return refused; // no exception helps: check_grant or the door says so
    return std::min((refused + mb - 1) / mb * mb, most);
}

RoleLimits effective_limits(RoleLimits limits, std::span<const Grant> in_force,
                            const Ceilings& ceilings) noexcept
{
    for (const Grant& grant : in_force) {
        if (grant.kind == GrantKind::outside_mail)
            continue;

        auto& own = limits.*row_of(grant.kind).limit;
        own = std::max(own, grant.value);
        if (grant.kind == GrantKind::upload_size)
            limits.mail_bytes = std::max(limits.mail_bytes, std::min(grant.value, ceilings.mail_bytes));
    }
    return limits;
}

bool granted_outside(Role role, std::span<const Grant> in_force) noexcept
{
    return role != Role::pupil && std::ranges::contains(in_force, GrantKind::outside_mail, &Grant::kind);
}

} // namespace pedell::core
