// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/folders.h"

#include "core/people.h"
#include "daemons/hand/links.h"
#include "daemons/hand/naming.h"
#include "daemons/hand/tree.h"

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace pedell::hand
{

using base::Errc;
using base::Fd;
using base::Result;

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
    auto baskets = keep_folder(classes->get(), core::wastebasket_name, {0711, 0, 0}, changed);
    if (!baskets)
        return std::unexpected(baskets.error());
    return Places{std::move(*people), std::move(*classes), std::move(*by_id), std::move(*homes),
                  std::move(*baskets)};
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
