// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail_client.h"
#include "shell.h"
#include "smb_client.h"

#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

/// A pupil who is locked for the time of one test.
class Locked : public testing::Test
{
protected:
    const Person& pupil_ = school().pupil_of(school().other_class(), 2);

    void lock()
    {
        must("pedell person lock " + pupil_.login + " --reason Probe");
        locked_ = true;
    }
    void TearDown() override
    {
        if (locked_)
            must("pedell person unlock " + pupil_.login);
    }

private:
    bool locked_ = false;
};

std::string kinit(const Person& who, const std::string& password)
{
    return "export KRB5CCNAME=FILE:/run/krb5-probe; echo '" + password + "' | kinit " + who.sam;
}

TEST_F(Locked, IsRefusedAtOnceByImapSmtpAndSmb)
{
    Drive before(pupil_);
    ASSERT_EQ(before.list("home"), 0);

    lock();

    EXPECT_FALSE(imap(pupil_, "NOOP"));
    EXPECT_FALSE(submit(pupil_, mail_between(pupil_, school().one("teacher").mail, "gesperrt")).accepted());
    EXPECT_NE(Drive(pupil_).list("home"), 0);
    EXPECT_NE(Drive(pupil_).list("klassen"), 0);
    EXPECT_TRUE(happens(std::chrono::seconds{5}, [&] { return before.list("home") != 0; }))
        << "the live session goes on";
}

TEST_F(Locked, CannotUseATicketObtainedBefore)
{
    must(kinit(pupil_, pupil_.password) + " && smbclient --use-krb5-ccache=FILE:/run/krb5-probe //" +
         school().name + "/home -c ls");

    lock();

    const auto with_ticket =
        in_appliance("smbclient --use-krb5-ccache=FILE:/run/krb5-probe //" + school().name + "/home -c ls");
    EXPECT_NE(with_ticket.status, 0) << with_ticket.out;
    must("rm -f /run/krb5-probe");
}

TEST_F(Locked, CannotLogOnToAPc)
{
    lock();
    EXPECT_NE(in_appliance(kinit(pupil_, pupil_.password)).status, 0);
}

TEST_F(Locked, IsToldSoOnlyWithTheRightPassword)
{
    lock();
    std::string right;
    std::string wrong;
    std::string unknown;
    Person wrong_password = pupil_;
    wrong_password.password = "Falsch.123";
    Person nobody = wrong_password;
    nobody.login = "gibt.es-nicht";

    EXPECT_FALSE(imap(pupil_, "NOOP", &right));
    EXPECT_FALSE(imap(wrong_password, "NOOP", &wrong));
    EXPECT_FALSE(imap(nobody, "NOOP", &unknown));

    EXPECT_NE(right.find("AUTHORIZATIONFAILED"), std::string::npos) << right;
    const auto answer = [](const std::string& log) {
        const auto at = log.find(" NO ");
        return at == std::string::npos ? log : log.substr(at, log.find('\n', at) - at);
    };
    EXPECT_NE(answer(wrong).find("AUTHENTICATIONFAILED"), std::string::npos) << wrong;
    EXPECT_EQ(answer(wrong), answer(unknown));
}

TEST_F(Locked, IsNotToldByKerberosWithoutThePassword)
{
    const auto before = in_appliance(kinit(pupil_, "Falsch.123"));
    lock();
    const auto after = in_appliance(kinit(pupil_, "Falsch.123"));

    EXPECT_NE(before.status, 0);
    EXPECT_EQ(before.err, after.err);
}

TEST_F(Locked, GetsNoMailAndTheWriterGetsTheAnswerForAnUnknownAddress)
{
    lock();
    const Person& teacher = school().one("teacher");

    const Sent to_locked = submit(teacher, mail_between(teacher, pupil_.mail, "x"));
    const Sent to_nobody = submit(teacher, mail_between(teacher, "gibt.es.nicht@" + school().domain, "x"));

    EXPECT_EQ(to_locked.code, 550) << to_locked.log;
    EXPECT_EQ(to_nobody.code, to_locked.code);
}

TEST_F(Locked, GetsEverythingBackWhenUnlocked)
{
    lock();
    must("pedell person unlock " + pupil_.login);

    EXPECT_TRUE(imap(pupil_, "NOOP"));
    EXPECT_EQ(Drive(pupil_).list("home"), 0);
}

TEST(Consent, RevokedShutsEveryDoor)
{
    const Person& pupil = school().pupil_of(school().other_class(), 3);
    must("pedell consent revoke " + pupil.login + " use");
    const Finally back([&] { must("pedell consent record " + pupil.login + " use --form Probe"); });

    EXPECT_FALSE(imap(pupil, "NOOP"));
    EXPECT_FALSE(submit(pupil, mail_between(pupil, school().one("teacher").mail, "x")).accepted());
    EXPECT_NE(Drive(pupil).list("home"), 0);
}

TEST(Consent, ToTheEvaluationRevokedLeavesHomeAndShutsMail)
{
    const Person& pupil = school().pupil_of(school().other_class(), 3);
    must("pedell consent revoke " + pupil.login + " evaluation");
    const Finally back([&] { must("pedell consent record " + pupil.login + " evaluation --form Probe"); });

    EXPECT_FALSE(imap(pupil, "NOOP"));
    EXPECT_EQ(Drive(pupil).list("home"), 0);
}

TEST(Password, OneTimeMustBeChangedBeforeMailAndSharesOpen)
{
    const Person& pupil = school().pupil_of(school().other_class(), 4);
    Person once = pupil;
    once.password = must("pedell person reset-password " + pupil.login +
                         " --identity known --json | python3 -c 'import json,sys; "
                         "print(json.load(sys.stdin)[\"password\"], end=\"\")'");
    const Finally back([&] { restore_password(pupil.sam, pupil.password); });

    std::string answer;
    EXPECT_FALSE(imap(once, "NOOP", &answer));
    EXPECT_NE(answer.find("EXPIRED"), std::string::npos) << answer;
    EXPECT_NE(Drive(once).list("home"), 0);
}

} // namespace
} // namespace pedell::appliance
