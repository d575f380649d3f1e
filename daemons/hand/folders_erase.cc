// SPDX-License-Identifier: GPL-3.0-or-later
// How a folder goes: the key first, then the data.
#include "daemons/hand/folders.h"
#include "daemons/hand/links.h"
#include "daemons/hand/naming.h"
#include "daemons/hand/tree.h"

#include <fcntl.h>
#include <unistd.h>

namespace pedell::hand
{

using base::Errc;
using base::Result;

Result<bool> Folders::erase(const Owner& owner)
{
    bool ignored = false;
    const auto place = places(ignored);
    if (!place)
        return naming(owner, Result<bool>(std::unexpected(place.error())));

    if (owner.kind == FolderKind::person) {
        const auto unlinked = remove_home_links(place->homes.get(), owner.id);
        if (!unlinked)
            return naming(owner, unlinked);

        const auto erased = erase_folder(place->people.get(), std::to_string(owner.id), owner);
        if (!erased)
            return naming(owner, erased);
        return *erased || *unlinked;
    }

    const auto name = class_folder(place->by_id.get(), owner.id);
    if (!name)
        return naming(owner, Result<bool>(std::unexpected(name.error())));

    // Without a link there never was a folder (the link comes first), but there may be a key.
    const auto erased =
        erase_folder(place->classes.get(), name->value_or(std::to_string(owner.id) + ":none"), owner);
    if (!erased)
        return naming(owner, erased);

    if (*name)
        if (const auto gone = remove_entry(place->baskets.get(), **name); !gone)
            return naming(owner, Result<bool>(std::unexpected(gone.error())));
    if (const auto gone = remove_entry(place->by_id.get(), std::to_string(owner.id)); !gone)
        return naming(owner, Result<bool>(std::unexpected(gone.error())));
    return *erased || name->has_value();
}

Result<bool> Folders::erase_folder(int parent, const std::string& name, const Owner& owner)
{
    const auto first = unload(parent, name, owner);
    if (!first)
        return first;

    const auto destroyed = keys_.destroy(owner);
    if (!destroyed)
        return destroyed;

    {
        const auto folder = open_folder(parent, name);
        if (!folder)
            return std::unexpected(folder.error());
        if (!*folder)
            return destroyed;
        if (const auto emptied = empty_folder((*folder)->get()); !emptied)
            return std::unexpected(emptied.error());
    }

    if (!*first) {
        const auto again = unload(parent, name, owner);
        if (!again)
            return again;
        if (!*again)
            return base::fail(Errc::unavailable,
                              "erased, but a program still holds a file open: cut its sessions, "
                              "then erase again to take the key out of the kernel");
    }
    if (::unlinkat(parent, name.c_str(), AT_REMOVEDIR) != 0)
        return base::fail_errno("deleting the folder");
    return true;
}

/// True: the kernel does not have the owner's key (any more). The folder is closed before: our own descriptor
/// on it would be a use of the key.
Result<bool> Folders::unload(int parent, const std::string& name, const Owner& owner)
{
    std::optional<KeyIdentifier> policy;
    {
        const auto folder = open_folder(parent, name);
        if (!folder)
            return std::unexpected(folder.error());

        const auto found = *folder ? encryption_.policy_of((*folder)->get())
                                   : Result<std::optional<KeyIdentifier>>(std::nullopt);
        if (!found)
            return std::unexpected(found.error());
        policy = *found;
    }

    const auto* key = keys_.find(owner);
    if (key == nullptr)
        return policy ? encryption_.unload(*policy) : Result<bool>(true);

    // Only loading tells the identifier of a key: to compare it, and where the folder is gone already.
    const auto identifier = encryption_.load(*key);
    if (!identifier)
        return std::unexpected(identifier.error());
    if (policy && *policy != *identifier)
        return base::fail(Errc::conflict, "the folder lies under another key: nothing is erased");
    return encryption_.unload(*identifier);
}

} // namespace pedell::hand
