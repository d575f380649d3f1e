// SPDX-License-Identifier: GPL-3.0-or-later
// Exceptions from the limits: refused with a number, approved under it, closed again at their end.
#include "mail_client.h"
#include "shell.h"
#include "tls_line.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <regex>

namespace pedell::appliance
{
namespace
{

/// The last word of "... Number 7 is in force ..." that the tests need: the number.
std::string number_in(const std::string& text)
{
    std::smatch found;
    return std::regex_search(text, found, std::regex("\"number\":([0-9]+)")) ? found[1].str() : "";
}

std::string request_in(const std::string& text)
{
    std::smatch found;
    return std::regex_search(text, found, std::regex("M-[0-9]+")) ? found[0].str() : "";
}

/// What a mail may have and 51 recipients exceed; those who get it are the demo school's.
Mail to_many(const Person& from, std::size_t count)
{
    Mail mail = mail_between(from, from.mail, unique_subject("viele"));
    mail.to.clear();
    for (const auto& person : school().people)
        if (person.role == "pupil" && mail.to.size() < count)
            mail.to.push_back(person.mail);
    return mail;
}

/// The name of Postfix's table outside for this sender: empty where it may not.
std::string outside_of(const Person& who)
{
    return in_appliance("postmap -q " + who.mail + " cdb:/var/lib/pedell/postfix/outside").out;
}

std::string base64(const std::string& text)
{
    std::string coded(4 * ((text.size() + 2) / 3) + 1, '\0');
    const int size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(coded.data()),
                        reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
    coded.resize(static_cast<std::size_t>(size));
    return coded;
}

/// The answer to one command, all its lines.
std::string answer_to(TlsLine& line, const std::string& command)
{
    if (!command.empty() && !line.write(command + "\r\n"))
        return "cannot write";
    std::string all;
    while (const auto read = line.read()) {
        all += *read + "\n";
        if (read->size() < 4 || (*read)[3] != '-')
            break;
    }
    return all;
}

/// What the server says to one recipient; nothing is sent.
std::string answer_to_recipient(const Person& who, const std::string& address)
{
    TlsLine line(465);
    (void)answer_to(line, "");
    (void)answer_to(line, "EHLO probe.example");
    const std::string login{'\0'};
    (void)answer_to(line, "AUTH PLAIN " + base64(login + who.login + login + who.password));
    (void)answer_to(line, "MAIL FROM:<" + who.mail + ">");
    std::string answer = answer_to(line, "RCPT TO:<" + address + ">");
    (void)answer_to(line, "RSET");
    (void)answer_to(line, "QUIT");
    return answer;
}

TEST(Grants, LetAPupilWriteToMoreUnderTheNumberOfTheRefusal)
{
    const Person& pupil = school().pupil_of(school().other_class(), 4);
    const Sent refused = submit(pupil, to_many(pupil, 51));
    ASSERT_EQ(refused.code, 550) << refused.log;
    const std::string request = request_in(refused.log);
    ASSERT_NE(request, "") << refused.log;
    EXPECT_NE(must("pedell grant list").find(request), std::string::npos);

    const std::string given =
        must("pedell grant approve " + request + " --value 51 --until +1h --reason Einladung --json");
    const std::string number = number_in(given);
    const Finally over([&] { (void)in_appliance("pedell grant end " + number); });

    const Sent accepted = submit(pupil, to_many(pupil, 51));
    EXPECT_TRUE(accepted.accepted()) << accepted.log;
    EXPECT_EQ(submit(pupil, to_many(pupil, 52)).code, 550) << "more than was approved";

    must("pedell grant end " + number);
    EXPECT_EQ(submit(pupil, to_many(pupil, 51)).code, 550);
}

TEST(Grants, AreOverAtTheirSecond)
{
    const Person& pupil = school().pupil_of(school().other_class(), 4);
    const std::string number =
        number_in(must("pedell grant request " + pupil.login + " recipients 51 --reason Probe --json"));
    must("curl -sf --unix-socket /run/pedell/api.sock -X POST http://x/v1/grants/" + number +
         R"(/approve -d "{\"until\":$(($(date +%s) + 3))}")");
    EXPECT_TRUE(submit(pupil, to_many(pupil, 51)).accepted());

    EXPECT_TRUE(
        happens(std::chrono::seconds{10}, [&] { return submit(pupil, to_many(pupil, 51)).code == 550; }));
    EXPECT_TRUE(happens(std::chrono::seconds{5}, [&] {
        return must("pedell grant list --json --person " + pupil.login).find("\"number\":" + number) ==
               std::string::npos;
    }));
}

TEST(Grants, LetAPupilSendALargerMail)
{
    const Person& pupil = school().pupil_of(school().other_class(), 4);
    const Person& teacher = school().one("teacher");
    Mail mail = mail_between(pupil, teacher.mail, unique_subject("film"));
    const std::string line(998, 'x');
    for (int i = 0; i < 22'000; ++i)
        mail.body += line + "\r\n";
    const Sent refused = submit(pupil, mail);
    ASSERT_EQ(refused.code, 552) << refused.log;
    ASSERT_NE(request_in(refused.log), "") << refused.log;

    const std::string number =
        number_in(must("pedell grant approve " + request_in(refused.log) + " --reason Film --json"));
    const Finally over([&] { (void)in_appliance("pedell grant end " + number); });

    const Sent accepted = submit(pupil, mail);
    EXPECT_TRUE(accepted.accepted()) << accepted.log;
}

TEST(Grants, NeverOpenTheOutsideToAPupil)
{
    const Person& pupil = school().pupil_of(school().other_class(), 4);

    const auto asked = in_appliance("pedell grant request " + pupil.login + " outside-mail --reason Brief");
    EXPECT_NE(asked.status, 0);
    EXPECT_NE(asked.err.find("pupils write inside"), std::string::npos) << asked.err;
    const std::string answer = answer_to_recipient(pupil, "x@example.org");
    EXPECT_EQ(answer.substr(0, 3), "550") << answer;
    EXPECT_EQ(request_in(answer), "") << answer;
}

TEST(Grants, OpenTheOutsideToATeacherAtBothLocksAndCloseItAgain)
{
    const Person& teacher = school().one("teacher", 3);
    ASSERT_EQ(outside_of(teacher), "");
    const std::string refused = answer_to_recipient(teacher, "x@example.org");
    ASSERT_EQ(refused.substr(0, 3), "550") << refused;
    ASSERT_NE(request_in(refused), "") << refused;

    const std::string number =
        number_in(must("pedell grant approve " + request_in(refused) + " --until +1h --reason Fahrt --json"));
    const Finally over([&] { (void)in_appliance("pedell grant end " + number); });
    EXPECT_EQ(outside_of(teacher), "smtp:\n");
    const std::string open = answer_to_recipient(teacher, "x@example.org");
    EXPECT_EQ(open.substr(0, 3), "250") << open;

    must("pedell grant end " + number);
    EXPECT_EQ(outside_of(teacher), "");
    EXPECT_EQ(answer_to_recipient(teacher, "x@example.org").substr(0, 3), "550");
}

TEST(Grants, RaiseTheQuotaAndTakeItBack)
{
    const Person& pupil = school().pupil_of(school().other_class(), 4);
    const std::string number =
        number_in(must("pedell grant request " + pupil.login + " quota '5 GB' --reason Film --json"));

    const std::string given = must("pedell grant approve " + number + " --json");
    EXPECT_NE(given.find("\"pending\":[]"), std::string::npos) << given;
    EXPECT_NE(must("pedell grant list --person " + pupil.login).find("5 GB"), std::string::npos);

    const std::string ended = must("pedell grant end " + number + " --json");
    EXPECT_NE(ended.find("\"pending\":[]"), std::string::npos) << ended;
}

TEST(Grants, AreReportedToTheAdministratorsByMail)
{
    const Person& administrator = school().one("administrator");
    const Person& pupil = school().pupil_of(school().other_class(), 4);
    const std::string reason = unique_subject("wochenbericht");
    const std::string number = number_in(
        must("pedell grant request " + pupil.login + " recipients 60 --reason '" + reason + "' --json"));
    must("pedell grant approve " + number);
    const Finally over([&] { (void)in_appliance("pedell grant end " + number); });
    const std::size_t before = count_in_inbox(administrator, "Pedell: Ausnahmen / exceptions");

    must("systemctl start pedell-weekly.service");

    EXPECT_TRUE(happens(std::chrono::seconds{20}, [&] {
        return count_in_inbox(administrator, "Pedell: Ausnahmen / exceptions") > before;
    }));
    std::string error;
    const auto found = imap(administrator, "SEARCH BODY \"" + reason + "\"", &error);
    ASSERT_TRUE(found) << error;
    EXPECT_TRUE(std::regex_search(*found, std::regex("SEARCH [0-9]"))) << *found;
    must("systemctl is-active pedell-weekly.timer");
}

TEST(Grants, LeaveTheDoorsBookToPedelldAlone)
{
    EXPECT_EQ(must("stat -c %U:%G:%a /var/lib/pedell/mail-requests"), "pedell-milter:pedelld:2750\n");
    EXPECT_EQ(must("stat -c %U:%G:%a /var/lib/pedell/mail-requests/requests.sqlite"),
              "pedell-milter:pedelld:640\n");
    const auto gate = in_appliance("setpriv --reuid pedell-gate --regid pedell-access --clear-groups -- cat "
                                   "/var/lib/pedell/mail-requests/requests.sqlite");
    EXPECT_NE(gate.status, 0);
}

} // namespace
} // namespace pedell::appliance
