// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <sys/resource.h>

namespace pedell::gate
{

/// No limit may be lower: smbd's own shared databases fall under it too.
inline constexpr std::int64_t lowest_file_limit = std::int64_t{64} << 20;

/// The soft RLIMIT_FSIZE of an smbd that carries one more person: the largest of any person on it, bytes.
[[nodiscard]] inline rlim_t raise_limit(rlim_t now, std::int64_t file_bytes) noexcept
{
    const auto wanted = static_cast<rlim_t>(std::max(file_bytes, lowest_file_limit));
    return now == RLIM_INFINITY ? wanted : std::max(now, wanted); // infinity: this smbd carries nobody yet
}

} // namespace pedell::gate
