// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/watch/wall.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pedell::watch
{
namespace
{

using testing::HasSubstr;

TEST(Wall, OrdersAreMadeOfNumbers)
{
    const auto v4 = *core::NetAddress::parse("10.0.0.7");
    const auto v6 = *core::NetAddress::parse("2001:db8::7");
    EXPECT_THAT(commands_for({WallVerb::shut, v4, 0, std::chrono::seconds{300}}),
                HasSubstr("add element inet pedell_guesses shut4 { 10.0.0.7 timeout 300s }\n"));
    EXPECT_THAT(commands_for({WallVerb::cut, v6, 445, std::chrono::seconds{300}}),
                HasSubstr("add element inet pedell_guesses cut6 { 2001:db8::7 . 445 timeout 300s }\n"));
    EXPECT_EQ(commands_for({WallVerb::open, v4, 0, {}}),
              "add element inet pedell_guesses shut4 { 10.0.0.7 }\n"
              "delete element inet pedell_guesses shut4 { 10.0.0.7 }\n");
    EXPECT_EQ(commands_for({WallVerb::open_all, {}, 0, {}}), table_commands());
}

TEST(Wall, LeavesMailAndTheMachineItselfAlone)
{
    const std::string table = table_commands();
    EXPECT_THAT(table, HasSubstr("iif lo accept"));
    for (const char* port : {" 993", " 465", " 587", " 25", " 53", " 22"})
        EXPECT_EQ(table.find(port), std::string::npos) << port;
}

} // namespace
} // namespace pedell::watch
