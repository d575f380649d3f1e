// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pedell::hand
{
namespace
{

using testing::ElementsAre;

constexpr const char* listing =
    R"({"queue_name": "deferred", "queue_id": "3F2A1C0B44", "sender": "anna.mueller@waldschule.test"}
{"queue_name": "active", "queue_id": "3F2A1C0B45", "sender": "Anna.Mueller@Waldschule.TEST"}
{"queue_name": "hold", "queue_id": "3F2A1C0B46", "sender": "anna.mueller@waldschule.test"}
{"queue_name": "incoming", "queue_id": "3F2A1C0B47", "sender": "anna.mueller2@waldschule.test"}
{"queue_name": "deferred", "queue_id": "3F2A1C0B48", "sender": ""}
)";
const std::vector<std::string> annas{"anna.mueller@waldschule.test", "a.m@waldschule.test"};

std::vector<std::string> ids(MailAction action)
{
    return mails_of(listing, annas, action).value();
}

TEST(Queue, FindsASendersMailWhereTheActionFindsIt)
{
    EXPECT_THAT(ids(MailAction::hold), ElementsAre("3F2A1C0B44", "3F2A1C0B45"));
    EXPECT_THAT(ids(MailAction::release), ElementsAre("3F2A1C0B46"));
    EXPECT_THAT(ids(MailAction::drop), ElementsAre("3F2A1C0B44", "3F2A1C0B45", "3F2A1C0B46"));
}

TEST(Queue, FindsNothingInAnEmptyQueue)
{
    EXPECT_TRUE(mails_of("", annas, MailAction::hold)->empty());
}

TEST(Queue, NeverTouchesWhatItDidNotUnderstand)
{
    const std::string good = R"({"queue_name": "hold", "queue_id": "3F2A1C0B46", "sender": "x@y.test"})";
    for (const std::string& bad :
         {good, std::string("x\n"), std::string("[]\n"), std::string("\n"),
          std::string(R"({"queue_name": "hold", "queue_id": "ALL", "sender": "a@b.test"})") + "\n",
          std::string(R"({"queue_name": "hold", "queue_id": "-d 12345", "sender": "a@b.test"})") + "\n",
          std::string(R"({"queue_name": "hold", "queue_id": "3F2A1C0B46"})") + "\n",
          std::string(R"({"queue_id": "3F2A1C0B46", "sender": "a@b.test"})") + "\n"}) {
        SCOPED_TRACE(bad);
        const auto found = mails_of(bad, annas, MailAction::drop);
        ASSERT_FALSE(found);
        EXPECT_EQ(found.error().code, base::Errc::malformed);
    }
}

/// Postfix' tools as the queue sees them.
struct Tools {
    std::vector<std::string> ran; ///< "postsuper -h - <3F2A1C0B44 >"
    int postsuper = 0;            ///< its exit status

    Command command()
    {
        return [this](const std::vector<std::string>& argv,
                      std::string_view input) -> base::Result<base::ProcessOutput> {
            std::string line;
            for (const auto& word : argv)
                line += (line.empty() ? "" : " ") + word.substr(word.rfind('/') + 1);
            for (const char c : input)
                line += c == '\n' ? '+' : c;
            ran.push_back(line);
            if (line == "postqueue -j")
                return base::ProcessOutput{0, listing, ""};
            return base::ProcessOutput{line.starts_with("postsuper") ? postsuper : 0, "", ""};
        };
    }
};

TEST(Queue, HoldsByStandardInput)
{
    Tools tools;
    EXPECT_EQ(treat_mail({annas, MailAction::hold}, tools.command()).value(), 2);
    EXPECT_THAT(tools.ran, ElementsAre("postqueue -j", "postsuper -h -3F2A1C0B44+3F2A1C0B45+"));
}

TEST(Queue, ReleasesAndDeliversAtOnce)
{
    Tools tools;
    EXPECT_EQ(treat_mail({annas, MailAction::release}, tools.command()).value(), 1);
    EXPECT_THAT(tools.ran, ElementsAre("postqueue -j", "postsuper -H -3F2A1C0B46+", "postqueue -f"));
}

TEST(Queue, CallsNothingWhereASenderHasNothing)
{
    Tools tools;
    EXPECT_EQ(treat_mail({{"bert@waldschule.test"}, MailAction::drop}, tools.command()).value(), 0);
    EXPECT_THAT(tools.ran, ElementsAre("postqueue -j"));
}

TEST(Queue, SaysWhenItCouldNot)
{
    Tools tools;
    tools.postsuper = 1;
    const auto held = treat_mail({annas, MailAction::hold}, tools.command());
    ASSERT_FALSE(held);
    EXPECT_EQ(held.error().code, base::Errc::unavailable);
}

} // namespace
} // namespace pedell::hand
