// SPDX-License-Identifier: GPL-3.0-or-later
// Exceptions from the limits at the mail door, and the numbers of what was refused.
#include "milter/door.h"
#include "milter/school_for_tests.h"

#include <gtest/gtest.h>

#include <array>

namespace pedell::milter
{
namespace
{

using core::GrantKind;
using core::Reason;

constexpr std::int64_t mb = 1024 * 1024;

class DoorGrants : public ::testing::Test
{
protected:
    void grant(const std::string& login, GrantKind kind, std::int64_t value)
    {
        questions.people.at(login).grants.push_back({kind, value, {}, core::Time::max()});
    }

    /// MAIL FROM of this login.
    Ruling mail(const std::string& login, std::int64_t announced = 0)
    {
        const std::string address = login + "@waldschule.test";
        message.emplace(Envelope{.entrance = Entrance::submission,
                                 .argument = "<" + address + ">",
                                 .resolved = address,
                                 .login = login,
                                 .client = "10.0.0.7",
                                 .announced_bytes = announced});
        return door.envelope(*message);
    }
    Ruling recipient(const std::string& address, const char* mailer = "lmtp")
    {
        return door.recipient(*message,
                              {.argument = "<" + address + ">", .resolved = address, .mailer = mailer});
    }
    static Reason reason_of(const Ruling& ruling)
    {
        return ruling.answer.value().reason;
    }

    static core::School school()
    {
        auto school = testing::waldschule();
        school.reach.outside_roles.clear();
        school.limits[core::Role::pupil] = {
            .mail_bytes = 20 * mb, .file_bytes = 20 * mb, .mails_per_hour = 3, .recipients_per_mail = 2};
        return school;
    }

