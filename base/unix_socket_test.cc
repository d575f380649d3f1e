// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/unix_socket.h"

#include <array>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace pedell::base
{
namespace
{

using namespace std::chrono_literals;

struct Pair {
    Fd left;
    Fd right;
};

Pair make_pair_of(int type = SOCK_SEQPACKET)
{
    int ends[2];
    EXPECT_EQ(::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends), 0);
    return {Fd{ends[0]}, Fd{ends[1]}};
}

/// What a hostile peer may send: several descriptors in one message.
void send_descriptors(int socket, int fd, std::size_t count)
{
    char byte = 'x';
    iovec part{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(8 * sizeof(int))> control{};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = CMSG_SPACE(count * sizeof(int));
    auto* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(count * sizeof(int));
    for (std::size_t i = 0; i < count; ++i)
        std::memcpy(CMSG_DATA(rights) + i * sizeof(int), &fd, sizeof fd);
    ASSERT_EQ(::sendmsg(socket, &header, MSG_NOSIGNAL), 1);
}

TEST(UnixSocket, KeepsTheBordersOfMessages)
{
    const auto pair = make_pair_of();
    ASSERT_TRUE(send_message(pair.left.get(), "one"));
    ASSERT_TRUE(send_message(pair.left.get(), "two"));

    EXPECT_EQ(receive_message(pair.right.get(), 1s)->bytes, "one");
    EXPECT_EQ(receive_message(pair.right.get(), 1s)->bytes, "two");
}

TEST(UnixSocket, CarriesTheLargestMessageAndRefusesOneByteMore)
{
    const auto pair = make_pair_of();
    const std::string largest(max_message_bytes, 'x');
    ASSERT_TRUE(send_message(pair.left.get(), largest));

    EXPECT_EQ(receive_message(pair.right.get(), 1s)->bytes, largest);

    EXPECT_EQ(send_message(pair.left.get(), largest + "x").error().code, Errc::over_limit);
    EXPECT_EQ(send_message(pair.left.get(), "").error().code, Errc::malformed);
}

TEST(UnixSocket, HandsOverADescriptorThatClosesOnExec)
{
    const auto pair = make_pair_of();
    const Fd null{::open("/dev/null", O_RDWR | O_CLOEXEC)};
    ASSERT_TRUE(send_message(pair.left.get(), "take it", null.get()));

    const auto received = receive_message(pair.right.get(), 1s);

    ASSERT_TRUE(received);
    ASSERT_TRUE(received->fd);
    struct stat theirs{};
    struct stat ours{};
    ASSERT_EQ(::fstat(received->fd.get(), &theirs), 0);
    ASSERT_EQ(::fstat(null.get(), &ours), 0);
    EXPECT_EQ(theirs.st_rdev, ours.st_rdev);
    EXPECT_NE(::fcntl(received->fd.get(), F_GETFD) & FD_CLOEXEC, 0);
}

TEST(UnixSocket, RefusesMoreThanOneDescriptorAndKeepsNone)
{
    const Fd null{::open("/dev/null", O_RDWR | O_CLOEXEC)};
    for (const std::size_t count : {2U, 3U, 8U}) {
        SCOPED_TRACE(count);
        const auto pair = make_pair_of();
        const Fd next_before{::fcntl(null.get(), F_DUPFD_CLOEXEC, 0)};
        send_descriptors(pair.left.get(), null.get(), count);

        const auto received = receive_message(pair.right.get(), 1s);

        ASSERT_FALSE(received);
        EXPECT_EQ(received.error().code, Errc::malformed);
        const Fd next_after{::fcntl(null.get(), F_DUPFD_CLOEXEC, 0)};
        EXPECT_EQ(next_after.get(), next_before.get() + 1);
    }
}

TEST(UnixSocket, RefusesAMessageThatWasCutOff)
{
    const auto pair = make_pair_of();
    const std::string longer(max_message_bytes + 1, 'x');
    ASSERT_EQ(::send(pair.left.get(), longer.data(), longer.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(longer.size()));

    const auto received = receive_message(pair.right.get(), 1s);

    ASSERT_FALSE(received);
    EXPECT_EQ(received.error().code, Errc::malformed);
}

TEST(UnixSocket, TellsAClosedPeerFromASilentOne)
{
    auto pair = make_pair_of();

    EXPECT_EQ(receive_message(pair.right.get(), 1ms).error().code, Errc::unavailable);

    pair.left.reset();
    EXPECT_EQ(receive_message(pair.right.get(), 1s).error().code, Errc::not_found);
    EXPECT_EQ(send_message(pair.right.get(), "anybody?").error().code, Errc::unavailable);
}

TEST(UnixSocket, DeliversWhatWasSentBeforeThePeerClosed)
{
    auto pair = make_pair_of();
    ASSERT_TRUE(send_message(pair.left.get(), "last words"));
    pair.left.reset();

    EXPECT_EQ(receive_message(pair.right.get(), 1s)->bytes, "last words");
    EXPECT_EQ(receive_message(pair.right.get(), 1s).error().code, Errc::not_found);
}

TEST(UnixSocket, KnowsWhoIsAtTheOtherEnd)
{
    const auto pair = make_pair_of();

    const auto peer = peer_of(pair.left.get());

    ASSERT_TRUE(peer);
    EXPECT_EQ(peer->pid, ::getpid());
    EXPECT_EQ(peer->uid, ::getuid());
    EXPECT_EQ(peer->gid, ::getgid());
}

TEST(UnixSocket, ConnectsToAListenerOfItsKindOnly)
{
    std::string folder = "/tmp/pedell-socket-XXXXXX";
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    const auto path = folder + "/s";
    const Fd listener{::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0)};
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, path.c_str());
    ASSERT_EQ(::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(::listen(listener.get(), 1), 0);

    EXPECT_TRUE(connect_seqpacket(path));
    EXPECT_FALSE(connect_stream(path));
    EXPECT_EQ(connect_seqpacket(folder + "/none").error().code, Errc::not_found);
    EXPECT_EQ(connect_seqpacket("/" + std::string(200, 'x')).error().code, Errc::malformed);

    std::filesystem::remove_all(folder);
}

} // namespace
} // namespace pedell::base
