// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/unix_socket.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <utility>
#include <vector>

namespace pedell::base
{
namespace
{

using Clock = std::chrono::steady_clock;

/// Room for more descriptors than a message may carry, so that one too many is seen and closed.
constexpr std::size_t control_bytes = CMSG_SPACE(4 * sizeof(int));

/// How long connecting and sending may take when the peer does not keep up.
constexpr timeval send_limit{.tv_sec = 10, .tv_usec = 0};

Result<Fd> connect_to(const std::filesystem::path& path, int type)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto& name = path.native();
    if (name.empty() || name.size() >= sizeof address.sun_path)
        return fail(Errc::malformed, "socket path too long or empty: " + name);

    std::copy(name.begin(), name.end(), address.sun_path);
    Fd fd{::socket(AF_UNIX, type | SOCK_CLOEXEC, 0)};
    if (!fd)
        return fail_errno("make a socket");

    if (::setsockopt(fd.get(), SOL_SOCKET, SO_SNDTIMEO, &send_limit, sizeof send_limit) != 0)
        return fail_errno("limit the time of a socket");

    // A call that a signal interrupts has not connected (unix sockets connect at once or not at all).
    int failed = 0;
    do {
        failed = ::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    } while (failed != 0 && errno == EINTR);
    if (failed != 0)
        return fail_errno("connect to " + name);

    return fd;
}

/// Every descriptor of a received message, owned at once, so that none is lost on an error path.
std::vector<Fd> descriptors_of(msghdr& header)
{
    std::vector<Fd> result;
    for (auto* part = CMSG_FIRSTHDR(&header); part != nullptr; part = CMSG_NXTHDR(&header, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS)
            continue;

        const auto count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(part) + i * sizeof(int), sizeof fd);
            result.emplace_back(fd);
        }
    }
    return result;
}

Result<> wait_readable(int socket, Clock::time_point deadline)
{
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        pollfd wanted{socket, POLLIN, 0};
        const int ready = ::poll(&wanted, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 1 << 30)));
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready < 0)
            return fail_errno("wait for a message");
        if (ready == 0)
            return fail(Errc::unavailable, "no message within the time limit");

        return {};
    }
}

} // namespace

Result<Fd> connect_seqpacket(const std::filesystem::path& path)
{
    return connect_to(path, SOCK_SEQPACKET);
}

Result<Fd> connect_stream(const std::filesystem::path& path)
{
    return connect_to(path, SOCK_STREAM);
}

Result<Peer> peer_of(int socket)
{
    ucred peer{};
    socklen_t length = sizeof peer;
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0)
        return fail_errno("ask who is at the other end");

    return Peer{peer.pid, peer.uid, peer.gid};
}

Result<> send_message(int socket, std::string_view bytes, int fd)
{
    if (bytes.size() > max_message_bytes)
        return fail(Errc::over_limit, "message of " + std::to_string(bytes.size()) + " bytes");
    if (bytes.empty())
        return fail(Errc::malformed, "an empty message would look like the end");

    iovec part{const_cast<char*>(bytes.data()), bytes.size()}; // sendmsg(2) does not write to it
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    if (fd >= 0) {
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        auto* rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof fd);
        std::memcpy(CMSG_DATA(rights), &fd, sizeof fd);
    }

    ssize_t sent = 0;
    do {
        sent = ::sendmsg(socket, &header, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0)
        return fail(Errc::unavailable, std::string{"send a message: "} + ::strerrordesc_np(errno), errno);

    return {};
}

Result<Message> receive_message(int socket, std::chrono::milliseconds limit)
{
    const auto deadline = Clock::now() + limit;
    Message message;
    message.bytes.resize(max_message_bytes);
    for (;;) {
        if (const auto ready = wait_readable(socket, deadline); !ready)
            return std::unexpected(ready.error());

        iovec part{message.bytes.data(), message.bytes.size()};
        alignas(cmsghdr) std::array<char, control_bytes> control{};
        msghdr header{};
        header.msg_iov = &part;
        header.msg_iovlen = 1;
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        const auto got = ::recvmsg(socket, &header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got < 0 && errno != ECONNRESET)
            return fail(Errc::unavailable, std::string{"receive a message: "} + ::strerrordesc_np(errno),
                        errno);

        auto descriptors = got < 0 ? std::vector<Fd>{} : descriptors_of(header);
        if (got <= 0)
            return fail(Errc::not_found, "the peer closed");
        if ((header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0 || descriptors.size() > 1)
            return fail(Errc::malformed, "message too long or with more than one descriptor");

        message.bytes.resize(static_cast<std::size_t>(got));
        if (!descriptors.empty())
            message.fd = std::move(descriptors.front());
        return message;
    }
}

} // namespace pedell::base
