// SPDX-License-Identifier: GPL-3.0-or-later
#include "hand/protocol.h"

#include "base/unix_socket.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>

namespace pedell::hand
{
namespace
{

/// A hand that answers one request with fixed bytes and, on wish, a descriptor.
class OneAnswer
{
public:
    OneAnswer(std::string bytes, int fd) : listener_(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0))
    {
        char folder[] = "/tmp/pedell-hand-XXXXXX";
        if (::mkdtemp(folder) == nullptr)
            std::abort();
        folder_ = folder;
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path().c_str(), sizeof address.sun_path - 1);
        if (::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
            ::listen(listener_.get(), 1) != 0)
            std::abort();
        thread_ = std::jthread([this, bytes = std::move(bytes), fd] {
            const base::Fd peer(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
            if (base::receive_message(peer.get(), std::chrono::seconds{5}))
                static_cast<void>(base::send_message(peer.get(), bytes, fd));
        });
    }
    ~OneAnswer()
    {
        thread_.join();
        std::filesystem::remove_all(folder_);
    }
    OneAnswer(const OneAnswer&) = delete;
    OneAnswer& operator=(const OneAnswer&) = delete;

    [[nodiscard]] std::filesystem::path path() const
    {
        return folder_ / "hand.sock";
    }

private:
    base::Fd listener_;
    std::filesystem::path folder_;
    std::jthread thread_;
};

constexpr const char* good = R"({"ok":true,"changed":true,"supported":true,"count":2})";

TEST(HandClient, HandsOnTheReplyAndItsDescriptor)
{
    const base::Fd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const OneAnswer server(good, null.get());
    const auto reply = Client(server.path()).ask(LdapDescriptor{});
    ASSERT_TRUE(reply) << reply.error().context;
    EXPECT_TRUE(reply->changed);
    EXPECT_EQ(reply->count, 2);
    EXPECT_TRUE(reply->fd);
}

TEST(HandClient, DoesNotBelieveALdapDescriptorWithoutOne)
{
    const OneAnswer server(good, -1);
    const auto reply = Client(server.path()).ask(LdapDescriptor{});
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, base::Errc::malformed);
}

TEST(HandClient, SaysTryAgainWhenNobodyListens)
{
    const auto reply = Client("/nonexistent/hand.sock").ask(LoadKeys{});
    ASSERT_FALSE(reply);
    EXPECT_TRUE(reply.error().transient());
}

} // namespace
} // namespace pedell::hand
