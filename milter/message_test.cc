// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/message.h"

#include <gtest/gtest.h>

#include <limits>

namespace pedell::milter
{
namespace
{

TEST(Message, CountsItsBytesAsTheyAreOnTheWire)
{
    const std::string wire = "From: anna@school.test\r\nSubject: a\r\n long one\r\n\r\nHello\r\n";
    Message message{Envelope{}};
    message.add_header("From", " anna@school.test");
    message.add_header("Subject", " a\n long one");
    message.end_header();
    message.add_body("Hello\r\n");
    EXPECT_EQ(message.bytes(), static_cast<std::int64_t>(wire.size()));
}

TEST(Message, KeepsTheFirstRulingThatDidNotPass)
{
    Message message{Envelope{}};
    EXPECT_TRUE(message.kept().passed());
    message.keep({core::refuse(core::Reason::outside_forbidden), "reach"});
    message.keep({core::refuse(core::Reason::unknown_recipient), "later"});
    message.keep({});
    EXPECT_EQ(message.kept().rule, "reach");
}

TEST(Message, ReadsWhatTheClientAnnounces)
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    const std::pair<const char*, std::int64_t> cases[] = {
        {"SIZE=1234", 1234},
        {"size=1234", 1234},
        {"Size=0", 0},
        {"SIZE=9223372036854775807", most},
        {"SIZE=99999999999999999999999", most},
        {"SIZE=", 0},
        {"SIZE=-5", 0},
        {"SIZE=x", 0},
        {"BODY=8BITMIME", 0},
        {"XSIZE=5", 0},
        {"", 0},
    };
    for (const auto& [argument, bytes] : cases) {
        SCOPED_TRACE(argument);
        EXPECT_EQ(announced_size(argument), bytes);
    }
}

} // namespace
} // namespace pedell::milter
