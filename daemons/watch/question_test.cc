// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/watch/question.h"

#include <gtest/gtest.h>

namespace pedell::watch
{
namespace
{

TEST(Question, IsUnderstood)
{
    const auto ask = parse_question("ask 10.0.0.7 anna.mueller 00000000000000ff");
    ASSERT_TRUE(ask && std::holds_alternative<Ask>(*ask));
    EXPECT_EQ(std::get<Ask>(*ask).address.text(), "10.0.0.7");
    EXPECT_EQ(std::get<Ask>(*ask).login, "anna.mueller");
    EXPECT_EQ(std::get<Ask>(*ask).tag, 255U);

    const auto from_nowhere = parse_question("ask - anna ffffffffffffffff");
    ASSERT_TRUE(from_nowhere);
    EXPECT_EQ(std::get<Ask>(*from_nowhere).address, core::NetAddress());

    const auto tell = parse_question("tell wrong");
    ASSERT_TRUE(tell && std::holds_alternative<Tell>(*tell));
    EXPECT_EQ(std::get<Tell>(*tell).outcome, core::Outcome::wrong);
    EXPECT_TRUE(std::holds_alternative<List>(*parse_question("list")));
    EXPECT_FALSE(std::get<Clear>(*parse_question("clear")).address);
    EXPECT_EQ(std::get<Clear>(*parse_question("clear 2001:db8::1")).address->text(), "2001:db8::1");
}

TEST(Question, IsRefusedWhereItIsNotWhole)
{
    for (const std::string_view text : {"",
                                        " ",
                                        "ask",
                                        "ask 10.0.0.7",
                                        "ask 10.0.0.7 anna",
                                        "ask 10.0.0.7 anna ff",
                                        "ask 10.0.0.7 anna 00000000000000fg",
                                        "ask 10.0.0.7 anna 00000000000000ff more",
                                        "ask 10.0.0 anna 00000000000000ff",
                                        "ask 10.0.0.7  00000000000000ff",
                                        "ask 10.0.0.7 Anna 00000000000000ff",
                                        "ask 10.0.0.7 anna\n 00000000000000ff",
                                        "ask 10.0.0.7 anna 0x000000000000ff",
                                        "ask 10.0.0.7 anna -0000000000000ff",
                                        "tell",
                                        "tell me",
                                        "tell right now",
                                        "list all",
                                        "clear everything",
                                        "clear 10.0.0.7 10.0.0.8",
                                        "drop"}) {
        SCOPED_TRACE(text);
        EXPECT_FALSE(parse_question(text));
    }
    EXPECT_FALSE(parse_question("ask 10.0.0.7 " + std::string(500, 'a') + " 00000000000000ff"));
}

} // namespace
} // namespace pedell::watch
