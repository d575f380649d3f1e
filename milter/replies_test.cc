// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/replies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace pedell::milter
{
namespace
{

using core::Reason;

struct Case {
    Reason reason;
    const char* code;
    const char* status;
};
const std::vector<Case> cases{
    {Reason::not_logged_in, "530", "5.7.0"},       {Reason::no_mail, "550", "5.7.1"},
    {Reason::sender_not_own, "553", "5.7.1"},      {Reason::from_not_own, "550", "5.7.1"},
    {Reason::from_ambiguous, "550", "5.7.1"},      {Reason::outside_forbidden, "550", "5.7.1"},
    {Reason::unknown_recipient, "550", "5.1.1"},   {Reason::message_too_large, "552", "5.3.4"},
    {Reason::too_many_recipients, "550", "5.5.3"}, {Reason::too_many_messages, "450", "4.7.1"},
    {Reason::malformed_address, "553", "5.1.3"},
};

TEST(Replies, GiveEachReasonItsCodes)
{
    for (const auto& [reason, code, status] : cases) {
        SCOPED_TRACE(core::name_of(reason));
        EXPECT_STREQ(reply_to(reason).code, code);
        EXPECT_STREQ(reply_to(reason).status, status);
    }
    EXPECT_STREQ(reply_to_error().code, "451");
    EXPECT_FALSE(reply_to_error().permanent());
}

/// smfi_setmlreply drops a reply that breaks one of these, and Postfix would answer with a text that explains
/// nothing.
TEST(Replies, KeepToWhatLibmilterTakes)
{
    std::vector<Reply> replies{reply_to_error()};
    for (const auto& [reason, code, status] : cases)
        for (const char* request : {"", "M-2147483647"})
            replies.push_back(reply_to(reason, request));

    for (const auto& reply : replies) {
        SCOPED_TRACE(reply.english);
        EXPECT_EQ(reply.code[0], reply.status[0]);
        EXPECT_EQ(std::string_view{reply.code}.size(), 3U);
        EXPECT_EQ(reply.permanent(), reply.code[0] == '5');
        for (const auto& text : {reply.german, reply.english}) {
            EXPECT_FALSE(text.empty());
            EXPECT_LE(text.size(), 400U);
            EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7f && c != '%'; }));
        }
    }
}

} // namespace
} // namespace pedell::milter
