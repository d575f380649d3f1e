// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/school_for_tests.h"
#include "milter/session.h"

#include <gtest/gtest.h>

#include <array>

namespace pedell::milter
{
namespace
{

class SessionTest : public ::testing::Test
{
protected:
    SessionTest()
    {
        protocol.macros = {{"{daemon_name}", "submission"}, {"{auth_authen}", "Anna.Mueller"}};
        EXPECT_EQ(session.connected(protocol, {.port = 40000, .address = "10.0.0.7"}), Step::go_on);
    }

    Step mail(const std::string& address, const char* size = "BODY=8BITMIME")
    {
        protocol.macros["{mail_addr}"] = address;
        const std::string argument = "<" + address + ">";
        const std::array<const char*, 2> arguments{argument.c_str(), size};
        return session.mail(protocol, arguments);
    }
    Step recipient(const std::string& address)
    {
        protocol.macros["{rcpt_addr}"] = address;
        protocol.macros["{rcpt_mailer}"] = address.ends_with("@waldschule.test") ? "lmtp" : "error";
        protocol.macros["i"] = "4ABC";
        return session.recipient(protocol, "<" + address + ">");
    }
    Step content(const std::string& from)
    {
        session.header("From", " " + from);
        session.end_of_header();
        session.body(std::string(100, 'x'));
        return session.end_of_message(protocol);
    }

