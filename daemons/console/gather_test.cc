// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/console/gather.h"

#include <gtest/gtest.h>

namespace pedell::console
{
namespace
{

TEST(Gather, ReadsHowFarTheFirstBootHasCome)
{
    Facts facts;
    read_first_boot(R"({"phase":"waiting","step":"","messages":[{"de":"ausfuellen","en":"fill in"}],)"
                    R"("faults":[{"line":3,"column":1,"de":"falsch","en":"wrong"}]})",
                    facts);

    EXPECT_EQ(facts.phase, Phase::waiting);
    EXPECT_EQ(facts.messages, (std::vector<Words>{{"ausfuellen", "fill in"}}));
    EXPECT_EQ(facts.faults, (std::vector<Words>{{"falsch", "wrong"}}));

    Facts none;
    for (const char* text : {"", "[]", "{\"phase\":", "{\"phase\":7,\"faults\":{},\"messages\":[1]}"}) {
        read_first_boot(text, none);
        EXPECT_EQ(none.phase, Phase::unknown);
        EXPECT_TRUE(none.messages.empty());
    }
}

TEST(Gather, FindsThePortsThatSomebodyListensOn)
{
    const std::string_view table =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
        "   0: 00000000:03E1 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0\n"
        "   1: 0100007F:0019 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 1 1 0\n";

    EXPECT_EQ(listening_ports(table), std::set<int>{993}) << "25 is a connection, no door";
    EXPECT_EQ(listening_ports("   0: 00000000000000000000000000000000:01D1 "
                              "00000000000000000000000000000000:0000 0A 0:0\n"),
              std::set<int>{465});
    EXPECT_EQ(listening_ports(""), std::set<int>{});
    EXPECT_EQ(listening_ports("0: :\n:::\n 0A"), std::set<int>{});
}

TEST(Gather, TakesAFingerprintOrNone)
{
    std::string shown = "sha256 Fingerprint=";
    for (int i = 0; i < 31; ++i)
        shown += "AB:";

    EXPECT_EQ(digits_of(shown + "0F\n"), [] {
        std::string digits;
        for (int i = 0; i < 31; ++i)
            digits += "AB";
        return digits + "0F";
    }());
    EXPECT_EQ(digits_of("unable to load certificate"), "");
    EXPECT_EQ(digits_of(shown), "");
}

TEST(Gather, SaysWhatUpdatesDo)
{
    const auto lines = read_updates(
        R"({"version":"0.1.0.7","trial":true,"available":"0.1.0.9","waiting":{"version":"0.1.0.9"},)"
        R"("failed":[{"version":"0.1.0.8","why":"IMAPS"}]})");

    ASSERT_EQ(lines.size(), 3U);
    EXPECT_TRUE(lines[0].de.contains("0.1.0.9 wartet")) << lines[0].de;
    EXPECT_TRUE(lines[1].de.contains("0.1.0.8")) << lines[1].de;
    EXPECT_TRUE(lines[2].en.contains("trial")) << lines[2].en;
    EXPECT_TRUE(
        read_updates(R"({"version":"0.1.0.7","trial":false,"available":null,"waiting":null,"failed":[]})")
            .empty());
    EXPECT_TRUE(read_updates("").empty());
}

TEST(Gather, ShowsALogOnThatIsWhole)
{
    EXPECT_EQ(read_first_log_on(R"({"login":"ada","password":"x"})"), (FirstLogOn{"ada", "x"}));
    EXPECT_EQ(read_first_log_on(R"({"login":"ada"})"), std::nullopt);
    EXPECT_EQ(read_first_log_on("                "), std::nullopt) << "wiped";
}

} // namespace
} // namespace pedell::console
