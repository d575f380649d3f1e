// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/packets.h"

#include "base/handle.h"

#include <array>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <thread>

namespace pedell::scan
{
namespace
{

using namespace std::chrono_literals;

struct Pair {
    base::Fd one;
    base::Fd two;
};

Pair make_pair()
{
    std::array<int, 2> ends{-1, -1};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()), 0);
    return {base::Fd(ends[0]), base::Fd(ends[1])};
}

TEST(Packets, CarryATextOfAnyLength)
{
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, packet_bytes - 1, packet_bytes,
                                   3 * packet_bytes + 7, max_text_bytes}) {
        SCOPED_TRACE(size);
        const auto pair = make_pair();
        const std::string text(size, 't');
        const std::jthread sender([&] { EXPECT_TRUE(send_text(pair.one.get(), text)); });
        const auto got = receive_text(pair.two.get(), 10s);
        ASSERT_TRUE(got) << got.error().context;
        EXPECT_EQ(*got, text);
    }
}

TEST(Packets, EndWhereATextWouldBeTooLong)
{
    const auto pair = make_pair();
    EXPECT_EQ(send_text(pair.one.get(), std::string(max_text_bytes + 1, 't')).error().code,
              base::Errc::over_limit);

    TextReader reader;
    const std::string packet = "+" + std::string(packet_bytes - 1, 't');
    for (std::size_t sent = 0; sent + packet_bytes - 1 <= max_text_bytes; sent += packet_bytes - 1)
        ASSERT_TRUE(reader.take(packet));
    EXPECT_FALSE(reader.take(packet));
}

TEST(Packets, RefuseWhatIsNone)
{
    EXPECT_FALSE(TextReader{}.take(""));
    EXPECT_FALSE(TextReader{}.take("text"));
    EXPECT_EQ(**TextReader{}.take("."), "");
}

TEST(Packets, FailWhenThePeerGoesInTheMiddle)
{
    auto pair = make_pair();
    ASSERT_EQ(::send(pair.one.get(), "+half", 5, 0), 5);
    pair.one.reset();
    EXPECT_EQ(receive_text(pair.two.get(), 10s).error().code, base::Errc::not_found);
}

} // namespace
} // namespace pedell::scan
