// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/firstboot/decision.h"

#include <gtest/gtest.h>

namespace pedell::firstboot
{
namespace
{

constexpr const char* good = "[school]\ndomain = \"waldschule.de\"\n";
constexpr const char* other = "[school]\ndomain = \"waldschule.de\"\nname = \"Wald\"\n";
constexpr const char* wrong = "[school]\ndomain = \"Wald\"\nfarbe = 1\n";
constexpr const char* blank = "# fill in\n[school]\n#domain = \"\"\n";

Offer text(const char* content)
{
    return {.text = content, .fault = {}, .absent = {}};
}
Offer missing()
{
    return {.text = {}, .fault = {}, .absent = Words{"fehlt", "missing"}};
}
Known machine(std::optional<std::string> accepted)
{
    return {.accepted = std::move(accepted),
            .first = {},
            .has_zone = [](const std::string& zone) { return zone == "Europe/Berlin"; },
            .has_interface = [](const std::string& name) { return name == "eno1"; }};
}

TEST(Decision, TakesGoesOnOrWaits)
{
    const struct {
        const char* label;
        Offer offer;
        std::optional<std::string> accepted;
        std::optional<std::string> settings;
        bool is_new;
        std::size_t faults;
        std::size_t messages;
    } cases[] = {
        {"the first time", text(good), {}, good, true, 0, 0},
        {"the same as before", text(good), good, good, false, 0, 0},
        {"changed", text(other), good, other, true, 0, 0},
        {"nothing filled in", text(blank), {}, {}, false, 0, 1},
        {"emptied again", text(blank), good, good, false, 0, 2},
        {"wrong, and nothing before", text(wrong), {}, {}, false, 2, 0},
        {"wrong, and something before", text(wrong), good, good, false, 2, 1},
        {"missing, and nothing before", missing(), {}, {}, false, 0, 1},
        {"missing, and something before", missing(), good, good, false, 0, 2},
        {"no text",
         {.text = {}, .fault = settings::Fault{"school.toml", 1, 1, "UTF-16"}, .absent = {}},
         {},
         {},
         false,
         1,
         0},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(one.label);
        const Decision decision = decide(one.offer, machine(one.accepted));
        EXPECT_EQ(decision.settings, one.settings);
        EXPECT_EQ(decision.is_new, one.is_new);
        EXPECT_EQ(decision.faults.size(), one.faults);
        EXPECT_EQ(decision.messages.size(), one.messages);
    }
}

TEST(Decision, NamesWhatThisMachineDoesNotHave)
{
    const struct {
        const char* label;
        std::string more;
        std::string says; ///< empty: nothing is wrong
        std::size_t line;
    } cases[] = {
        {"all is there", "[time]\nzone = \"Europe/Berlin\"\n[network]\ninterface = \"eno1\"\n", "", 0},
        {"zone", "[time]\nzone = \"Europe/Waldheim\"\n", "no such time zone", 4},
        {"interface", "[network]\n interface = \"eth7\"\n", "no such interface", 4},
        {"gateway of another network",
         "[network]\naddress = \"192.168.1.10/24\"\ngateway = \"192.168.2.1\"\n", "network.gateway", 5},
        {"gateway is the own address",
         "[network]\naddress = \"192.168.1.10/24\"\ngateway = \"192.168.1.10\"\n", "network.gateway", 5},
        {"gateway fits", "[network]\naddress = \"10.1.2.3/8\"\ngateway = \"10.200.0.1\"\n", "", 0},
        {"IPv6 alone", "[network]\naddress = \"fd00::10/64\"\ngateway = \"fd00::1\"\n", "IPv4", 4},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(one.label);
        const std::string content = good + one.more;
        const Decision decision = decide(text(content.c_str()), machine({}));
        if (one.says.empty()) {
            EXPECT_TRUE(decision.faults.empty()) << decision.faults.front().text();
            continue;
        }
        ASSERT_EQ(decision.faults.size(), 1U);
        EXPECT_TRUE(decision.faults[0].message.contains(one.says)) << decision.faults[0].message;
        EXPECT_EQ(decision.faults[0].line, one.line);
    }
}

TEST(Decision, WhatIsFixedIsNamedWithItsLine)
{
    Known known = machine(good);
    known.first = *settings::parse_school(good, "school.toml");

    const Decision domain = decide(text("[school]\n\ndomain = \"anders.de\"\n"), known);
    ASSERT_FALSE(domain.faults.empty());
    EXPECT_EQ(domain.faults[0].line, 3U);
    EXPECT_EQ(domain.settings, good);

    const Decision disk =
        decide(text("[school]\ndomain = \"waldschule.de\"\n[disk]\nencryption = \"luks2-tpm2\"\n"), known);
    ASSERT_EQ(disk.faults.size(), 1U);
    EXPECT_EQ(disk.faults[0].line, 4U);
}

TEST(Decision, AKeyIsFoundInItsOwnTable)
{
    const std::string_view file = "[a]\nkey = 1\n[b]\n  key=2\n#key = 3\n";

    EXPECT_EQ(at_key(file, "a", "key", "").line, 2U);
    EXPECT_EQ(at_key(file, "b", "key", "").line, 4U);
    EXPECT_EQ(at_key(file, "b", "key", "").column, 6U);
    EXPECT_EQ(at_key(file, "c", "key", "").line, 1U);
}

} // namespace
} // namespace pedell::firstboot
