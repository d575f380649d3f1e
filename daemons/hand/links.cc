// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/links.h"

#include "core/names.h"
#include "daemons/hand/tree.h"

#include <fcntl.h>
#include <unistd.h>

namespace pedell::hand
{

using base::Errc;
using base::Result;

std::string home_target(std::int64_t id)
{
    return "../people/" + std::to_string(id) + "/home";
}

Result<std::optional<std::string>> class_folder(int by_id, std::int64_t id)
{
    auto target = read_link(by_id, std::to_string(id));
    if (!target || !*target)
        return target;

    const std::string_view text(**target);
    if (!text.starts_with(class_prefix) || !core::is_class_name(text.substr(class_prefix.size())))
        return base::fail(Errc::conflict, "the link in by-id leads elsewhere");
    return std::optional<std::string>(text.substr(class_prefix.size()));
}

Result<> set_link(int folder, const std::string& name, const std::string& target)
{
    const std::string fresh = "." + name + ".new";
    if (::unlinkat(folder, fresh.c_str(), 0) != 0 && errno != ENOENT)
        return base::fail_errno("removing a half-made link");
    if (::symlinkat(target.c_str(), folder, fresh.c_str()) != 0)
        return base::fail_errno("making a link");
    if (::renameat(folder, fresh.c_str(), folder, name.c_str()) != 0)
        return base::fail_errno("placing a link");
    return {};
}

Result<> remove_entry(int folder, const std::string& name)
{
    if (::unlinkat(folder, name.c_str(), 0) != 0 && errno != ENOENT)
        return base::fail_errno("removing a link");
    return {};
}

Result<bool> remove_home_links(int homes, std::int64_t id)
{
    const auto names = names_in(homes);
    if (!names)
        return std::unexpected(names.error());

    bool changed = false;
    for (const auto& name : *names) {
        const auto target = read_link(homes, name);
        if (!target || !*target || **target != home_target(id))
            continue; // somebody else's, or no link at all: not ours to judge
        if (const auto gone = remove_entry(homes, name); !gone)
            return std::unexpected(gone.error());
        changed = true;
    }
    return changed;
}

Result<bool> keep_home_link(int homes, const std::string& name, std::int64_t id)
{
    const auto target = read_link(homes, name);
    if (!target)
        return std::unexpected(target.error());
    if (*target && **target == home_target(id))
        return false;
    if (*target)
        return base::fail(Errc::conflict, "the account name in homes belongs to another person");

    if (const auto old = remove_home_links(homes, id); !old)
        return std::unexpected(old.error());
    if (const auto set = set_link(homes, name, home_target(id)); !set)
        return std::unexpected(set.error());
    return true;
}

} // namespace pedell::hand
