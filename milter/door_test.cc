// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/door.h"
#include "milter/school_for_tests.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace pedell::milter
{
namespace
{

using core::Reason;

/// "pass", the reason's name, or "error", each with the rule.
std::string told(const Ruling& ruling)
{
    if (ruling.passed())
        return "pass";
    const std::string what = ruling.answer ? std::string{core::name_of(ruling.answer->reason)} : "error";
    return what + " by " + std::string{ruling.rule};
}

/// One mail from its envelope to its end, as a table writes it.
struct Mail {
    Entrance entrance = Entrance::submission;
    std::string login = "anna.mueller";
    std::string from = "<anna.mueller@waldschule.test>";
    std::vector<std::string> recipients{"<carla.koch@waldschule.test>"};
    std::vector<std::pair<std::string, std::string>> header{{"From", " anna.mueller@waldschule.test"}};
    std::size_t body = 10;
    std::int64_t announced = 0;
    std::string client = "10.0.0.7";
};

EnvelopeRecipient recipient_of(const std::string& argument)
{
    const bool inside = core::lower(argument).contains("@waldschule.test");
    return {.argument = argument,
            .resolved = argument.substr(1, argument.size() - 2),
            .mailer = inside ? "lmtp" : "smtp"};
}

Envelope envelope_of(const Mail& mail)
{
    return {.entrance = mail.entrance,
            .argument = mail.from,
            .resolved = mail.from.substr(1, mail.from.size() - 2),
            .login = mail.login,
            .client = mail.client,
            .announced_bytes = mail.announced};
}

/// The first answer that is no pass.
std::string send(const MailDoor& door, const Mail& mail)
{
    Message message{envelope_of(mail), door.spool()};
    if (auto ruling = door.envelope(message); !ruling.passed())
        return "MAIL: " + told(ruling);
    for (const auto& recipient : mail.recipients)
        if (auto ruling = door.recipient(message, recipient_of(recipient)); !ruling.passed())
            return "RCPT: " + told(ruling);
    for (const auto& [name, value] : mail.header)
        message.add_header(name, value);
    message.end_header();
    message.add_body(std::string(mail.body, 'x'));
    return "end: " + told(door.end(message));
}

struct Case {
    const char* label;
    const char* expected;
    Mail mail;
};

/// Each case in an hour of its own.
void expect_all(const MailDoor& door, testing::FakeQuestions& questions, const std::vector<Case>& cases)
{
    for (const auto& [label, expected, mail] : cases) {
        SCOPED_TRACE(label);
        questions.counts.clear();
        EXPECT_EQ(send(door, mail), expected);
    }
}

TEST(MailDoor, LetsNobodyWriteUnderAnotherName)
{
    testing::FakeQuestions questions;
    const MailDoor door{testing::waldschule(), questions};
    const std::string own = " anna.mueller@waldschule.test";
    expect_all(
        door, questions,
        {
            {"own name", "end: pass", {}},
            {"own name in capitals", "end: pass", {.from = "<Anna.Mueller@WALDSCHULE.TEST>"}},
            {"nobody logged in", "MAIL: not_logged_in by login", {.login = ""}},
            {"a login that the register does not know", "MAIL: no_mail by login", {.login = "eve"}},
            {"a locked login",
             "MAIL: no_mail by mail_access",
             {.login = "dora.lang", .from = "<dora.lang@waldschule.test>"}},
            {"from home without that consent", "MAIL: no_mail by mail_access", {.client = "198.51.100.2"}},
            {"from an address that is none", "MAIL: no_mail by mail_access", {.client = ""}},
            {"from home where that is open",
             "end: pass",
             {.login = "carla.koch",
              .from = "<carla.koch@waldschule.test>",
              .header = {{"From", " carla.koch@waldschule.test"}},
              .client = "198.51.100.2"}},
            {"another's envelope", "MAIL: sender_not_own by sender", {.from = "<rektor@waldschule.test>"}},
            {"an outside envelope", "MAIL: sender_not_own by sender", {.from = "<anna@example.org>"}},
            {"the empty envelope", "MAIL: sender_not_own by sender", {.from = "<>"}},
            {"routing in the envelope",
             "MAIL: malformed_address by sender",
             {.from = "<anna.mueller%waldschule.test@waldschule.test>"}},
            {"another's From",
             "end: from_not_own by from",
             {.header = {{"From", " rektor@waldschule.test"}}}},
            {"no From", "end: from_ambiguous by from", {.header = {{"Subject", " hello"}}}},
            {"two From", "end: from_ambiguous by from", {.header = {{"From", own}, {"From", own}}}},
            {"another's Sender",
             "end: from_not_own by from",
             {.header = {{"From", own}, {"Sender", " rektor@waldschule.test"}}}},
            {"a From that cannot be read",
             "end: from_ambiguous by from",
             {.header = {{"From", " rektor@waldschule.test <anna.mueller@waldschule.test>"}}}},
        });
}

TEST(MailDoor, LetsAPupilReachMembersOnly)
{
    testing::FakeQuestions questions;
    const MailDoor door{testing::waldschule(), questions};
    const auto to = [](std::vector<std::string> recipients) {
        return Mail{.recipients = std::move(recipients)};
    };
    expect_all(
        door, questions,
        {
            {"a teacher", "end: pass", to({"<carla.koch@waldschule.test>"})},
            {"a teacher in capitals", "end: pass", to({"<Carla.KOCH@Waldschule.Test>"})},
            {"the own class", "end: pass", to({"<5a@waldschule.test>"})},
            {"outside", "RCPT: outside_forbidden by reach", to({"<x@example.org>"})},
            {"outside as blind copy behind a teacher", "RCPT: outside_forbidden by reach",
             to({"<carla.koch@waldschule.test>", "<x@example.org>"})},
            {"an alias with one outside target", "RCPT: outside_forbidden by reach",
             to({"<klub@waldschule.test>"})},
            {"nobody", "RCPT: unknown_recipient by reach", to({"<niemand@waldschule.test>"})},
            {"the system itself", "RCPT: unknown_recipient by reach", to({"<probe@pedell.invalid>"})},
            {"somebody without mail", "RCPT: unknown_recipient by reach",
             to({"<dora.lang@waldschule.test>"})},
            {"per cent", "RCPT: malformed_address by address", to({"<x%example.org@waldschule.test>"})},
            {"bang path", "RCPT: malformed_address by address", to({"<example.org!x@waldschule.test>"})},
            {"source route", "RCPT: malformed_address by address", to({"<@waldschule.test:x@example.org>"})},
            {"quoted local part", "RCPT: malformed_address by address",
             to({"<\"x@example.org\"@waldschule.test>"})},
            {"address literal", "RCPT: malformed_address by address", to({"<x@[192.0.2.1]>"})},
            {"no domain", "RCPT: malformed_address by address", to({"<x>"})},
            {"no address", "RCPT: malformed_address by address", to({"<>"})},
        });
}

TEST(MailDoor, LetsOnlyTheRolesOfTheSettingsWriteOutside)
{
    testing::FakeQuestions questions;
    auto school = testing::waldschule();
    Mail mail{.login = "carla.koch",
              .from = "<carla.koch@waldschule.test>",
              .recipients = {"<probe@pedell.invalid>"},
              .header = {{"From", " carla.koch@waldschule.test"}}};
    EXPECT_EQ(send(MailDoor{school, questions}, mail), "RCPT: unknown_recipient by reach") << "the system's";
    mail.recipients = {"<x@example.org>", "<klub@waldschule.test>"};
    EXPECT_EQ(send(MailDoor{school, questions}, mail), "end: pass");

    school.reach.outside_roles = {};
    EXPECT_EQ(send(MailDoor{school, questions}, mail), "RCPT: outside_forbidden by reach");

    school.reach.outside_roles = {core::Role::pupil};
    EXPECT_EQ(send(MailDoor{school, questions}, {.recipients = {"<x@example.org>"}}),
              "RCPT: outside_forbidden by reach");
}

TEST(MailDoor, LooksAtWherePostfixWouldCarryTheMail)
{
    testing::FakeQuestions questions;
    const MailDoor door{testing::waldschule(), questions};
    struct MailerCase {
        std::optional<std::string> mailer;
        const char* pupil;
        const char* teacher;
    };
    for (const auto& [mailer, pupil, teacher] : std::vector<MailerCase>{
             {"lmtp", "pass", "pass"},
             {"error", "pass", "pass"},
             {"smtp", "outside_forbidden by mailer", "pass"},
             {"relay", "outside_forbidden by mailer", "pass"},
             {"uucp", "outside_forbidden by mailer", "pass"},
             {std::nullopt, "error by mailer", "pass"},
         }) {
        SCOPED_TRACE(mailer.value_or("no {rcpt_mailer}"));
        auto recipient = recipient_of("<rektor@waldschule.test>");
        recipient.mailer = mailer;

        Message by_pupil{envelope_of({})};
        ASSERT_TRUE(door.envelope(by_pupil).passed());
        EXPECT_EQ(told(door.recipient(by_pupil, recipient)), pupil);

        Message by_teacher{envelope_of({.login = "carla.koch", .from = "<carla.koch@waldschule.test>"})};
        ASSERT_TRUE(door.envelope(by_teacher).passed());
        EXPECT_EQ(told(door.recipient(by_teacher, recipient)), teacher);
    }
}

TEST(MailDoor, TakesAnAddressOnlyAsPostfixUnderstandsIt)
{
    testing::FakeQuestions questions;
    const MailDoor door{testing::waldschule(), questions};
    Message message{envelope_of({})};
    ASSERT_TRUE(door.envelope(message).passed());

    auto recipient = recipient_of("<rektor@waldschule.test>");
    recipient.resolved = "x@example.org";
    EXPECT_EQ(told(door.recipient(message, recipient)), "malformed_address by address");

    recipient.resolved = std::nullopt;
    EXPECT_EQ(told(door.recipient(message, recipient)), "error by address");

    auto envelope = envelope_of({});
    envelope.resolved = std::nullopt;
    Message unresolved{envelope};
    EXPECT_EQ(told(door.envelope(unresolved)), "error by sender");
}

TEST(MailDoor, HoldsEachRoleToItsLimits)
{
    testing::FakeQuestions questions;
    const MailDoor door{testing::waldschule(), questions};
    const std::vector<std::string> four{"<anna.mueller@waldschule.test>", "<ben.abel@waldschule.test>",
                                        "<carla.koch@waldschule.test>", "<rektor@waldschule.test>"};
    // 5 + 29 + 2 bytes of header, 2 of the empty line behind it.
    const std::size_t largest_body = 1000 - 38;
    expect_all(door, questions,
               {
                   {"announced at the limit", "end: pass", {.announced = 1000}},
                   {"announced above", "MAIL: message_too_large by size", {.announced = 1001}},
                   {"as large as allowed", "end: pass", {.body = largest_body}},
                   {"one byte more", "end: message_too_large by size", {.body = largest_body + 1}},
               });

    questions.counts.clear();
    auto five = four;
    five.emplace_back("<5a@waldschule.test>");
    EXPECT_EQ(send(door, {.recipients = five}), "end: pass") << "the class adds nobody who is not yet there";
    EXPECT_EQ(questions.last_recipients, 4);

    questions.people["ed"] = testing::FakeQuestions::person(6, core::Role::pupil, "ed");
    five.back() = "<ed@waldschule.test>";
    EXPECT_EQ(send(door, {.recipients = five}), "RCPT: too_many_recipients by fan_out");
}

TEST(MailDoor, CountsTheMessagesOfAnHourAndOnlyAcceptedOnes)
{
    testing::FakeQuestions questions;
    const MailDoor door{testing::waldschule(), questions};
    EXPECT_EQ(send(door, {.header = {}}), "end: from_ambiguous by from");
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(send(door, {}), "end: pass");
    EXPECT_EQ(send(door, {}), "MAIL: too_many_messages by rate");
    EXPECT_EQ(questions.counts[core::PersonId{1}], 3);
}

TEST(MailDoor, CountsALockThatComesWhileTheMessageIsOnItsWay)
{
    testing::FakeQuestions questions;
    const MailDoor door{testing::waldschule(), questions};
    Message message{envelope_of({})};
    ASSERT_TRUE(door.envelope(message).passed());
    ASSERT_TRUE(door.recipient(message, recipient_of("<rektor@waldschule.test>")).passed());
    message.add_header("From", " anna.mueller@waldschule.test");

    questions.people["anna.mueller"].mail_allowed = false;
    EXPECT_EQ(told(door.end(message)), "no_mail by mail_access");
}

TEST(MailDoor, DefersWhatItCannotDecide)
{
    const std::vector<std::pair<std::string, std::string>> cases{
        {"sender", "MAIL: error by login"},        {"expand", "RCPT: error by reach"},
        {"sent_last_hour", "MAIL: error by rate"}, {"content", "end: error by content"},
        {"count", "end: error by count"},
    };
    for (const auto& [question, expected] : cases) {
        SCOPED_TRACE(question);
        testing::FakeQuestions questions;
        questions.broken = {question};
        EXPECT_EQ(send(MailDoor{testing::waldschule(), questions}, {}), expected);
    }

    testing::FakeQuestions questions;
    const MailDoor door{testing::waldschule(), questions};
    EXPECT_EQ(send(door, {.entrance = Entrance::unknown}), "MAIL: error by entrance");
    EXPECT_EQ(send(door, {.recipients = {}}), "end: error by complete");
}

TEST(MailDoor, OpensToTheOutsideOnlyWhereTheSettingsSaySo)
{
    testing::FakeQuestions questions;
    auto school = testing::waldschule();
    const MailDoor door{school, questions};
    const auto mail = [](std::string from, std::string recipient, std::string header_from) {
        return Mail{.entrance = Entrance::outside,
                    .login = "",
                    .from = std::move(from),
                    .recipients = {std::move(recipient)},
                    .header = {{"From", std::move(header_from)}}};
    };
    const std::string teacher = "<carla.koch@waldschule.test>";
    expect_all(door, questions,
               {
                   {"to a teacher", "end: pass", mail("<x@example.org>", teacher, "x@example.org")},
                   {"a bounce to a teacher", "end: pass", mail("<>", teacher, "mailer-daemon@example.org")},
                   {"to a list of teachers", "end: pass",
                    mail("<x@example.org>", "<lehrer@waldschule.test>", "x@a.org")},
                   {"to a pupil", "RCPT: unknown_recipient by reach",
                    mail("<x@example.org>", "<ben.abel@waldschule.test>", "x@example.org")},
                   {"to a class", "RCPT: unknown_recipient by reach",
                    mail("<x@a.org>", "<5a@waldschule.test>", "x@a.org")},
                   {"to nobody", "RCPT: unknown_recipient by reach",
                    mail("<x@a.org>", "<y@waldschule.test>", "x@a.org")},
                   {"through us to the outside", "RCPT: outside_forbidden by reach",
                    mail("<x@example.org>", "<y@example.org>", "x@example.org")},
                   {"under our name", "MAIL: sender_not_own by sender",
                    mail("<rektor@waldschule.test>", teacher, "x@example.org")},
                   {"under our host's name", "MAIL: sender_not_own by sender",
                    mail("<root@server.ad.waldschule.test>", teacher, "x@example.org")},
                   {"under our name in the header", "end: from_not_own by from",
                    mail("<x@example.org>", teacher, "Rektor <rektor@WALDSCHULE.test>")},
                   {"with a login, which counts for nothing there",
                    "MAIL: sender_not_own by sender",
                    {.entrance = Entrance::outside}},
               });

    school.reach.outside_roles = {};
    EXPECT_EQ(send(MailDoor{school, questions}, mail("<x@example.org>", teacher, "x@example.org")),
              "MAIL: outside_forbidden by entrance");
}

TEST(MailDoor, LetsTheSystemWriteToMembers)
{
    testing::FakeQuestions questions;
    const MailDoor door{testing::waldschule(), questions};
    const auto mail = [](std::string from, std::string recipient) {
        return Mail{.entrance = Entrance::local,
                    .login = "",
                    .from = std::move(from),
                    .recipients = {std::move(recipient)},
                    .header = {}};
    };
    const std::string rektor = "<rektor@waldschule.test>";
    expect_all(
        door, questions,
        {
            {"root", "end: pass", mail("<root@waldschule.test>", rektor)},
            {"cron on the host", "end: pass", mail("<root@server.ad.waldschule.test>", rektor)},
            {"the mail system", "end: pass", mail("<MAILER-DAEMON@waldschule.test>", rektor)},
            {"the empty sender", "end: pass", mail("<>", rektor)},
            {"a person", "MAIL: sender_not_own by sender", mail("<rektor@waldschule.test>", rektor)},
            {"root elsewhere", "MAIL: sender_not_own by sender", mail("<root@example.org>", rektor)},
            {"to the outside", "RCPT: outside_forbidden by reach",
             mail("<root@waldschule.test>", "<x@example.org>")},
            {"to itself", "end: pass", mail("<>", "<probe@pedell.invalid>")},
            {"to its neighbour", "RCPT: outside_forbidden by reach", mail("<>", "<root@pedell.invalid>")},
        });
}

TEST(MailDoor, CountsExactlyWhenManyThreadsSendAtOnce)
{
    testing::FakeQuestions questions;
    auto school = testing::waldschule();
    school.limits[core::Role::pupil].mails_per_hour = 50;
    const MailDoor door{school, questions};
    std::atomic<int> accepted{0};
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                for (int n = 0; n < 25; ++n)
                    accepted += send(door, {}) == "end: pass" ? 1 : 0;
            });
    }
    EXPECT_EQ(accepted, 50);
    EXPECT_EQ(questions.counts[core::PersonId{1}], 50);
}

} // namespace
} // namespace pedell::milter
