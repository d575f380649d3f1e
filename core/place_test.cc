// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/place.h"

#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

using namespace std::string_view_literals;

TEST(Network, IsReadAsItIsWritten)
{
    const struct {
        std::string_view text;
        const char* name;
    } cases[] = {
        {"10.0.0.0/8", "10.0.0.0/8"},
        {"192.168.7.0/24", "192.168.7.0/24"},
        {"192.168.7.9", "192.168.7.9/32"},
        {"0.0.0.0/0", "0.0.0.0/0"},
        {"2001:db8::/32", "2001:db8::/32"},
        {"2001:DB8::1", "2001:db8::1/128"},
        {"::/0", "::/0"},
        {"::ffff:10.0.0.0/104", "10.0.0.0/8"},
        {"::ffff:10.1.2.3", "10.1.2.3/32"},
    };
    for (const auto& [text, name] : cases) {
        SCOPED_TRACE(text);
        const auto network = parse_network(text);
        ASSERT_TRUE(network);
        EXPECT_EQ(name_of(*network), name);
        EXPECT_EQ(parse_network(name), network);
    }
}

TEST(Network, IsRefusedWhereItIsNotClear)
{
    for (const auto text : {""sv,
                            "/"sv,
                            "/8"sv,
                            "10.0.0.0/"sv,
                            "10.0.0.0/33"sv,
                            "10.0.0.0/-1"sv,
                            "10.0.0.0/+8"sv,
                            "10.0.0.0/8 "sv,
                            " 10.0.0.0/8"sv,
                            "10.0.0.0/8/8"sv,
                            "10.0.0.1/8"sv,
                            "10.0.0/8"sv,
                            "10/8"sv,
                            "010.0.0.0/8"sv,
                            "0x0a.0.0.0/8"sv,
                            "10.0.0.256"sv,
                            "10.0.0.0/8\0"sv,
                            "10.0.0.0\0/8"sv,
                            "10.0.0.0/255.0.0.0"sv,
                            "fe80::1%eth0"sv,
                            "fe80::/129"sv,
                            "fe80::1/64"sv,
                            ":::/0"sv,
                            "::ffff:10.0.0.1/104"sv,
                            "school"sv,
                            "10.0.0.0/99999999999999999999"sv,
                            "1111:2222:3333:4444:5555:6666:7777:8888:9999/8"sv,
                            "000000000000000000000000000000000000000000000000000000000::1"sv})
        EXPECT_FALSE(parse_network(text)) << text;
}

TEST(Networks, GoIntoOneLineAndComeBack)
{
    const auto all = default_school_networks();
    EXPECT_EQ(all.size(), 7U);
    EXPECT_EQ(read_networks(join_networks(all)), all);
    EXPECT_EQ(read_networks(""), std::vector<Network>{});
    EXPECT_FALSE(read_networks("10.0.0.0/8 192.168.0.0/16"));
    EXPECT_FALSE(read_networks("10.0.0.0/8,,192.168.0.0/16"));
    EXPECT_FALSE(read_networks("10.0.0.0/8,x"));
}

TEST(Place, IsDecidedByTheClientsAddress)
{
    const auto school = default_school_networks();
    const struct {
        std::string_view address;
        bool inside;
    } cases[] = {{"10.0.0.0", true},
                 {"10.255.255.255", true},
                 {"11.0.0.0", false},
                 {"9.255.255.255", false},
                 {"172.16.0.1", true},
                 {"172.31.255.255", true},
                 {"172.32.0.0", false},
                 {"172.15.255.255", false},
                 {"192.168.0.9", true},
                 {"192.169.0.9", false},
                 {"198.51.100.2", false},
                 {"127.0.0.1", true},
                 {"::1", true},
                 {"::2", false},
                 {"fd12::1", true},
                 {"fe80::1", true},
                 {"fe80::1%eth0", true},
                 {"fec0::1", false},
                 {"2001:db8::1", false},
                 {"::ffff:10.0.0.1", true},
                 {"::ffff:198.51.100.2", false},
                 {"::FFFF:0a00:0001", true},
                 {"::10.0.0.1", false},
                 {"0.0.0.0", false},
                 {"::", false},
                 {"64:ff9b::10.0.0.1", false}};
    for (const auto& [address, inside] : cases)
        EXPECT_EQ(channel_of(address, school), inside ? Channel::in_school : Channel::from_home) << address;
}

TEST(Place, IsFromHomeWhereTheAddressCannotBeRead)
{
    const std::vector everything{*parse_network("0.0.0.0/0"), *parse_network("::/0")};
    for (const auto hostile : {""sv,
                               " "sv,
                               "10.0.0.1 "sv,
                               "10.0.0.1\n"sv,
                               "10.0.0.1\0"sv,
                               "\0"sv,
                               "10.0.0.1/8"sv,
                               "10.1"sv,
                               "0x7f.0.0.1"sv,
                               "127.1"sv,
                               "localhost"sv,
                               "unknown"sv,
                               "IPv6:::1"sv,
                               "[::1]"sv,
                               "%"sv,
                               "%10.0.0.1"sv,
                               "'; reboot'"sv,
                               "::1::1"sv,
                               "1:2:3:4:5:6:7:8:9"sv,
                               "-1.0.0.1"sv})
        EXPECT_EQ(channel_of(hostile, everything), Channel::from_home) << hostile;
    EXPECT_EQ(channel_of(std::string(1'000'000, ':'), everything), Channel::from_home);
}

TEST(Place, KeepsTheFamiliesApart)
{
    const std::vector all_of_six{*parse_network("::/0")};
    EXPECT_EQ(channel_of("198.51.100.2", all_of_six), Channel::from_home);
    EXPECT_EQ(channel_of("::ffff:198.51.100.2", all_of_six), Channel::from_home);
    EXPECT_EQ(channel_of("2001:db8::1", all_of_six), Channel::in_school);

    const std::vector all_of_four{*parse_network("0.0.0.0/0")};
    EXPECT_EQ(channel_of("198.51.100.2", all_of_four), Channel::in_school);
    EXPECT_EQ(channel_of("2001:db8::1", all_of_four), Channel::from_home);
}

TEST(Place, OfTheMachineItselfIsTheSchool)
{
    EXPECT_EQ(channel_of("127.0.0.1", {}), Channel::in_school);
    EXPECT_EQ(channel_of("::1", {}), Channel::in_school);
    EXPECT_EQ(channel_of("10.0.0.1", {}), Channel::from_home);
}

} // namespace
} // namespace pedell::core
