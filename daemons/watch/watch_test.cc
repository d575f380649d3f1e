// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/watch/watch.h"

#include <format>
#include <gtest/gtest.h>

namespace pedell::watch
{
namespace
{

struct Stage {
    std::vector<WallOrder> orders;
    bool wall_works = true;
    core::Instant now{std::chrono::hours{1}};
    Watch watch{[this](const WallOrder& order) -> base::Result<> {
        orders.push_back(order);
        if (!wall_works)
            return base::fail(base::Errc::unavailable, "no nftables");
        return {};
    }};

    std::optional<std::string> say(Conversation& talk, const std::string& text)
    {
        const auto question = parse_question(text);
        return question ? watch.answer(talk, *question, now) : std::nullopt;
    }
};

std::string ask(int tag)
{
    return std::format("ask 10.0.0.7 anna {:016x}", tag);
}

TEST(Watch, LetsNobodyAskPastTheLimit)
{
    Stage stage;
    Conversation talk;
    for (int tag = 1; tag <= 10; ++tag) {
        EXPECT_EQ(stage.say(talk, ask(tag)), "go");
        EXPECT_EQ(stage.say(talk, "tell wrong"), "");
    }
    EXPECT_EQ(stage.say(talk, ask(11)), "no");
    EXPECT_TRUE(stage.orders.empty());

    Conversation root{.root = true, .asked = {}};
    EXPECT_EQ(
        stage.say(root, "list"),
        R"({"wall":true,"blocks":[{"door":"mail","address":"10.0.0.7","person":"anna","seconds":600}]})");
    EXPECT_EQ(stage.say(root, "clear 10.0.0.7"), R"({"cleared":1})");
    EXPECT_EQ(stage.say(talk, ask(11)), "go");
}

TEST(Watch, CountsNothingWhereTheConnectionEnds)
{
    Stage stage;
    for (int tag = 1; tag <= 50; ++tag) {
        Conversation talk;
        EXPECT_EQ(stage.say(talk, ask(tag)), "go");
        stage.watch.end(talk, stage.now);
    }
}

TEST(Watch, ListsAndClearsForRootAlone)
{
    Stage stage;
    Conversation talk;
    EXPECT_FALSE(stage.say(talk, "list"));
    EXPECT_FALSE(stage.say(talk, "clear"));
    EXPECT_FALSE(stage.say(talk, "tell right")); // nothing was asked
    EXPECT_TRUE(stage.orders.empty());
}

TEST(Watch, ShutsTheAddressOnceAndCutsEachConnectionThatGuesses)
{
    Stage stage;
    WrongPassword wrong{*core::NetAddress::parse("10.0.0.7"), 1000, "teacher"};
    for (int i = 0; i < 19; ++i)
        stage.watch.note(wrong, stage.now);
    ASSERT_TRUE(stage.orders.empty());

    stage.watch.note(wrong, stage.now);
    wrong.port = 1001;
    stage.watch.note(wrong, stage.now);
    ASSERT_EQ(stage.orders.size(), 3U);
    EXPECT_EQ(stage.orders[0].verb, WallVerb::shut);
    EXPECT_EQ(stage.orders[1].verb, WallVerb::cut);
    EXPECT_EQ(stage.orders[1].port, 1000);
    EXPECT_EQ(stage.orders[2].verb, WallVerb::cut);
    EXPECT_EQ(stage.orders[2].port, 1001);

    Conversation root{.root = true, .asked = {}};
    EXPECT_EQ(stage.say(root, "clear"), R"({"cleared":1})");
    EXPECT_EQ(stage.orders.back().verb, WallVerb::open_all);
}

TEST(Watch, SaysThatTheWallDoesNotStand)
{
    Stage stage;
    stage.wall_works = false;
    for (int i = 0; i < 20; ++i)
        stage.watch.note({*core::NetAddress::parse("10.0.0.7"), 1000, "teacher"}, stage.now);
    Conversation root{.root = true, .asked = {}};
    EXPECT_TRUE(stage.say(root, "list")->starts_with(R"({"wall":false)"));
}

} // namespace
} // namespace pedell::watch
