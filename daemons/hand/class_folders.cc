// SPDX-License-Identifier: GPL-3.0-or-later
// Folders of classes, courses and working groups, and the teachers' room.
#include "core/people.h"
#include "daemons/hand/acl.h"
#include "daemons/hand/folders.h"
#include "daemons/hand/links.h"
#include "daemons/hand/naming.h"
#include "daemons/hand/tree.h"

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace pedell::hand
{

using base::Errc;
using base::Result;

namespace
{

gid_t role_group(core::Role role)
{
    return static_cast<gid_t>(core::role_gid_base + static_cast<std::int64_t>(role));
}

/// To whom a folder lets the kernel open the door.
std::vector<gid_t> groups_of(const Owner& owner)
{
    if (owner.id == teachers_room_id)
        return {role_group(core::Role::teacher), role_group(core::Role::staff), role_group(core::Role::head)};
    return {static_cast<gid_t>(core::gid_base + owner.id)};
}

gid_t group_of(const Owner& owner)
{
    return groups_of(owner).front();
}

Areas::Folder inner_of(int fd, const Owner& owner)
{
    return {.fd = fd, .is_room = owner.id == teachers_room_id, .group = group_of(owner), .heal = true};
}

/// Samba moves what is deleted from klassen/5a/x to klassen/.Papierkorb/5a/x: the link leads that into the
/// class's own folder, under its key.
Result<bool> keep_basket_link(int baskets, const std::string& name)
{
    const std::string target = "../" + name + "/" + core::wastebasket_name;
    const auto now = read_link(baskets, name);
    if (!now)
        return std::unexpected(now.error());
    if (*now && **now == target)
        return false;

    const auto set = set_link(baskets, name, target);
    return set ? Result<bool>(true) : std::unexpected(set.error());
}

} // namespace

Result<bool> Folders::make_class(const Owner& owner, const std::string& name)
{
    bool changed = false;
    const auto place = places(changed);
    if (!place)
        return std::unexpected(place.error());

    const auto renamed = follow_rename(*place, owner, name);
    if (!renamed)
        return renamed;

    const auto folder = open_or_make_folder(place->classes.get(), name);
    if (!folder)
        return std::unexpected(folder.error());

    const auto encrypted = encrypt(folder->fd.get(), owner);
    if (!encrypted)
        return encrypted;

    const auto outer = keep_outer(folder->fd.get(), owner);
    if (!outer)
        return outer;

    const auto linked = keep_basket_link(place->baskets.get(), name);
    if (!linked)
        return linked;

    Tally tally;
    if (const auto kept = areas_.share(place->classes.get(), true, tally); !kept)
        return std::unexpected(kept.error());
    if (const auto kept = areas_.check(inner_of(folder->fd.get(), owner), tally); !kept)
        return std::unexpected(kept.error());
    return changed || *renamed || folder->made || *encrypted || *outer || *linked || !tally.empty();
}

/// What the kernel asks of the folder itself: the first of the two locks of core/areas.h.
Result<bool> Folders::keep_outer(int folder, const Owner& owner)
{
    const auto settled = settle(folder, {02770, 0, group_of(owner)});
    if (!settled)
        return settled;

    const std::vector<gid_t> groups = groups_of(owner);
    const auto acl = keep_group_acl(folder, groups);
    if (!acl)
        return acl;

    const auto access = groups.size() > 1 ? keep_access_acl(folder, groups) : Result<bool>(false);
    if (!access)
        return access;
    return *settled || *acl || *access;
}

Result<bool> Folders::check_class(const Owner& owner, bool heal, Tally& tally)
{
    bool ignored = false;
    const auto place = places(ignored);
    if (!place)
        return std::unexpected(place.error());
    if (const auto checked = areas_.share(place->classes.get(), heal, tally); !checked)
        return std::unexpected(checked.error());

    const auto folder = open(owner);
    if (!folder && folder.error().code == Errc::not_found) {
        tally.add("", "missing");
        return false;
    }
    if (!folder)
        return std::unexpected(folder.error());

    if (const auto checked = check_key(folder->get(), owner, "", tally); !checked)
        return checked;
    if (const auto kept = heal ? keep_outer(folder->get(), owner) : Result<bool>(false); !kept)
        return kept;

    auto inner = inner_of(folder->get(), owner);
    inner.heal = heal;
    inner.all = true;
    const auto checked = areas_.check(inner, tally);
    if (!checked && checked.error().code == Errc::over_limit)
        tally.add("", "depth");
    else if (!checked)
        return std::unexpected(checked.error());
    return true;
}

Result<bool> Folders::follow_rename(const Places& place, const Owner& owner, const std::string& name)
{
    const auto old = class_folder(place.by_id.get(), owner.id);
    if (!old)
        return std::unexpected(old.error());
    if (*old && **old == name)
        return false;

    const int classes = place.classes.get();
    if (*old && ::renameat2(classes, (*old)->c_str(), classes, name.c_str(), RENAME_NOREPLACE) != 0 &&
        errno != ENOENT)
        return errno == EEXIST ? base::fail(Errc::conflict, "a folder with the new name exists")
                               : base::fail_errno("renaming a folder");

    if (*old)
        if (const auto gone = remove_entry(place.baskets.get(), **old); !gone)
            return std::unexpected(gone.error());

    // Whoever's link leads to a folder may erase it: so it has to be free or ours before the link is set.
    if (const auto free = check_free(classes, name, owner); !free)
        return std::unexpected(free.error());

    const auto set = set_link(place.by_id.get(), std::to_string(owner.id), std::string(class_prefix) + name);
    if (!set)
        return std::unexpected(set.error());
    return true;
}

Result<> Folders::check_free(int parent, const std::string& name, const Owner& owner)
{
    const auto folder = open_folder(parent, name);
    if (!folder)
        return std::unexpected(folder.error());
    if (!*folder)
        return {};

    const auto policy = encryption_.policy_of((*folder)->get());
    if (!policy)
        return std::unexpected(policy.error());
    if (!*policy)
        return {}; // encrypt() takes it over only while it is empty

    const auto* key = keys_.find(owner);
    if (key == nullptr)
        return base::fail(Errc::conflict, "a folder with this name belongs to another class");

    const auto identifier = encryption_.load(*key);
    if (!identifier)
        return std::unexpected(identifier.error());
    if (*identifier != **policy)
        return base::fail(Errc::conflict, "a folder with this name belongs to another class");
    return {};
}

} // namespace pedell::hand
