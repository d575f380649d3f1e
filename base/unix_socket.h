// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace pedell::base
{

/// Who is at the other end of a Unix socket (SO_PEERCRED, unix(7)).
struct Peer {
    pid_t pid;
    uid_t uid;
    gid_t gid;
};

/// One message of a SOCK_SEQPACKET socket, with at most one descriptor beside it (SCM_RIGHTS).
struct Message {
    std::string bytes;
    Fd fd;
};

inline constexpr std::size_t max_message_bytes = 65536;

[[nodiscard]] Result<Fd> connect_seqpacket(const std::filesystem::path& path);
[[nodiscard]] Result<Fd> connect_stream(const std::filesystem::path& path);
[[nodiscard]] Result<Peer> peer_of(int socket);

/// Errors: over_limit above max_message_bytes, malformed when empty (it would look like the end), unavailable
/// otherwise. `fd` -1: none.
[[nodiscard]] Result<> send_message(int socket, std::string_view bytes, int fd = -1);

/// Waits at most `limit`. Errors: not_found when the peer closed, malformed when truncated or with more than
/// one descriptor, unavailable on time-out.
[[nodiscard]] Result<Message> receive_message(int socket, std::chrono::milliseconds limit);

} // namespace pedell::base
