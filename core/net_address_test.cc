// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net_address.h"

#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

TEST(NetAddress, HasOneValueForEveryWayToWriteIt)
{
    const struct {
        const char* text;
        const char* same;
    } table[] = {
        {"10.97.1.2", "10.97.1.2"},
        {"::ffff:10.97.1.2", "10.97.1.2"},
        {"::ffff:a61:102", "10.97.1.2"},
        {"2001:DB8::1", "2001:db8::1"},
        {"2001:db8:0:0::1", "2001:db8::1"},
        {"fe80::1%host0", "fe80::1"},
        {"::", "::"},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.text);
        const auto address = NetAddress::parse(row.text);
        ASSERT_TRUE(address);
        EXPECT_EQ(address->text(), row.same);
        EXPECT_EQ(NetAddress::parse(row.same), address);
    }
}

TEST(NetAddress, RefusesWhatIsNoNumber)
{
    for (const std::string_view text :
         {"", "%host0", "localhost", "10.97.1", "10.97.1.256", "010.1.1.1", "10.97.1.2 ", "10.97.1.2:445",
          "[::1]", "10.97.1.2\n", "1::2::3", "10.97.1.2; flush ruleset",
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
        SCOPED_TRACE(text);
        EXPECT_FALSE(NetAddress::parse(text));
    }
    EXPECT_FALSE(NetAddress::parse(std::string_view("10.97.1.2\0", 10)));
}

TEST(NetAddress, KnowsLoopbackAndNetwork)
{
    EXPECT_TRUE(NetAddress::parse("127.0.1.1")->is_loopback());
    EXPECT_TRUE(NetAddress::parse("::1")->is_loopback());
    EXPECT_FALSE(NetAddress::parse("::")->is_loopback());
    EXPECT_FALSE(NetAddress::parse("128.0.0.1")->is_loopback());
    EXPECT_FALSE(NetAddress::parse("fe80::1")->is_loopback());
    EXPECT_EQ(NetAddress::parse("2001:db8:1:2:3:4:5:6")->network().text(), "2001:db8:1:2::");
    EXPECT_EQ(NetAddress::parse("10.97.1.2")->network().text(), "10.97.1.2");
}

} // namespace
} // namespace pedell::core
