// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/folders.h"

#include "core/names.h"
#include "core/people.h"
#include "daemons/hand/acl.h"
#include "daemons/hand/links.h"
#include "daemons/hand/tree.h"

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace pedell::hand
{

using base::Errc;
using base::Fd;
using base::Result;

struct Folders::Places {
    Fd people;
    Fd classes;
    Fd by_id;
    Fd homes;
};

namespace
{

/// Names the owner in an error; the folder's name stays out of the log.
template <class T>
Result<T> naming(const Owner& owner, Result<T> result)
{
    if (!result)
        result.error().context = text_of(owner) + ": " + result.error().context;
    return result;
}

} // namespace

Result<Folders::Places> Folders::places(bool& changed) const
{
    const Fd root(::open(paths_.school.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!root)
        return base::fail_errno("opening " + paths_.school.string());

    auto people = keep_folder(root.get(), "people", {0711, 0, 0}, changed);
    if (!people)
        return std::unexpected(people.error());

    auto classes = keep_folder(root.get(), "klassen", {0755, 0, 0}, changed);
    if (!classes)
        return std::unexpected(classes.error());

    auto by_id = keep_folder(root.get(), "by-id", {0700, 0, 0}, changed);
    if (!by_id)
        return std::unexpected(by_id.error());

    auto homes = keep_folder(root.get(), "homes", {0711, 0, 0}, changed);
    if (!homes)
        return std::unexpected(homes.error());
    return Places{std::move(*people), std::move(*classes), std::move(*by_id), std::move(*homes)};
}

Result<> Folders::check_key_store() const
{
    if (!keys_.is_absent())
        return {};

    for (const char* kind : {"people", "klassen"}) {
        const Fd parent(
            ::open((paths_.school / kind).c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!parent && errno == ENOENT)
            continue;
        const auto names =
            parent ? names_in(parent.get()) : base::fail_errno("looking for encrypted folders");
        if (!names)
            return std::unexpected(names.error());

        for (const auto& name : *names) {
            const auto folder = open_folder(parent.get(), name);
            if (!folder || !*folder)
                continue; // no folder
            const auto policy = encryption_.policy_of((*folder)->get());
            if (!policy)
                return std::unexpected(policy.error());
            if (*policy)
                return base::fail(Errc::corrupt,
                                  "the key store is gone, but folders lie under its keys: fetch it from "
                                  "its own backup");
        }
    }
    return {};
}

Result<bool> Folders::make(const Owner& owner, const std::string& name)
{
    if (const auto checked = check_key_store(); !checked)
        return std::unexpected(checked.error());

    return naming(owner,
                  owner.kind == FolderKind::person ? make_person(owner, name) : make_class(owner, name));
}

Result<bool> Folders::make_person(const Owner& owner, const std::string& sam)
{
    bool changed = false;
    const auto place = places(changed);
    if (!place)
        return std::unexpected(place.error());

    const auto folder = open_or_make_folder(place->people.get(), std::to_string(owner.id));
    if (!folder)
        return std::unexpected(folder.error());

    const auto encrypted = encrypt(folder->fd.get(), owner);
    if (!encrypted)
        return encrypted;

    const auto settled = settle(folder->fd.get(), {0711, 0, 0});
    if (!settled)
        return settled;

    const auto uid = static_cast<uid_t>(core::uid_base + owner.id);
    for (const char* name : {"home", "mail"})
        if (const auto kept = keep_folder(folder->fd.get(), name, {0700, uid, members_gid}, changed); !kept)
            return std::unexpected(kept.error());

    const auto linked = keep_home_link(place->homes.get(), netbios_ + '\\' + sam, owner.id);
    if (!linked)
        return linked;
    return changed || folder->made || *encrypted || *settled || *linked;
}

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

    const auto gid = static_cast<gid_t>(core::gid_base + owner.id);
    const auto settled = settle(folder->fd.get(), {02770, 0, gid});
    if (!settled)
        return settled;

    const auto acl = keep_group_acl(folder->fd.get(), gid);
    if (!acl)
        return acl;
    return changed || *renamed || folder->made || *encrypted || *settled || *acl;
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

Result<bool> Folders::encrypt(int folder, const Owner& owner)
{
    const auto policy = encryption_.policy_of(folder);
    if (!policy)
        return std::unexpected(policy.error());

    // A folder whose key is gone is an erased one: a new key would not open it, and must not be made for it.
    if (*policy && keys_.find(owner) == nullptr)
        return base::fail(Errc::conflict, "the folder's key is not in the key store");

    const auto key = keys_.ensure(owner);
    if (!key)
        return std::unexpected(key.error());

    const auto identifier = encryption_.load(**key);
    if (!identifier)
        return std::unexpected(identifier.error());

    if (*policy && **policy == *identifier)
        return false;
    if (*policy)
        return base::fail(Errc::conflict, "the folder lies under another key");

    const auto empty = is_empty(folder);
    if (!empty)
        return std::unexpected(empty.error());
    if (!*empty)
        return base::fail(Errc::conflict, "the folder holds files that are not encrypted");

    if (const auto set = encryption_.set_policy(folder, *identifier); !set)
        return std::unexpected(set.error());
    return true;
}

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

Result<std::int64_t> Folders::load_keys()
{
    if (const auto checked = check_key_store(); !checked)
        return std::unexpected(checked.error());

    Result<std::int64_t> count = 0;
    for (const auto& [owner, key] : keys_.all()) {
        const auto loaded = naming(owner, encryption_.load(key));
        if (!loaded)
            count = std::unexpected(loaded.error());
        else if (count)
            ++*count;
    }
    return count;
}

Result<Fd> Folders::open(const Owner& owner) const
{
    bool ignored = false;
    const auto place = places(ignored);
    if (!place)
        return naming(owner, Result<Fd>(std::unexpected(place.error())));

    auto name = owner.kind == FolderKind::person
                    ? Result<std::optional<std::string>>(std::to_string(owner.id))
                    : class_folder(place->by_id.get(), owner.id);
    if (!name)
        return naming(owner, Result<Fd>(std::unexpected(name.error())));

    const int parent = owner.kind == FolderKind::person ? place->people.get() : place->classes.get();
    auto folder = *name ? open_folder(parent, **name) : Result<std::optional<Fd>>(std::nullopt);
    if (!folder)
        return naming(owner, Result<Fd>(std::unexpected(folder.error())));
    if (!*folder)
        return naming(owner, Result<Fd>(base::fail(Errc::not_found, "no folder: make it first")));
    return std::move(**folder);
}

std::optional<std::int64_t> person_behind(const Paths& paths, const std::string& netbios,
                                          const std::string& sam)
{
    const Fd homes(::open((paths.school / "homes").c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!homes)
        return std::nullopt;

    const auto target = read_link(homes.get(), netbios + '\\' + sam);
    std::int64_t id = 0;
    if (!target || !*target || std::sscanf((*target)->c_str(), "../people/%ld/home", &id) != 1)
        return std::nullopt;
    return **target == home_target(id) ? std::optional(id) : std::nullopt;
}

} // namespace pedell::hand