    testing::FakeQuestions questions;
    testing::FakeLogbook logbook;
    testing::FakeProtocol protocol;
    MailDoor door{testing::waldschule(), questions};
    Session session{door, logbook, "7"};
};

const std::string anna = "anna.mueller@waldschule.test";
const std::string rektor = "rektor@waldschule.test";

TEST_F(SessionTest, LogsAnAcceptedMessageOnceAtItsEnd)
{
    EXPECT_EQ(mail(anna), Step::go_on);
    EXPECT_EQ(recipient(rektor), Step::go_on);
    EXPECT_EQ(recipient("ben.abel@waldschule.test"), Step::go_on);
    EXPECT_TRUE(logbook.lines.empty());
    EXPECT_EQ(content(anna), Step::go_on);

    ASSERT_EQ(logbook.lines.size(), 1U);
    EXPECT_EQ(logbook.lines[0].queue_id, "4ABC");
    EXPECT_EQ(logbook.lines[0].connection, "7");
    EXPECT_TRUE(logbook.lines[0].ruling.passed());
    EXPECT_TRUE(protocol.replies.empty());
}

TEST_F(SessionTest, GoesOnWithTheOthersBehindARefusedRecipient)
{
    EXPECT_EQ(mail(anna), Step::go_on);
    EXPECT_EQ(recipient("x@example.org"), Step::refuse);
    EXPECT_EQ(recipient(rektor), Step::go_on);
    EXPECT_EQ(content(anna), Step::go_on);
    EXPECT_EQ(questions.last_recipients, 1);
    EXPECT_EQ(logbook.lines.size(), 2U);
    EXPECT_STREQ(protocol.replies.at(0).status, "5.7.1");
}

TEST_F(SessionTest, LeaksNothingIntoTheNextMessage)
{
    EXPECT_EQ(mail(anna), Step::go_on);
    EXPECT_EQ(recipient(rektor), Step::go_on);
    EXPECT_EQ(content(rektor), Step::refuse);

    EXPECT_EQ(content(anna), Step::defer) << "no MAIL before";
    EXPECT_EQ(mail(anna), Step::go_on);
    EXPECT_EQ(content(anna), Step::defer) << "no recipient of its own";

    EXPECT_EQ(mail(anna), Step::go_on);
    EXPECT_EQ(recipient(rektor), Step::go_on);
    session.header("From", " " + rektor);
    session.aborted();
    EXPECT_EQ(mail(anna), Step::go_on);
    EXPECT_EQ(recipient(rektor), Step::go_on);
    EXPECT_EQ(content(anna), Step::go_on) << "the header of the aborted message is gone";

    EXPECT_EQ(mail(rektor), Step::refuse);
    EXPECT_EQ(recipient(rektor), Step::defer) << "after a refused MAIL";
}

TEST_F(SessionTest, DefersWhateverComesOutOfOrder)
{
    EXPECT_EQ(recipient(rektor), Step::defer);
    EXPECT_EQ(session.end_of_message(protocol), Step::defer);
    session.header("From", " x");
    session.end_of_header();
    session.body("x");
    EXPECT_EQ(session.mail(protocol, {}), Step::defer);
    EXPECT_STREQ(protocol.replies.at(0).code, "451");
}

TEST_F(SessionTest, RefusesAtMailWhatIsAnnouncedAsTooLarge)
{
    EXPECT_EQ(mail(anna, "SIZE=1001"), Step::refuse);
    EXPECT_STREQ(protocol.replies.at(0).code, "552");
    EXPECT_EQ(mail(anna, "SIZE=1000"), Step::go_on);
}

TEST_F(SessionTest, DefersTheMessageAboveTheHourlyLimit)
{
    questions.counts[core::PersonId{1}] = 3;
    EXPECT_EQ(mail(anna), Step::defer);
    EXPECT_STREQ(protocol.replies.at(0).code, "450");
}

TEST_F(SessionTest, AsksByWhereTheClientIs)
{
    for (const auto* const address : {"198.51.100.2", "", "pc.home.test"}) {
        SCOPED_TRACE(address);
        EXPECT_EQ(session.connected(protocol, {.port = 40000, .address = address}), Step::go_on);
        EXPECT_EQ(mail(anna), Step::refuse);
    }
    EXPECT_EQ(session.connected(protocol, {.port = 40000, .address = "10.0.0.7"}), Step::go_on);
    EXPECT_EQ(mail(anna), Step::go_on);
}

TEST_F(SessionTest, KnowsTheEntranceByTheListenersNameAlone)
{
    struct Case {
        const char* label;
        std::optional<std::string> listener;
        std::optional<Peer> peer;
        Step step;
        const char* rule;
    };
    const std::vector<Case> cases{
        {"submissions without login", "submissions", Peer{.loopback = true, .port = 0}, Step::refuse,
         "login"},
        {"port 25", "smtp", Peer{.loopback = true, .port = 5}, Step::refuse, "sender"},
        {"a listener without a name", "server.ad.waldschule.test", Peer{.loopback = true, .port = 5},
         Step::defer, "entrance"},
        {"no name at all", std::nullopt, Peer{.loopback = false, .port = 0}, Step::defer, "entrance"},
        {"no connection seen", std::nullopt, std::nullopt, Step::defer, "entrance"},
        {"made up by cleanup(8)", "server.ad.waldschule.test", Peer{.loopback = true, .port = 0}, Step::go_on,
         ""},
    };
    for (const auto& [label, listener, peer, step, rule] : cases) {
        SCOPED_TRACE(label);
        Session other{door, logbook, "8"};
        if (peer) {
            EXPECT_EQ(other.connected(protocol, *peer), Step::go_on);
        }
        protocol.macros.erase("{auth_authen}");
        protocol.macros.erase("{daemon_name}");
        if (listener)
            protocol.macros["{daemon_name}"] = *listener;
        protocol.macros["{mail_addr}"] = "root@waldschule.test";
        logbook.lines.clear();
        const std::array<const char*, 1> arguments{"<root@waldschule.test>"};
        EXPECT_EQ(other.mail(protocol, arguments), step);
        EXPECT_EQ(logbook.lines.empty() ? "" : logbook.lines[0].ruling.rule, rule);
    }
}

TEST_F(SessionTest, DefersAConnectionWhereTheRegisterCannotBeAsked)
{
    questions.broken.insert("ready");

    EXPECT_EQ(session.connected(protocol, {.loopback = false, .port = 40000}), Step::defer);
    EXPECT_EQ(session.connected(protocol, {.loopback = true, .port = 0}), Step::go_on)
        << "the system's is told at its end";
}

TEST_F(SessionTest, TellsTheSystemEveryRefusalAtTheEndOnly)
{
    EXPECT_EQ(session.connected(protocol, {.loopback = true, .port = 0}), Step::go_on);
    protocol.macros = {};
    const std::array<const char*, 1> person{"<rektor@waldschule.test>"};
    EXPECT_EQ(session.mail(protocol, person), Step::go_on);
    EXPECT_EQ(session.recipient(protocol, "<rektor@waldschule.test>"), Step::go_on);
    EXPECT_EQ(session.end_of_message(protocol), Step::refuse);

    const std::array<const char*, 1> root{"<root@waldschule.test>"};
    EXPECT_EQ(session.mail(protocol, root), Step::go_on);
    EXPECT_EQ(session.recipient(protocol, "<rektor@waldschule.test>"), Step::go_on);
    EXPECT_EQ(session.recipient(protocol, "<x@example.org>"), Step::go_on);
    EXPECT_EQ(session.end_of_message(protocol), Step::refuse);

    EXPECT_EQ(session.mail(protocol, root), Step::go_on);
    EXPECT_EQ(session.recipient(protocol, "<rektor@waldschule.test>"), Step::go_on);
    EXPECT_EQ(session.end_of_message(protocol), Step::go_on);
}

} // namespace
} // namespace pedell::milter
