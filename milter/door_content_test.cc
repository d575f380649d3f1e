// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rule "content": what the door hands over for judgement, and what it makes of the answer.
#include "milter/door.h"
#include "milter/school_for_tests.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace pedell::milter
{
namespace
{

using core::Decision;
using core::Role;

class DoorContent : public ::testing::Test
{
protected:
    Message message_of(Entrance entrance, const std::string& login, const std::string& from,
                       std::initializer_list<const char*> recipients)
    {
        Message message{{.entrance = entrance,
                         .argument = "<" + from + ">",
                         .resolved = from,
                         .login = login,
                         .client = "10.0.0.7",
                         .announced_bytes = 0},
                        door.spool()};
        EXPECT_TRUE(door.envelope(message).passed());
        for (const std::string recipient : recipients) {
            const bool inside = recipient.ends_with("@waldschule.test");
            EXPECT_TRUE(door.recipient(message, {.argument = "<" + recipient + ">",
                                                 .resolved = recipient,
                                                 .mailer = inside ? "lmtp" : "smtp"})
                            .passed());
        }
        return message;
    }
    Ruling end(Message& message, const std::string& from, const std::string& body = "Hallo\r\n")
    {
        message.add_header("From", " " + from);
        message.add_header("Subject", " a\n b");
        message.end_header();
        message.add_body(body);
        return door.end(message);
    }
    Ruling send_as_anna(const std::string& body = "Hallo\r\n")
    {
        auto message = message_of(Entrance::submission, "anna.mueller", anna, {rektor.c_str()});
        return end(message, anna, body);
    }

    const std::string anna = "anna.mueller@waldschule.test";
    const std::string carla = "carla.koch@waldschule.test";
    const std::string rektor = "rektor@waldschule.test";
    testing::FakeQuestions questions;
    MailDoor door{testing::waldschule(), questions, std::filesystem::temp_directory_path()};
};

TEST_F(DoorContent, HandsOverTheWholeMessageAsItIsOnTheWire)
{
    EXPECT_TRUE(send_as_anna().passed());
    ASSERT_EQ(questions.judged.size(), 1U);
    EXPECT_EQ(questions.judged[0].bytes, "From: " + anna + "\r\nSubject: a\r\n b\r\n\r\nHallo\r\n");
    EXPECT_EQ(questions.judged[0].person, core::PersonId{1});
    EXPECT_EQ(questions.judged[0].context,
              (core::Context{Role::pupil, core::Door::mail, core::Area::mailbox, true}));
}

TEST_F(DoorContent, SaysWhoWritesAndWhetherStaffAloneCanRead)
{
    const auto context_of = [&](Message message, const std::string& from) {
        EXPECT_TRUE(end(message, from).passed());
        return questions.judged.back().context;
    };
    const auto by_carla = [&](std::initializer_list<const char*> recipients) {
        return context_of(message_of(Entrance::submission, "carla.koch", carla, recipients), carla);
    };
    EXPECT_EQ(by_carla({"rektor@waldschule.test"}),
              (core::Context{.role = Role::teacher, .among_staff = true}));
    EXPECT_EQ(by_carla({"lehrer@waldschule.test"}),
              (core::Context{.role = Role::teacher, .among_staff = true}));
    EXPECT_EQ(by_carla({"rektor@waldschule.test", "5a@waldschule.test"}),
              (core::Context{.role = Role::teacher}));
    EXPECT_EQ(by_carla({"rektor@waldschule.test", "x@example.org"}), (core::Context{.role = Role::teacher}));

    EXPECT_EQ(
        context_of(message_of(Entrance::outside, "", "oma@example.org", {rektor.c_str()}), "oma@example.org")
            .role,
        Role::guest);
    EXPECT_EQ(context_of(message_of(Entrance::local, "", "root@waldschule.test", {anna.c_str()}),
                         "root@waldschule.test")
                  .role,
              Role::administrator);
}

TEST_F(DoorContent, RefusesInTheWordsOfTheVerdict)
{
    questions.verdict = {Decision::refuse, core::ContentRule::program, "zip", "setup.exe"};
    const auto ruling = send_as_anna();
    ASSERT_TRUE(ruling.answer);
    EXPECT_EQ(ruling.answer->reason, core::Reason::content_refused);
    EXPECT_EQ(ruling.rule, "content");
    EXPECT_EQ(ruling.content, questions.verdict);
    EXPECT_EQ(questions.counts[core::PersonId{1}], 0) << "what is refused is no mail of this hour";

    const auto reply = reply_to(*ruling.content);
    EXPECT_TRUE(reply.permanent());
    EXPECT_STREQ(reply.status, "5.7.1");
    EXPECT_EQ(reply.german, core::refusal_de(questions.verdict));
    EXPECT_EQ(reply.english, core::refusal_en(questions.verdict));
}

TEST_F(DoorContent, DefersWhatCannotBeJudged)
{
    const auto deferred = [&](const Ruling& ruling) {
        EXPECT_FALSE(ruling.answer);
        EXPECT_EQ(ruling.rule, "content");
        ASSERT_TRUE(ruling.content);
        EXPECT_STREQ(reply_to(*ruling.content).code, "451");
        EXPECT_STREQ(reply_to(*ruling.content).status, "4.7.1");
        EXPECT_EQ(questions.counts[core::PersonId{1}], 0);
    };
    questions.verdict = {};
    deferred(send_as_anna());
    questions.broken = {"content"};
    deferred(send_as_anna());
}

TEST_F(DoorContent, DefersWhatCannotBeKept)
{
    const MailDoor narrow{[] {
                              auto school = testing::waldschule();
                              school.limits[Role::pupil].mail_bytes = 10'000'000;
                              return school;
                          }(),
                          questions, "/nowhere/at/all"};
    auto message = message_of(Entrance::submission, "anna.mueller", anna, {rektor.c_str()});
    Message same{message.envelope(), narrow.spool()};
    ASSERT_TRUE(narrow.envelope(same).passed());
    same.add_finals({{.address = rektor, .member = Role::teacher}});
    same.add_header("From", " " + anna);
    same.end_header();
    same.add_body(std::string(base::SpoolFolder::memory_bytes, 'x'));
    const auto ruling = narrow.end(same);
    EXPECT_FALSE(ruling.answer);
    EXPECT_EQ(ruling.rule, "content");
    EXPECT_TRUE(questions.judged.empty());
}

TEST_F(DoorContent, AsksNobodyAboutWhatIsRefusedAnyway)
{
    auto message = message_of(Entrance::submission, "anna.mueller", anna, {rektor.c_str()});
    EXPECT_FALSE(end(message, rektor).passed()); // a From of somebody else
    EXPECT_FALSE(send_as_anna(std::string(2000, 'x')).passed());
    EXPECT_TRUE(questions.judged.empty());
}

} // namespace
} // namespace pedell::milter
