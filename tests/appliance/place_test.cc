// SPDX-License-Identifier: GPL-3.0-or-later
#include "at_home.h"
#include "doors.h"
#include "mail_client.h"
#include "shell.h"
#include "smb_client.h"

#include "base/handle.h"

#include <arpa/inet.h>
#include <cerrno>
#include <ctime>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

namespace pedell::appliance
{
namespace
{

/// 0 or the errno of connect(2), at most ten seconds later.
int connects(int port)
{
    const base::Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    ::inet_pton(AF_INET, school().host.c_str(), &address.sin_addr);
    if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
        return 0;
    pollfd wait{fd.get(), POLLOUT, 0};
    if (errno != EINPROGRESS || ::poll(&wait, 1, 10'000) != 1)
        return ETIMEDOUT;

    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
}

std::string answer_of(const std::string& log)
{
    const auto at = log.find(" NO ");
    return at == std::string::npos ? log : log.substr(at, log.find('\n', at) - at);
}

TEST(FromHome, ActiveDirectoryIsClosedAndTheOtherDoorsAreOpen)
{
    const int rpc =
        std::stoi(must("ss -Hltn | awk '{print $4}' | sed 's/.*://' | awk '$1 >= 49152' | sort -n "
                       "| head -n 1"));
    for (const int port : {53, 88, 135, 389, 464, 636, 3268, 3269, rpc}) {
        SCOPED_TRACE(port);
        EXPECT_EQ(connects(port), 0);
        at(Place::from_home, [&] { EXPECT_EQ(connects(port), ECONNREFUSED); });
    }
    for (const int port : {445, 465, 587, 993}) {
        SCOPED_TRACE(port);
        EXPECT_EQ(connects(port), 0);
        at(Place::from_home, [&] { EXPECT_EQ(connects(port), 0); });
    }
}

TEST(FromHome, TheDoctorMissesTheFence)
{
    EXPECT_EQ(in_appliance("pedell doctor --json").out.find("directory_open"), std::string::npos);
    const Finally back([] { must("systemctl restart pedell-network"); });
    must("nft delete table inet pedell");
    EXPECT_NE(in_appliance("pedell doctor --json").out.find("directory_open"), std::string::npos);
}

TEST(FromHome, TheFenceLeavesOtherTablesAlone)
{
    must("nft add table inet foreign && nft add chain inet foreign kept");
    const Finally back([] { must("systemctl restart pedell-network; nft delete table inet foreign"); });
    must("systemctl restart pedell-network && nft list chain inet foreign kept");
    at(Place::from_home, [] { EXPECT_EQ(connects(88), ECONNREFUSED); });
}

/// A pupil whose parents have not agreed to the use from home.
class AtSchoolOnly : public testing::Test
{
protected:
    const Person& pupil_ = school().pupil_of(school().other_class(), 6);

    void SetUp() override
    {
        record("in_school");
    }
    void TearDown() override
    {
        record("");
    }
    void record(const std::string& channel) const
    {
        std::string commands = "pedell consent revoke " + pupil_.login + " use && pedell consent revoke " +
                               pupil_.login + " evaluation";
        for (const char* purpose : {"use", "evaluation"})
            commands += " && pedell consent record " + pupil_.login + " " + purpose + " --form Probe" +
                        (channel.empty() ? "" : " --channel " + channel);
        must(commands);
    }
};

TEST_F(AtSchoolOnly, IsToldSoAtHomeOnlyWithTheRightPassword)
{
    Person wrong_password = pupil_;
    wrong_password.password = "Falsch.123";
    Person nobody = wrong_password;
    nobody.login = "gibt.es-nicht";

    std::string right;
    std::string wrong;
    std::string unknown;
    EXPECT_TRUE(imap(pupil_, "NOOP"));
    at(Place::from_home, [&] {
        EXPECT_FALSE(imap(pupil_, "NOOP", &right));
        EXPECT_FALSE(imap(wrong_password, "NOOP", &wrong));
        EXPECT_FALSE(imap(nobody, "NOOP", &unknown));
    });
    EXPECT_NE(right.find("Von zu Hause nicht freigegeben"), std::string::npos) << right;
    EXPECT_NE(right.find("AUTHORIZATIONFAILED"), std::string::npos) << right;
    EXPECT_NE(answer_of(wrong).find("AUTHENTICATIONFAILED"), std::string::npos) << wrong;
    EXPECT_EQ(answer_of(wrong), answer_of(unknown));
}

TEST_F(AtSchoolOnly, LosesTheSessionAtHomeAndComesBackInSchool)
{
    record("");
    ASSERT_EQ(Drive(pupil_).list("home"), 0);
    SmtpLine mail(pupil_);
    at(Place::from_home, [&] {
        SmtpLine mail_at_home(pupil_);
        ASSERT_TRUE(mail_at_home.takes_mail(school().one("teacher").mail)) << mail_at_home.last();
        Drive drive(pupil_);
        ASSERT_EQ(drive.list("home"), 0);

        record("in_school");

        EXPECT_FALSE(mail_at_home.takes_mail(school().one("teacher").mail));
        EXPECT_TRUE(happens(std::chrono::seconds{5}, [&] { return drive.list("home") != 0; }));
    });
    EXPECT_TRUE(mail.takes_mail(school().one("teacher").mail)) << mail.last();
    EXPECT_TRUE(happens(std::chrono::seconds{5}, [&] { return Drive(pupil_).list("home") == 0; }));
}

/// A guardian for one test, and a copier: mail is all that these have.
class WithoutLogOn : public testing::Test
{
protected:
    Person guardian_;
    const Person& copier_ = school().one("device");

    void SetUp() override
    {
        // A name is never given twice.
        static int number = 0;
        guardian_.login = guardian_.sam =
            "probe.g" + std::to_string(std::time(nullptr) % 10'000'000) + "." + std::to_string(++number);
        guardian_.mail = guardian_.login + "@" + school().domain;
        guardian_.password = "Kranich.9.Turmuhr.77";
        const auto added =
            in_appliance("pedell person add --role guardian --given Probe --surname Guardian --login " +
                             guardian_.login + " --password-stdin",
                         guardian_.password);
        ASSERT_EQ(added.status, 0) << added.err;
    }
    void TearDown() override
    {
        must("pedell person remove " + guardian_.login + " --yes");
    }
};

TEST_F(WithoutLogOn, MailWorksAndAPcDoesNot)
{
    for (const Person* person : std::initializer_list<const Person*>{&guardian_, &copier_}) {
        SCOPED_TRACE(person->login);
        EXPECT_TRUE(ImapLine(*person).open());
        EXPECT_TRUE(SmtpLine(*person).takes_mail(school().one("teacher").mail));
        EXPECT_NE(Tickets(*person).log_on().status, 0);
        EXPECT_NE(Drive(*person).list("home"), 0);
    }
    const Person& teacher = school().one("teacher");
    const std::string subject = unique_subject("Scan");
    EXPECT_TRUE(submit(copier_, mail_between(copier_, teacher.mail, subject)).accepted());
    EXPECT_TRUE(receives(teacher, subject));
}

TEST_F(WithoutLogOn, IsNotToldByKerberosWithoutThePassword)
{
    const auto said_to = [](Person person) {
        person.password = "Falsch.123";
        const auto answer = Tickets(person).log_on();
        EXPECT_NE(answer.status, 0);
        return answer.err;
    };
    const std::string teacher = said_to(school().one("teacher", 1));
    EXPECT_EQ(said_to(guardian_), teacher);
    EXPECT_EQ(said_to(copier_), teacher);
}

TEST_F(WithoutLogOn, APasswordResetNeedNotBeChanged)
{
    Person reset = guardian_;
    reset.password = must("pedell person reset-password " + guardian_.login +
                          " --identity known --json | python3 -c 'import json,sys; "
                          "print(json.load(sys.stdin)[\"password\"], end=\"\")'");
    EXPECT_TRUE(ImapLine(reset).open());
    EXPECT_FALSE(ImapLine(guardian_).open());
}

} // namespace
} // namespace pedell::appliance
