// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/keeper.h"

#include "base/file.h"

#include <algorithm>
#include <format>
#include <sys/stat.h>
#include <unistd.h>

namespace pedell::setup
{

namespace
{

using base::Result;

constexpr std::size_t max_file_bytes = 16 << 20;
constexpr std::string_view image_word = "pedell.image";

Result<bool> remove_if_there(const std::filesystem::path& path)
{
    std::error_code error;
    const bool removed = std::filesystem::remove(path, error);
    if (error)
        return base::fail_errno(std::format("remove {}", path.string()), error.value());

    return removed;
}

} // namespace

Result<bool> put_link_if_changed(const std::filesystem::path& path, const std::filesystem::path& target)
{
    std::error_code none;
    if (std::filesystem::read_symlink(path, none) == target && !none)
        return false;

    const std::string beside = std::format("{}.pedell-new", path.string());
    ::unlink(beside.c_str());
    if (::symlink(target.c_str(), beside.c_str()) != 0)
        return base::fail_errno(std::format("make the link {}", beside));

    if (::rename(beside.c_str(), path.c_str()) != 0) {
        const auto failed = base::fail_errno(std::format("rename {} to {}", beside, path.string()));
        ::unlink(beside.c_str());
        return failed;
    }
    return true;
}

std::filesystem::path Keeper::copy_of(const std::filesystem::path& path) const
{
    const auto inside = path.lexically_normal().lexically_relative(etc_);
    if (!active() || inside.empty() || inside == "." || *inside.begin() == "..")
        return {};

    return kept_ / inside;
}

Result<bool> Keeper::keep_folder(const std::filesystem::path& path) const
{
    const auto copy = path == etc_ ? kept_ : copy_of(path);
    struct stat original{};
    if (::stat(path.c_str(), &original) != 0)
        return base::fail_errno(std::format("look at {}", path.string()));

    struct stat now{};
    if (::lstat(copy.c_str(), &now) == 0 && S_ISDIR(now.st_mode) && now.st_mode == original.st_mode &&
        now.st_uid == original.st_uid && now.st_gid == original.st_gid)
        return false;

    if (path != etc_)
        if (const auto above = keep_folder(path.parent_path()); !above)
            return above;

    std::error_code error;
    if (path == etc_)
        std::filesystem::create_directories(copy, error);
    else
        std::filesystem::create_directory(copy, error);
    if (error)
        return base::fail_errno(std::format("make {}", copy.string()), error.value());

    // Owner before mode: chown(2) takes the set-group-id bit away.
    if ((::lchown(copy.c_str(), original.st_uid, original.st_gid) != 0 && errno != EPERM) ||
        ::chmod(copy.c_str(), original.st_mode & 07777U) != 0)
        return base::fail_errno(std::format("give {} its owner and mode", copy.string()));

    return true;
}

Result<bool> Keeper::keep(const std::filesystem::path& path) const
{
    const auto copy = copy_of(path);
    if (copy.empty())
        return false;

    struct stat original{};
    if (::lstat(path.c_str(), &original) != 0)
        return errno == ENOENT || errno == ENOTDIR
                   ? remove_if_there(copy)
                   : base::fail_errno(std::format("look at {}", path.string()));

    if (S_ISDIR(original.st_mode))
        return keep_folder(path);

    if (const auto above = keep_folder(path.parent_path()); !above)
        return above;

    if (S_ISLNK(original.st_mode))
        return put_link_if_changed(copy, std::filesystem::read_symlink(path));

    const auto content = base::read_file(path, max_file_bytes);
    if (!content)
        return std::unexpected(content.error());

    return base::write_if_changed(copy, *content,
                                  {original.st_mode & 07777U, original.st_uid, original.st_gid});
}

bool names_image(std::string_view command_line)
{
    while (!command_line.empty()) {
        const auto end = std::min(command_line.find_first_of(" \n"), command_line.size());
        if (command_line.substr(0, end) == image_word)
            return true;

        command_line.remove_prefix(std::min(end + 1, command_line.size()));
    }
    return false;
}

bool runs_from_image()
{
    return names_image(base::read_file("/proc/cmdline").value_or(""));
}

} // namespace pedell::setup
