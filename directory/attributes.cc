// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/attributes.h"

#include <algorithm>
#include <charconv>
#include <strings.h>

namespace pedell::directory
{
namespace
{

// MS-ADTS 2.2.16
constexpr unsigned account_disable = 0x2;
constexpr unsigned password_not_required = 0x20;
constexpr unsigned normal_account = 0x200;

} // namespace

bool CaselessLess::operator()(std::string_view left, std::string_view right) const noexcept
{
    const int order = ::strncasecmp(left.data(), right.data(), std::min(left.size(), right.size()));
    return order != 0 ? order < 0 : left.size() < right.size();
}

std::vector<Change> changes_towards(const Attributes& wanted, const Attributes& found)
{
    std::vector<Change> changes;
    for (const auto& [name, values] : wanted) {
        const auto there = found.find(name);
        auto now = there == found.end() ? std::vector<std::string>{} : there->second;
        auto shall = values;
        std::ranges::sort(now);
        std::ranges::sort(shall);
        if (now != shall)
            changes.push_back({Change::Kind::replace, name, values});
    }
    return changes;
}

std::string first_value(const Attributes& attributes, std::string_view name)
{
    const auto found = attributes.find(name);
    return found == attributes.end() || found->second.empty() ? std::string{} : found->second.front();
}

std::string account_control(std::string_view found, bool enabled)
{
    unsigned flags = normal_account;
    std::from_chars(found.data(), found.data() + found.size(), flags);
    flags &= ~(account_disable | password_not_required);
    if (!enabled)
        flags |= account_disable;
    return std::to_string(flags);
}

} // namespace pedell::directory
