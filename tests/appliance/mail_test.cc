// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail_client.h"
#include "shell.h"

#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

TEST(Mail, FromAPupilReachesATeacherAndIsRead)
{
    const Person& pupil = school().one("pupil");
    const Person& teacher = school().one("teacher");
    const std::string subject = unique_subject("hausaufgabe");

    const Sent sent = submit(pupil, mail_between(pupil, teacher.mail, subject));

    ASSERT_TRUE(sent.accepted()) << sent.log;
    EXPECT_TRUE(receives(teacher, subject));
}

TEST(Mail, BetweenAnyTwoRolesOfTheSchoolArrives)
{
    for (const char* from : {"pupil", "teacher", "staff", "head", "administrator"}) {
        for (const char* to : {"pupil", "teacher", "head"}) {
            SCOPED_TRACE(std::string(from) + " to " + to);
            const bool same = std::string_view(from) == to;
            if (same && std::string_view(from) == "head")
                continue; // a school has one

            const Person& sender = school().one(from, same ? 1 : 0);
            const Person& receiver = school().one(to);
            const std::string subject = unique_subject("rollen");
            const Sent sent = submit(sender, mail_between(sender, receiver.mail, subject));
            ASSERT_TRUE(sent.accepted()) << sent.log;
            EXPECT_TRUE(receives(receiver, subject));
        }
    }
}

TEST(Mail, ThroughAnAliasThatPointsOutsideIsRefusedForAPupil)
{
    must("pedell alias add aussenposten extern@example.org");
    const Finally gone([] { must("pedell alias remove aussenposten"); });
    const Person& pupil = school().one("pupil");

    const Sent sent = submit(pupil, mail_between(pupil, "aussenposten@" + school().domain, "alias"));

    EXPECT_EQ(sent.code, 550) << sent.log;
    EXPECT_NE(sent.log.find("5.7.1"), std::string::npos) << sent.log;
}

TEST(Mail, ThroughAnAliasOfAnAliasThatPointsOutsideIsRefusedForAPupil)
{
    must("pedell alias add aussenposten extern@example.org");
    must("pedell alias add umweg aussenposten@" + school().domain);
    const Finally gone([] { must("pedell alias remove umweg && pedell alias remove aussenposten"); });
    const Person& pupil = school().one("pupil");

    const Sent sent = submit(pupil, mail_between(pupil, "umweg@" + school().domain, "alias"));

    EXPECT_EQ(sent.code, 550) << sent.log;
}

TEST(Mail, ThroughAnAliasOfAPersonArrives)
{
    const Person& teacher = school().one("teacher");
    const Person& pupil = school().one("pupil");
    must("pedell alias add vertrauenslehrkraft person:" + teacher.login);
    const Finally gone([] { must("pedell alias remove vertrauenslehrkraft"); });
    const std::string subject = unique_subject("alias");

    const Sent sent = submit(pupil, mail_between(pupil, "vertrauenslehrkraft@" + school().domain, subject));

    ASSERT_TRUE(sent.accepted()) << sent.log;
    EXPECT_TRUE(receives(teacher, subject));
}

TEST(Mail, ToTheAddressOfAClassReachesItsPupils)
{
    const Person& teacher = school().one("teacher");
    const Person& pupil = school().pupil_of(school().first_class());
    const std::string subject = unique_subject("klasse");

    const Sent sent =
        submit(teacher, mail_between(teacher, school().first_class() + "@" + school().domain, subject));

    ASSERT_TRUE(sent.accepted()) << sent.log;
    EXPECT_TRUE(receives(pupil, subject));
}

TEST(Mail, LargerThanTheRoleAllowsIsRefusedAlsoWhenItsSizeWasNotAnnounced)
{
    const Person& pupil = school().one("pupil");
    const Person& teacher = school().one("teacher");
    Mail mail = mail_between(pupil, teacher.mail, unique_subject("gross"));
    std::string line(998, 'x');
    for (int i = 0; i < 22'000; ++i)
        mail.body += line + "\r\n";

    EXPECT_EQ(submit(pupil, mail).code, 552);
}

TEST(Mail, IsNotTakenFromThePortForServersWithoutLogin)
{
    const Person& teacher = school().one("teacher");

    const auto output =
        in_appliance("swaks --server " + school().host + ":25 --helo x --from freund@example.org --to " +
                     teacher.mail + " --timeout 10s");

    EXPECT_NE(output.status, 0) << output.out;
    EXPECT_EQ(output.out.find("250 2.0.0 Ok: queued"), std::string::npos) << output.out;
}

} // namespace
} // namespace pedell::appliance
