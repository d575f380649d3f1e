// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/uplink.h"

#include <gtest/gtest.h>

namespace pedell::setup
{
namespace
{

TEST(Uplink, TakesTheWiredInterfaceThatIsAlive)
{
    const struct {
        const char* label;
        std::vector<Wired> wired;
        std::string asked;
        std::string in_use;
        std::optional<std::string> expected;
    } cases[] = {
        {"the only one", {{"eno1", true}}, "", "", "eno1"},
        {"none at all", {}, "", "", std::nullopt},
        {"the one with a cable", {{"eno1", false}, {"eno2", true}}, "", "", "eno2"},
        {"no cable anywhere: the first", {{"eno2", false}, {"eno1", false}}, "", "", "eno1"},
        {"two cables: the first", {{"eno2", true}, {"eno1", true}}, "", "", "eno1"},
        {"two cables: the one in use stays", {{"eno2", true}, {"eno1", true}}, "", "eno2", "eno2"},
        {"the cable was moved", {{"eno2", true}, {"eno1", false}}, "", "eno1", "eno2"},
        {"the card was replaced", {{"enp3s0", true}}, "", "eno1", "enp3s0"},
        {"the settings say", {{"eno1", true}, {"eno2", false}}, "eno2", "eno1", "eno2"},
        {"the settings name none that is there", {{"eno1", true}}, "eth0", "", std::nullopt},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(one.label);
        EXPECT_EQ(choose_wired(one.wired, one.asked, one.in_use), one.expected);
    }
}

TEST(Uplink, ByDefaultTheRouterGivesTheAddress)
{
    const std::string file = network_file({}, "eno1");

    EXPECT_TRUE(file.contains("\nName=eno1\n")) << file;
    EXPECT_TRUE(file.contains("\nDHCP=ipv4\n")) << file;
    EXPECT_FALSE(file.contains("Address=")) << file;
    EXPECT_EQ(interface_in(file), "eno1");
}

TEST(Uplink, AFixedAddressComesWithItsGateway)
{
    const std::string file = network_file({"eno1", "192.168.1.10/24", "192.168.1.1"}, "eno1");

    EXPECT_TRUE(file.contains("\nAddress=192.168.1.10/24\nGateway=192.168.1.1\n")) << file;
    EXPECT_FALSE(file.contains("DHCP")) << file;
}

TEST(Uplink, IsThereWhenNetworkdHasDoneWithOurFile)
{
    const std::string ours = "NETWORK_FILE=/etc/systemd/network/10-pedell.network\n";

    EXPECT_TRUE(is_configured("ADMIN_STATE=configured\nOPER_STATE=routable\n" + ours));
    EXPECT_FALSE(is_configured("ADMIN_STATE=configuring\n" + ours));
    EXPECT_FALSE(
        is_configured("ADMIN_STATE=configured\nNETWORK_FILE=/usr/lib/systemd/network/89-x.network\n"))
        << "the address of before";
    EXPECT_FALSE(is_configured(""));
}

TEST(Uplink, NoFileNamesNoInterface)
{
    EXPECT_EQ(interface_in(""), "");
    EXPECT_EQ(interface_in("[Match]\nType=ether\n"), "");
}

} // namespace
} // namespace pedell::setup
