// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/tables.h"

#include "base/handle.h"
#include "base/process.h"

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

constexpr std::size_t largest = 64U << 20U;

Result<std::string> read_table(int folder, const std::string& name, uid_t writer)
{
    // O_NONBLOCK: a FIFO in its place must not hold us up.
    const Fd fd(::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!fd && errno == ELOOP)
        return base::fail(Errc::denied, name + " is a link");
    if (!fd)
        return base::fail_errno("opening " + name);

    struct stat found{};
    if (::fstat(fd.get(), &found) != 0)
        return base::fail_errno("reading " + name);
    if (!S_ISREG(found.st_mode) || found.st_uid != writer || found.st_nlink != 1)
        return base::fail(Errc::denied, name + " is no file of pedelld's own");
    if (found.st_size < 0 || static_cast<std::size_t>(found.st_size) > largest)
        return base::fail(Errc::over_limit, name + " is larger than 64 MiB");

    std::string content(static_cast<std::size_t>(found.st_size), '\0');
    std::size_t have = 0;
    while (have < content.size()) {
        const ssize_t got = ::read(fd.get(), content.data() + have, content.size() - have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return base::fail(Errc::unavailable, name + " became shorter while it was read",
                              got < 0 ? errno : 0);
        have += static_cast<std::size_t>(got);
    }
    return content;
}

bool is_same(const std::filesystem::path& file, const std::string& content, const base::Ownership& owner)
{
    struct stat found{};
    if (::lstat(file.c_str(), &found) != 0 || (found.st_mode & 07777) != owner.mode ||
        (owner.uid != static_cast<uid_t>(-1) && found.st_uid != owner.uid) ||
        (owner.gid != static_cast<gid_t>(-1) && found.st_gid != owner.gid))
        return false;
    const auto now = base::read_file(file, largest);
    return now && *now == content;
}

} // namespace

Result<bool> install_tables(const std::filesystem::path& from, const std::filesystem::path& to,
                            const std::vector<std::string>& names, uid_t writer, const base::Ownership& owner)
{
    const Fd folder(::open(from.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder)
        return base::fail_errno("opening pedelld's tables");

    bool changed = false;
    for (const auto& name : names) {
        const auto content = read_table(folder.get(), name + ".cdb", writer);
        if (!content)
            return std::unexpected(content.error());

        const auto target = to / (name + ".cdb");
        if (is_same(target, *content, owner))
            continue;
        if (const auto written = base::write_atomically(target, *content, owner); !written)
            return std::unexpected(written.error());
        changed = true;
    }
    return changed;
}

Result<> reload_postfix()
{
    // By systemd, so that nothing of Postfix runs with our rights; one that is not running reads them at its
    // start.
    constexpr std::chrono::seconds limit{20};
    const auto reload =
        base::run({"/usr/bin/systemctl", "try-reload-or-restart", "postfix.service"}, {}, limit);
    if (!reload)
        return std::unexpected(reload.error());
    if (reload->status != 0)
        return base::fail(Errc::unavailable,
                          "reloading Postfix ended with status " + std::to_string(reload->status));
    return {};
}

} // namespace pedell::hand
