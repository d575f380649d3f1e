// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/tree.h"

#include <array>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace pedell::hand
{

using base::Errc;
using base::Fd;
using base::Result;

namespace
{

constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

// What no school needs, but what an attacker may make: beyond, somebody has to look.
constexpr std::size_t deepest = 100'000;

using Listing = base::Handle<DIR, ::closedir>;

/// A listing from the start, on a descriptor of its own.
Result<Listing> list(int folder)
{
    Fd own(::openat(folder, ".", folder_flags));
    if (!own)
        return base::fail_errno("listing a folder");

    Listing listing(::fdopendir(own.get()));
    if (!listing)
        return base::fail_errno("listing a folder");
    static_cast<void>(own.release());
    return listing;
}

/// The next name but "." and ".."; the empty view at the end.
Result<std::string> next(DIR* listing)
{
    for (;;) {
        errno = 0;
        const dirent* entry = ::readdir(listing);
        if (entry == nullptr && errno != 0)
            return base::fail_errno("listing a folder");
        if (entry == nullptr)
            return std::string{};
        const std::string name = entry->d_name;
        if (name != "." && name != "..")
            return name;
    }
}

/// One pass over a folder: deletes what is no folder, and empty folders; returns the first that is not empty.
Result<std::string> delete_flat(int folder)
{
    const auto listing = list(folder);
    if (!listing)
        return std::unexpected(listing.error());

    for (;;) {
        const auto name = next(listing->get());
        if (!name || name->empty())
            return name;
        if (::unlinkat(folder, name->c_str(), 0) == 0 || errno == ENOENT)
            continue;
        if (errno != EISDIR)
            return base::fail_errno("deleting a file");
        if (::unlinkat(folder, name->c_str(), AT_REMOVEDIR) == 0 || errno == ENOENT)
            continue;
        if (errno == ENOTEMPTY || errno == EEXIST)
            return name;
        return base::fail_errno("deleting a folder");
    }
}

Result<struct stat> stat_of(int fd)
{
    struct stat found{};
    if (::fstat(fd, &found) != 0)
        return base::fail_errno("fstat");
    return found;
}

/// One step up, only to the folder from which we came down.
Result<Fd> parent_of(int folder, dev_t device, ino_t inode)
{
    Fd up(::openat(folder, "..", folder_flags));
    if (!up)
        return base::fail_errno("leaving a folder");

    const auto found = stat_of(up.get());
    if (!found)
        return std::unexpected(found.error());
    if (found->st_dev != device || found->st_ino != inode)
        return base::fail(Errc::unavailable, "a folder was moved while it was being deleted");
    return up;
}

} // namespace

Result<std::optional<Fd>> open_folder(int parent, const std::string& name)
{
    Fd fd(::openat(parent, name.c_str(), folder_flags));
    if (fd)
        return std::optional<Fd>(std::move(fd));
    if (errno == ENOENT)
        return std::optional<Fd>{};
    if (errno == ENOTDIR || errno == ELOOP)
        return base::fail(Errc::conflict, "something that is no folder stands in its place", errno);
    return base::fail_errno("opening a folder");
}

Result<Opened> open_or_make_folder(int parent, const std::string& name)
{
    const bool made = ::mkdirat(parent, name.c_str(), 0700) == 0;
    if (!made && errno != EEXIST)
        return base::fail_errno("making a folder");

    auto fd = open_folder(parent, name);
    if (!fd)
        return std::unexpected(fd.error());
    if (!*fd)
        return base::fail(Errc::unavailable, "a folder vanished while it was being made");
    return Opened{std::move(**fd), made};
}

Result<bool> settle(int folder, const Settled& wanted)
{
    auto found = stat_of(folder);
    if (!found)
        return std::unexpected(found.error());

    bool changed = false;
    if (found->st_uid != wanted.uid || found->st_gid != wanted.gid) {
        if (::fchown(folder, wanted.uid, wanted.gid) != 0)
            return base::fail_errno("giving a folder to its owner");
        changed = true;
        found = stat_of(folder); // chown(2) may have cleared the set-group-id bit
        if (!found)
            return std::unexpected(found.error());
    }
    if ((found->st_mode & 07777) != wanted.mode) {
        if (::fchmod(folder, wanted.mode) != 0)
            return base::fail_errno("setting a folder's mode");
        changed = true;
    }
    return changed;
}

Result<Fd> keep_folder(int parent, const std::string& name, const Settled& wanted, bool& changed)
{
    auto folder = open_or_make_folder(parent, name);
    if (!folder)
        return std::unexpected(folder.error());

    const auto settled = settle(folder->fd.get(), wanted);
    if (!settled)
        return std::unexpected(settled.error());
    changed = changed || folder->made || *settled;
    return std::move(folder->fd);
}

Result<bool> is_empty(int folder)
{
    const auto listing = list(folder);
    if (!listing)
        return std::unexpected(listing.error());

    const auto name = next(listing->get());
    if (!name)
        return std::unexpected(name.error());
    return name->empty();
}

Result<> empty_folder(int folder)
{
    struct Step {
        std::string name; ///< under which the deeper folder stands in this one
        dev_t device;
        ino_t inode;
    };
    std::vector<Step> way;
    Fd here(::openat(folder, ".", folder_flags));
    if (!here)
        return base::fail_errno("opening a folder");

    for (;;) {
        const auto deeper = delete_flat(here.get());
        if (!deeper)
            return std::unexpected(deeper.error());

        if (!deeper->empty()) {
            const auto found = stat_of(here.get());
            if (!found)
                return std::unexpected(found.error());
            Fd down(::openat(here.get(), deeper->c_str(), folder_flags));
            if (!down || way.size() == deepest)
                return base::fail_errno("going down into a folder", down ? ENAMETOOLONG : errno);
            way.push_back({*deeper, found->st_dev, found->st_ino});
            here = std::move(down);
            continue;
        }
        if (way.empty())
            return {};

        auto up = parent_of(here.get(), way.back().device, way.back().inode);
        if (!up)
            return std::unexpected(up.error());
        if (::unlinkat(up->get(), way.back().name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT)
            return base::fail_errno("deleting a folder");
        way.pop_back();
        here = std::move(*up);
    }
}

Result<std::optional<std::string>> read_link(int parent, const std::string& name)
{
    std::array<char, 4096> target{};
    const ssize_t size = ::readlinkat(parent, name.c_str(), target.data(), target.size());
    if (size >= 0)
        return std::optional<std::string>(std::string(target.data(), static_cast<std::size_t>(size)));
    if (errno == ENOENT)
        return std::optional<std::string>{};
    if (errno == EINVAL)
        return base::fail(Errc::conflict, "something that is no link stands in its place");
    return base::fail_errno("reading a link");
}

Result<std::vector<std::string>> names_in(int folder)
{
    const auto listing = list(folder);
    if (!listing)
        return std::unexpected(listing.error());

    std::vector<std::string> names;
    for (;;) {
        auto name = next(listing->get());
        if (!name)
            return std::unexpected(name.error());
        if (name->empty())
            return names;
        names.push_back(std::move(*name));
    }
}

} // namespace pedell::hand
