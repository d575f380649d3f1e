// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/walk.h"

#include "daemons/hand/tree.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pedell::hand
{

using base::Errc;
using base::Fd;
using base::Result;

namespace
{

struct Level {
    std::string name;
    Fd folder;
    std::vector<std::string> folders; ///< that are still to be entered
};

/// Visits the files of a folder and notes its folders.
Result<> look(Level& level, Visitor& visitor)
{
    auto names = names_in(level.folder.get());
    if (!names)
        return std::unexpected(names.error());

    for (auto& name : *names) {
        struct stat found{};
        if (::fstatat(level.folder.get(), name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0)
            continue; // gone
        if (S_ISDIR(found.st_mode))
            level.folders.push_back(std::move(name));
        else if (S_ISREG(found.st_mode))
            if (const auto done = visitor.file(level.folder.get(), name); !done)
                return done;
    }
    return {};
}

} // namespace

Result<> walk_below(int folder, Visitor& visitor)
{
    std::vector<Level> way;
    way.push_back({"", Fd(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)), {}});
    if (!way.back().folder)
        return base::fail_errno("opening a folder");
    if (const auto looked = look(way.back(), visitor); !looked)
        return looked;

    bool too_deep = false;
    while (!way.empty()) {
        if (way.back().folders.empty()) {
            const Level left = std::move(way.back());
            way.pop_back();
            if (way.empty())
                break;
            if (const auto done = visitor.leave(way.back().folder.get(), left.name, way.size()); !done)
                return done;
            continue;
        }
        const std::string name = std::move(way.back().folders.back());
        way.back().folders.pop_back();
        if (way.size() > deepest_walk) {
            too_deep = true;
            continue;
        }
        auto down = open_folder(way.back().folder.get(), name);
        if (!down || !*down)
            continue; // gone, or another thing by now
        if (const auto entered = visitor.enter((*down)->get(), name); !entered)
            return entered;
        way.push_back({name, std::move(**down), {}});
        if (const auto looked = look(way.back(), visitor); !looked)
            return looked;
    }
    return too_deep ? base::fail(Errc::over_limit, "folders lie deeper than anybody's") : Result<>{};
}

} // namespace pedell::hand
