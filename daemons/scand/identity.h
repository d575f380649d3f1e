// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <chrono>
#include <compare>
#include <cstdint>
#include <ctime>
#include <sys/stat.h>

namespace pedell::scand
{

/// One state of one file's bytes: when anything of it differs, somebody may have written.
struct Identity {
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = 0;
    std::int64_t modified_ns = 0;
    std::int64_t changed_ns = 0;
    auto operator<=>(const Identity&) const = default;
};

[[nodiscard]] inline std::int64_t nanoseconds_of(const timespec& time) noexcept
{
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// Errors: unavailable (no status, or no regular file).
[[nodiscard]] inline base::Result<Identity> identity_of(int fd)
{
    struct stat status{};
    if (::fstat(fd, &status) != 0)
        return base::fail_errno("look at a file");
    if (!S_ISREG(status.st_mode))
        return base::fail(base::Errc::unavailable, "no regular file");
    return Identity{.device = status.st_dev,
                    .inode = status.st_ino,
                    .size = status.st_size,
                    .modified_ns = nanoseconds_of(status.st_mtim),
                    .changed_ns = nanoseconds_of(status.st_ctim)};
}

/// Whether a write after `now_ns` (CLOCK_REALTIME) is sure to change the identity: file systems keep time in
/// ticks of up to 10 ms, and two writes within one look alike.
[[nodiscard]] inline bool is_settled(const Identity& identity, std::int64_t now_ns) noexcept
{
    constexpr std::int64_t two_ticks_ns = 20'000'000;
    return now_ns - identity.changed_ns > two_ticks_ns && now_ns - identity.modified_ns > two_ticks_ns;
}

} // namespace pedell::scand
