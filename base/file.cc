// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"

#include "base/handle.h"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pedell::base
{
namespace
{

constexpr auto leave_uid = static_cast<uid_t>(-1);
constexpr auto leave_gid = static_cast<gid_t>(-1);

/// The folder of a path, "." for a bare name.
std::filesystem::path folder_of(const std::filesystem::path& path)
{
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
}

/// Removes the half-made file unless it has reached its name.
class Unfinished
{
public:
    explicit Unfinished(std::string name) : name_(std::move(name)) {}
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    ~Unfinished()
    {
        if (!name_.empty())
            ::unlink(name_.c_str());
    }
    void finished() noexcept
    {
        name_.clear();
    }

private:
    std::string name_;
};

Result<> write_all(int fd, std::string_view content, const std::string& name)
{
    while (!content.empty()) {
        const auto written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail_errno("write " + name);

        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

/// The owner that the new file shall have: what is asked for, else what the file of that name has now.
Ownership complete(const Ownership& asked, const std::filesystem::path& path)
{
    auto owner = asked;
    struct stat now{};
    if (::lstat(path.c_str(), &now) != 0)
        return owner;

    if (owner.uid == leave_uid)
        owner.uid = now.st_uid;
    if (owner.gid == leave_gid)
        owner.gid = now.st_gid;
    return owner;
}

/// Owner before mode: chown(2) takes set-id bits away, and until then only the writer can read (mkstemp(3)).
Result<> apply(const Ownership& owner, int fd, const std::string& name)
{
    struct stat now{};
    if (::fstat(fd, &now) != 0)
        return fail_errno("look at " + name);

    const auto uid = owner.uid == now.st_uid ? leave_uid : owner.uid;
    const auto gid = owner.gid == now.st_gid ? leave_gid : owner.gid;
    if ((uid != leave_uid || gid != leave_gid) && ::fchown(fd, uid, gid) != 0)
        return fail_errno("give " + name + " to its owner");

    if (::fchmod(fd, owner.mode) != 0)
        return fail_errno("set the mode of " + name);

    return {};
}

/// A new name in a folder is on the disk only when the folder is (fsync(2)).
Result<> sync_folder(const std::filesystem::path& folder)
{
    const Fd fd{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!fd)
        return fail_errno("open the folder " + folder.string());

    if (::fsync(fd.get()) != 0)
        return fail_errno("sync the folder " + folder.string());

    return {};
}

bool is_as_wanted(const std::filesystem::path& path, std::string_view content, const Ownership& owner)
{
    struct stat now{};
    if (::lstat(path.c_str(), &now) != 0 || !S_ISREG(now.st_mode))
        return false;

    if ((now.st_mode & 07777U) != owner.mode || static_cast<std::size_t>(now.st_size) != content.size())
        return false;

    if ((owner.uid != leave_uid && now.st_uid != owner.uid) ||
        (owner.gid != leave_gid && now.st_gid != owner.gid))
        return false;

    const auto current = read_file(path, content.size());
    return current && *current == content;
}

} // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes)
{
    // O_NONBLOCK: a FIFO of that name must not hold us.
    const Fd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
    if (!fd)
        return fail_errno("open " + path.string());

    struct stat about{};
    if (::fstat(fd.get(), &about) != 0)
        return fail_errno("look at " + path.string());

    if (!S_ISREG(about.st_mode))
        return fail(Errc::denied, path.string() + " is not a regular file");

    // The size is a hint only: it may grow while we read, and files of /proc say 0.
    std::string content;
    char block[16384];
    for (;;) {
        const auto got = ::read(fd.get(), block, sizeof block);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail_errno("read " + path.string());
        if (got == 0)
            return content;

        content.append(block, static_cast<std::size_t>(got));
        if (content.size() > max_bytes)
            return fail(Errc::over_limit,
                        path.string() + " is larger than " + std::to_string(max_bytes) + " bytes");
    }
}

Result<> write_atomically(const std::filesystem::path& path, std::string_view content, const Ownership& owner)
{
    const auto folder = folder_of(path);
    auto name = (folder / ("." + path.filename().string() + ".XXXXXX")).string();
    const Fd fd{::mkostemp(name.data(), O_CLOEXEC)};
    if (!fd)
        return fail_errno("make a file beside " + path.string());

    Unfinished unfinished{name};
    if (const auto written = write_all(fd.get(), content, name); !written)
        return written;

    if (const auto applied = apply(complete(owner, path), fd.get(), name); !applied)
        return applied;

    if (::fsync(fd.get()) != 0)
        return fail_errno("sync " + name);

    if (::rename(name.c_str(), path.c_str()) != 0)
        return fail_errno("rename " + name + " to " + path.string());

    unfinished.finished();
    return sync_folder(folder);
}

Result<bool> write_if_changed(const std::filesystem::path& path, std::string_view content,
                              const Ownership& owner)
{
    if (is_as_wanted(path, content, owner))
        return false;

    if (const auto written = write_atomically(path, content, owner); !written)
        return std::unexpected(written.error());

    return true;
}

} // namespace pedell::base