    testing::FakeQuestions questions;
    MailDoor door{school(), questions};
    std::optional<Message> message;
};

TEST_F(DoorGrants, LetAMailBeLargerUpToWhatTheyAllow)
{
    EXPECT_EQ(reason_of(mail("anna.mueller", 21 * mb)), Reason::message_too_large);
    grant("anna.mueller", GrantKind::upload_size, 30 * mb);
    EXPECT_TRUE(mail("anna.mueller", 21 * mb).passed());
    EXPECT_TRUE(mail("anna.mueller", 30 * mb).passed());
    EXPECT_EQ(reason_of(mail("anna.mueller", 30 * mb + 1)), Reason::message_too_large);
    EXPECT_EQ(reason_of(mail("ben.abel", 21 * mb)), Reason::message_too_large) << "somebody else's";
}

TEST_F(DoorGrants, LetAMailHaveMoreRecipients)
{
    const auto third = [&] {
        EXPECT_TRUE(mail("anna.mueller").passed());
        EXPECT_TRUE(recipient("ben.abel@waldschule.test").passed());
        EXPECT_TRUE(recipient("carla.koch@waldschule.test").passed());
        return recipient("rektor@waldschule.test");
    };
    EXPECT_EQ(reason_of(third()), Reason::too_many_recipients);
    grant("anna.mueller", GrantKind::recipients, 3);
    EXPECT_TRUE(third().passed());
}

TEST_F(DoorGrants, OpenTheOutsideToATeacherAndNeverToAPupil)
{
    EXPECT_TRUE(mail("carla.koch").passed());
    EXPECT_EQ(reason_of(recipient("x@example.org", "closed")), Reason::outside_forbidden);

    grant("carla.koch", GrantKind::outside_mail, 0);
    grant("anna.mueller", GrantKind::outside_mail, 0);

    EXPECT_TRUE(mail("carla.koch").passed());
    EXPECT_TRUE(recipient("x@example.org", "smtp").passed());
    EXPECT_FALSE(recipient("x@example.org", "closed").answer) << "Postfix has no such table yet: later";
    EXPECT_TRUE(mail("anna.mueller").passed());
    EXPECT_EQ(reason_of(recipient("x@example.org", "smtp")), Reason::outside_forbidden);
    EXPECT_EQ(reason_of(recipient("carla.koch@waldschule.test", "smtp")), Reason::outside_forbidden);
}

TEST_F(DoorGrants, AreLookedUpAgainAtTheEndOfTheMessage)
{
    grant("anna.mueller", GrantKind::upload_size, 30 * mb);
    ASSERT_TRUE(mail("anna.mueller").passed());
    ASSERT_TRUE(recipient("ben.abel@waldschule.test").passed());
    message->add_header("From", " anna.mueller@waldschule.test");
    message->add_body(std::string(25 * mb, 'x'));
    questions.people.at("anna.mueller").grants.clear();

    EXPECT_EQ(reason_of(door.end(*message)), Reason::message_too_large);
}

TEST_F(DoorGrants, AreAskedForUnderANumberThatTheRefusalCarries)
{
    const auto too_large = mail("anna.mueller", 21 * mb + 1);
    EXPECT_EQ(too_large.request, "M-1");

    ASSERT_TRUE(mail("anna.mueller").passed());
    ASSERT_TRUE(recipient("ben.abel@waldschule.test").passed());
    ASSERT_TRUE(recipient("carla.koch@waldschule.test").passed());
    EXPECT_EQ(recipient("rektor@waldschule.test").request, "M-2");
    EXPECT_EQ(recipient("anna.mueller@waldschule.test").request, "M-3");

    ASSERT_TRUE(mail("carla.koch").passed());
    EXPECT_EQ(recipient("x@example.org", "closed").request, "M-4");

    using Requested = testing::FakeQuestions::Requested;
    EXPECT_EQ(questions.requests, (std::vector<Requested>{{{1}, GrantKind::upload_size, 22 * mb},
                                                          {{1}, GrantKind::recipients, 3},
                                                          {{1}, GrantKind::recipients, 4},
                                                          {{3}, GrantKind::outside_mail, 0}}));
}

TEST_F(DoorGrants, AreNotAskedForWhereNoneCouldHelp)
{
    EXPECT_EQ(mail("anna.mueller", 101 * mb).request, "") << "more than Postfix takes";
    ASSERT_TRUE(mail("anna.mueller").passed());
    EXPECT_EQ(recipient("x@example.org", "closed").request, "") << "a pupil never writes outside";
    EXPECT_EQ(recipient("niemand@waldschule.test").request, "");
    EXPECT_EQ(mail("dora.lang").request, "");
    EXPECT_TRUE(questions.requests.empty());
}

TEST_F(DoorGrants, AreNoReasonToWaitOrToPass)
{
    questions.broken.insert("request");

    const auto ruling = mail("anna.mueller", 21 * mb);

    EXPECT_EQ(reason_of(ruling), Reason::message_too_large);
    EXPECT_EQ(ruling.request, "");
}

TEST_F(DoorGrants, ShowTheirNumberToTheSender)
{
    testing::FakeLogbook logbook;
    testing::FakeProtocol protocol;
    Session session{door, logbook, "7"};
    protocol.macros = {{"{daemon_name}", "submission"},
                       {"{auth_authen}", "anna.mueller"},
                       {"{mail_addr}", "anna.mueller@waldschule.test"}};
    ASSERT_EQ(session.connected(protocol, {.loopback = false, .port = 40000, .address = "10.0.0.7"}),
              Step::go_on);
    const std::array<const char*, 2> arguments{"<anna.mueller@waldschule.test>", "SIZE=22000000"};

    EXPECT_EQ(session.mail(protocol, arguments), Step::refuse);

    ASSERT_EQ(protocol.replies.size(), 1U);
    EXPECT_TRUE(protocol.replies[0].german.contains("die Nummer M-1 nennen"));
    EXPECT_TRUE(protocol.replies[0].english.contains("number M-1."));
}

} // namespace
} // namespace pedell::milter
