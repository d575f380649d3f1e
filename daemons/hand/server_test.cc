// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/server.h"

#include "base/handle.h"
#include "base/unix_socket.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace pedell::hand
{
namespace
{

/// Both ends of a connection: what is asked at one end is served at the other.
class ServerTest : public testing::Test
{
protected:
    ServerTest()
    {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
            std::abort();
        caller_.reset(ends[0]);
        server_.reset(ends[1]);
    }

    base::Result<Reply> ask(const std::string& text, uid_t allowed, int fd = -1, std::string_view only = {})
    {
        if (!base::send_message(caller_.get(), text, fd))
            std::abort();
        const std::array callers{Caller{::geteuid() + 7, {}}, Caller{allowed, only}};
        serve_connection(server_.get(), callers, [this](const Request& request) -> base::Result<Reply> {
            served_ = verb_of(request);
            Reply reply;
            reply.count = 3;
            return reply;
        });
        server_.reset(); // as pedell-hand does: the reply has to survive it
        const auto message = base::receive_message(caller_.get(), std::chrono::seconds{5});
        if (!message)
            std::abort();
        return parse_reply(message->bytes);
    }

    base::Fd caller_;
    base::Fd server_;
    std::string served_;
};

TEST_F(ServerTest, ServesTheCallerThatMayAsk)
{
    const auto reply = ask(to_json(Request{LoadKeys{}}), ::geteuid());
    ASSERT_TRUE(reply) << reply.error().context;
    EXPECT_EQ(reply->count, 3);
    EXPECT_EQ(served_, "load-keys");
}

TEST_F(ServerTest, RefusesEveryOtherCallerWithoutLookingAtTheRequest)
{
    // The tests run as root in the build root: root is another caller like any.
    const auto reply = ask(to_json(Request{LoadKeys{}}), ::geteuid() + 440);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, base::Errc::denied);
    EXPECT_EQ(served_, "");
}

TEST_F(ServerTest, RefusesAVerbThatItDoesNotKnow)
{
    const auto reply = ask(R"({"verb":"run","command":"id"})", ::geteuid());
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, base::Errc::malformed);
    EXPECT_EQ(served_, "");
}

TEST_F(ServerTest, LetsWhoHasOneVerbAskForNoOther)
{
    const auto erase =
        ask(to_json(Request{EraseFolder{FolderKind::person, 1}}), ::geteuid(), -1, "quarantine");
    ASSERT_FALSE(erase);
    EXPECT_EQ(erase.error().code, base::Errc::denied);
    EXPECT_EQ(served_, "");
}

TEST_F(ServerTest, ServesWhoHasOneVerb)
{
    const Quarantine refused{"klassen/5a/x.exe", 7, core::ContentRule::program};
    EXPECT_TRUE(ask(to_json(Request{refused}), ::geteuid(), -1, "quarantine"));
    EXPECT_EQ(served_, "quarantine");
}

TEST_F(ServerTest, RefusesADescriptorThatNobodyAskedFor)
{
    const base::Fd null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const auto reply = ask(to_json(Request{LoadKeys{}}), ::geteuid(), null.get());
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, base::Errc::malformed);
    EXPECT_EQ(served_, "");
}

} // namespace
} // namespace pedell::hand
