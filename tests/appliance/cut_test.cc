// SPDX-License-Identifier: GPL-3.0-or-later
#include "live_session.h"
#include "mail_client.h"
#include "shell.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

/// A pupil whose access ends in the middle of something.
class Cut : public testing::Test
{
protected:
    const Person& pupil_ = school().pupil_of(school().first_class(), 6);
    const Person& other_ = school().pupil_of(school().first_class(), 7);

    void lock()
    {
        must("pedell person lock " + pupil_.login + " --reason Probe");
    }
    void TearDown() override
    {
        must("pedell person unlock " + pupil_.login);
    }
};

TEST_F(Cut, ClosesOnePersonsSharesOnASharedConnection)
{
    // smbclient's "logon" makes a second session on the same connection and works on in that one; the first
    // keeps its tree connect at the server, as on a terminal server.
    const std::string file = "/srv/pedell/klassen/" + school().first_class() + "/Gemeinsam/weiter.txt";
    const auto tree_connects = [] { return must("smbstatus --shares | tail -n +4"); };
    must("rm -f /run/probe.in /run/probe.out; mkfifo /run/probe.in; (exec 3<>/run/probe.in; smbclient "
         "//127.0.0.1/home -U '" +
         pupil_.sam + "%" + pupil_.password +
         "' <&3 >/run/probe.out 2>&1; echo ended >>/run/probe.out) >/dev/null 2>&1 &");
    const auto type = [](const std::string& line) {
        must("echo '" + line + "' | timeout 5 tee /run/probe.in >/dev/null");
    };
    const Finally gone([&] {
        (void)in_appliance("timeout 5 sh -c 'echo exit >/run/probe.in'; rm -f /run/probe.in /run/probe.out " +
                           file);
    });
    ASSERT_TRUE(happens(30s, [&] { return tree_connects().contains("home "); }));
    type("logon " + other_.sam + " " + other_.password);
    type("tcon klassen");
    ASSERT_TRUE(happens(30s, [&] { return tree_connects().contains("klassen "); }))
        << must("cat /run/probe.out");
    ASSERT_THAT(tree_connects(), HasSubstr("home "));

    lock();

    EXPECT_THAT(tree_connects(), Not(HasSubstr("home ")));
    ASSERT_THAT(tree_connects(), HasSubstr("klassen ")) << "the other one was cut as well";
    type("put /etc/hostname " + school().first_class() + "/Gemeinsam/weiter.txt");
    EXPECT_TRUE(happens(30s, [&] { return in_appliance("test -s " + file).status == 0; }))
        << "the other one was cut as well";
}

TEST_F(Cut, EndsEveryImapSessionAlsoInTheMiddleOfALargeAppend)
{
    const std::string body(4 << 20, 'x');
    LiveImap first(pupil_);
    LiveImap second(pupil_);
    ASSERT_TRUE(first.open() && second.open());
    ASSERT_TRUE(first.line().write("b APPEND Drafts {" + std::to_string(body.size()) + "+}\r\n"));
    for (std::size_t at = 0; at < body.size(); at += 1000)
        ASSERT_TRUE(first.line().write(body.substr(at, 998) + "\r\n"));
    const Finally emptied([&] {
        LiveImap after(pupil_);
        (void)(after.does("SELECT Drafts") && after.does("STORE 1:* +FLAGS (\\Deleted)") &&
               after.does("EXPUNGE"));
    });
    // The literal is longer than the lines that were written: the append waits for its end.
    ASSERT_TRUE(second.does("NOOP"));

    lock();

    EXPECT_FALSE(second.does("NOOP"));
    EXPECT_TRUE(happens(5s, [&] { return !first.line().write(std::string(1000, 'x')); }));
    must("pedell person unlock " + pupil_.login);
}

TEST_F(Cut, RefusesTheNextMailOnAnOpenSubmission)
{
    SubmissionLine line(pupil_);
    ASSERT_TRUE(line.open());
    ASSERT_EQ(line.says("MAIL FROM:<" + pupil_.mail + ">"), 250);
    ASSERT_EQ(line.says("RSET"), 250);

    lock();

    EXPECT_GE(line.says("MAIL FROM:<" + pupil_.mail + ">"), 500);
}

TEST_F(Cut, RefusesAMailThatIsBeingWritten)
{
    SubmissionLine line(pupil_);
    ASSERT_TRUE(line.open());
    ASSERT_EQ(line.says("MAIL FROM:<" + pupil_.mail + ">"), 250);
    ASSERT_EQ(line.says("RCPT TO:<" + other_.mail + ">"), 250);
    ASSERT_EQ(line.says("DATA"), 354);

    lock();

    EXPECT_GE(line.says("From: <" + pupil_.mail + ">\r\nSubject: x\r\n\r\nx\r\n."), 500);
}

/// Mail that Postfix cannot deliver for the time of a test.
class HeldMail : public Cut
{
protected:
    void SetUp() override
    {
        must("postconf -e defer_transports=lmtp && postfix reload");
        stopped_ = true;
    }
    void go_on()
    {
        must("postconf -X defer_transports && postfix reload && postqueue -f");
        stopped_ = false;
    }
    void TearDown() override
    {
        Cut::TearDown();
        if (stopped_)
            go_on();
    }
    bool is_held()
    {
        for (const auto& line : lines(must("postqueue -j")))
            if (line.contains(pupil_.mail))
                return line.contains(R"("queue_name": "hold")");
        return false;
    }
    static std::vector<std::string> lines(const std::string& text)
    {
        std::vector<std::string> all(1);
        for (const char c : text)
            if (c == '\n')
                all.emplace_back();
            else
                all.back() += c;
        return all;
    }

private:
    bool stopped_ = false;
};

TEST_F(HeldMail, OfALockedSenderStaysInTheQueueUntilTheUnlock)
{
    const auto subject = unique_subject("angehalten");
    const auto others = unique_subject("unterwegs");
    ASSERT_TRUE(submit(pupil_, mail_between(pupil_, other_.mail, subject)).accepted());
    ASSERT_TRUE(submit(other_, mail_between(other_, other_.mail, others)).accepted());

    lock();
    EXPECT_TRUE(is_held());
    go_on();
    EXPECT_TRUE(receives(other_, others)) << "somebody else's mail is held as well";
    EXPECT_TRUE(is_held());
    EXPECT_EQ(count_in_inbox(other_, subject), 0U);

    must("pedell person unlock " + pupil_.login);
    EXPECT_TRUE(receives(other_, subject)) << "the mail was lost";
}

TEST(CutServices, LosingTheMailAloneLeavesTheFilesOpen)
{
    const Person& pupil = school().pupil_of(school().first_class(), 8);
    LiveImap before(pupil);
    Drive drive(pupil);
    ASSERT_TRUE(before.open() && drive.open("home/bleibt.txt"));
    must("pedell consent revoke " + pupil.login + " evaluation");
    const Finally back([&] {
        must("pedell consent record " + pupil.login + " evaluation --form Probe");
        (void)in_appliance("rm -f /srv/pedell/people/*/home/bleibt.txt");
    });

    EXPECT_FALSE(before.does("NOOP"));
    EXPECT_EQ(drive.write("x"), 0);
}

} // namespace
} // namespace pedell::appliance
