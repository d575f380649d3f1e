// SPDX-License-Identifier: GPL-3.0-or-later
// People at the API: log-in, sessions, who may what, second approvals, and one-time passwords (P21, P22).
#include "mail_client.h"
#include "shell.h"
#include "smb_client.h"

#include <ctime>
#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

/// A Unix user of this machine who may open the socket, for the time of one test; each person has a session
/// of their own.
class AtTheApi : public testing::Test
{
protected:
    void SetUp() override
    {
        must("useradd --system --home-dir /run/probe-user --create-home --groups pedell-users probe-user");
        made_ = true;
    }
    void TearDown() override
    {
        if (made_)
            must("userdel --force --remove probe-user 2>/dev/null; rm -rf /run/probe-*; true");
    }

    static std::string user_of(const Person& who)
    {
        return "HOME=/run/probe-user XDG_RUNTIME_DIR=/run/probe-user/" + who.sam +
               " setpriv --reuid probe-user --regid probe-user --init-groups -- ";
    }
    /// `pedell` as this person.
    static base::ProcessOutput as(const Person& who, const std::string& command, std::string_view input = {})
    {
        return in_appliance("mkdir -p /run/probe-user/" + who.sam + " && chown probe-user: /run/probe-user/" +
                                who.sam + " && " + user_of(who) + "pedell " + command,
                            input);
    }
    static base::ProcessOutput log_in(const Person& who, const std::string& password)
    {
        return as(who, "login " + who.login + " --password-stdin", password);
    }
    static int status_as(const Person& who, const std::string& command)
    {
        return as(who, command).status;
    }

    const Person& teacher_ = school().teacher(school().first_class(), true);
    const Person& pupil_ = school().pupil_of(school().first_class(), 7);
    const Person& stranger_ = school().pupil_of(school().other_class(), 7);

private:
    bool made_ = false;
};

/// A setting of school.toml for the time of a scope.
class Setting
{
public:
    explicit Setting(const std::string& lines)
    {
        must("cp /etc/pedell/school.toml /run/probe-school.toml && printf '\n" + lines +
             "\n' >>/etc/pedell/school.toml && systemctl restart pedelld");
    }
    Setting(const Setting&) = delete;
    Setting& operator=(const Setting&) = delete;
    ~Setting()
    {
        must("cat /run/probe-school.toml >/etc/pedell/school.toml && rm /run/probe-school.toml && "
             "systemctl restart pedelld");
    }
};

TEST_F(AtTheApi, ATeacherLogsInAndSeesTheOwnPupilsOnly)
{
    ASSERT_EQ(status_as(teacher_, "whoami"), 4) << "not logged in";
    const auto in = log_in(teacher_, teacher_.password);
    ASSERT_EQ(in.status, 0) << in.err;

    EXPECT_NE(as(teacher_, "whoami").out.find(teacher_.login), std::string::npos);
    const auto list = as(teacher_, "person list").out;
    EXPECT_NE(list.find(pupil_.login), std::string::npos) << list;
    EXPECT_EQ(list.find(stranger_.login), std::string::npos) << list;
    EXPECT_EQ(list.find(school().one("administrator").login), std::string::npos) << list;
    EXPECT_EQ(status_as(teacher_, "person show " + pupil_.login), 0);
    EXPECT_EQ(status_as(teacher_, "person show " + stranger_.login), 4);
    EXPECT_EQ(status_as(teacher_, "person lock " + pupil_.login + " --reason x"), 4);
    EXPECT_EQ(status_as(teacher_, "status"), 4);

    EXPECT_EQ(must("stat -c %a /run/probe-user/" + teacher_.sam + "/pedell/token"), "600\n");
    EXPECT_EQ(status_as(teacher_, "logout"), 0);
    EXPECT_EQ(status_as(teacher_, "whoami"), 4);
}

TEST_F(AtTheApi, AWrongPasswordAnUnknownNameAndAPupilGetOneAnswer)
{
    const auto wrong = log_in(teacher_, "Falsch.123");
    Person nobody = teacher_;
    nobody.login = "gibt.es-nicht";
    const auto unknown = log_in(nobody, "Falsch.123");
    const auto pupil = log_in(pupil_, pupil_.password);

    EXPECT_EQ(wrong.status, 4);
    EXPECT_FALSE(wrong.err.empty());
    EXPECT_EQ(unknown.status, 4);
    EXPECT_EQ(unknown.err, wrong.err);
    EXPECT_EQ(pupil.status, 4);
    EXPECT_EQ(pupil.err, wrong.err);
    EXPECT_EQ(status_as(teacher_, "login " + teacher_.login), 2) << "no terminal, no password";
}

TEST_F(AtTheApi, ALockEndsTheSessionAndIsToldWithTheRightPasswordOnly)
{
    ASSERT_EQ(log_in(teacher_, teacher_.password).status, 0);
    must("pedell person lock " + teacher_.login + " --reason Probe");
    const Finally unlock([&] { must("pedell person unlock " + teacher_.login); });

    EXPECT_EQ(status_as(teacher_, "whoami"), 4);
    const auto right = log_in(teacher_, teacher_.password);
    EXPECT_EQ(right.status, 4);
    EXPECT_NE(right.err.find("locked"), std::string::npos) << right.err;
    EXPECT_EQ(log_in(teacher_, "Falsch.123").err.find("locked"), std::string::npos);
}

TEST_F(AtTheApi, AOneTimePasswordOpensNoSession)
{
    must("pedell person reset-password " + teacher_.login + " --identity known");
    const Finally back([&] { restore_password(teacher_.sam, teacher_.password); });
    const auto set =
        in_appliance("pedell person reset-password " + teacher_.login + " --identity known --password-stdin",
                     "Konrad+Insel27");
    ASSERT_EQ(set.status, 0) << set.err;

    const auto in = log_in(teacher_, "Konrad+Insel27");
    EXPECT_EQ(in.status, 4);
    EXPECT_NE(in.err.find("new password"), std::string::npos) << in.err;
}

TEST_F(AtTheApi, ATeacherResetsOwnPupilsWhereTheSchoolAllowsIt)
{
    ASSERT_EQ(log_in(teacher_, teacher_.password).status, 0);
    EXPECT_EQ(status_as(teacher_, "person reset-password " + pupil_.login + " --identity known"), 4);

    const Setting allowed("[passwords]\nteachers_reset = true");
    const Finally back([&] { restore_password(pupil_.sam, pupil_.password); });
    ASSERT_TRUE(
        happens(std::chrono::seconds{20}, [&] { return log_in(teacher_, teacher_.password).status == 0; }));

    EXPECT_EQ(status_as(teacher_, "person reset-password " + pupil_.login + " --identity known"), 0);
    EXPECT_EQ(status_as(teacher_, "person reset-password " + pupil_.login), 2) << "how was it checked?";
    EXPECT_EQ(status_as(teacher_, "person reset-password " + stranger_.login + " --identity known"), 4);
    for (const char* role : {"head", "administrator", "staff"})
        EXPECT_EQ(
            status_as(teacher_, "person reset-password " + school().one(role).login + " --identity known"),
            4);
    const auto shown = must("pedell person show " + pupil_.login + " --json");
    EXPECT_NE(shown.find(R"("done_by":")" + teacher_.login + '"'), std::string::npos) << shown;
}

TEST_F(AtTheApi, AnErasureNeedsASecondPersonWithAnotherAccount)
{
    const Person& first = school().one("administrator");
    const Person& second = school().one("head");
    const std::string login = "probe.zweitperson";
    must("pedell person add --role guest --given Probe --surname Zweitperson");
    const Finally gone([&] { (void)in_appliance("pedell person remove " + login + " --yes"); });
    ASSERT_EQ(log_in(first, first.password).status, 0);
    ASSERT_EQ(log_in(second, second.password).status, 0);

    const auto asked = as(first, "person remove " + login + " --yes --json");
    ASSERT_EQ(asked.status, 0) << asked.err;
    const auto at = asked.out.find(R"("approval":)");
    ASSERT_NE(at, std::string::npos) << asked.out;
    const std::string number = std::to_string(std::stoi(asked.out.substr(at + 11)));

    EXPECT_EQ(status_as(first, "approval approve " + number), 4);
    must("pedell person show " + login);
    const auto done = as(second, "approval approve " + number);
    EXPECT_EQ(done.status, 0) << done.err;
    EXPECT_EQ(in_appliance("pedell person show " + login).status, 3);
    const auto list = as(second, "approval list").out;
    EXPECT_NE(list.find(first.login), std::string::npos) << list;
}

TEST_F(AtTheApi, OnlyItsGroupMayConnect)
{
    const auto outside =
        in_appliance("setpriv --reuid nobody --regid nogroup --clear-groups -- pedell whoami");
    EXPECT_EQ(outside.status, 4);
    EXPECT_NE(outside.err.find("pedell-users"), std::string::npos) << outside.err;
    EXPECT_EQ(must("pedell whoami --json"), "{\"system\":true}\n");
}

TEST_F(AtTheApi, RootWithATokenIsThatPerson)
{
    const std::string as_root = "XDG_RUNTIME_DIR=/run/probe-root pedell ";
    const auto in =
        in_appliance(as_root + "login " + teacher_.login + " --password-stdin", teacher_.password);
    ASSERT_EQ(in.status, 0) << in.err;
    EXPECT_EQ(in_appliance(as_root + "person show " + stranger_.login).status, 4);
    must(as_root + "logout");
    must(as_root + "person show " + stranger_.login);
}

TEST(OneTimePassword, IsChangedByKerberosAndOpensEverythingThen)
{
    const Person& pupil = school().pupil_of(school().first_class(), 8);
    Person once = pupil;
    once.password = must("pedell person reset-password " + pupil.login +
                         " --identity school_id --json | python3 -c 'import json,sys; "
                         "print(json.load(sys.stdin)[\"password\"], end=\"\")'");
    const Finally back([&] { restore_password(pupil.sam, pupil.password); });

    const auto ticket =
        in_appliance("KRB5CCNAME=FILE:/run/krb5-probe kinit " + pupil.sam, once.password + "\n");
    EXPECT_NE(ticket.status, 0);
    EXPECT_NE((ticket.out + ticket.err).find("must change it"), std::string::npos)
        << ticket.out << ticket.err;
    std::string answer;
    EXPECT_FALSE(imap(once, "NOOP", &answer));
    EXPECT_NE(answer.find("EXPIRED"), std::string::npos) << answer;
    EXPECT_NE(Drive(once).list("home"), 0);

    const std::string fresh =
        "Konrad+Insel" + std::to_string(std::time(nullptr) % 9973) + "k"; // none of the last three
    const auto changed =
        in_appliance("kpasswd " + pupil.sam, once.password + '\n' + fresh + '\n' + fresh + '\n');
    ASSERT_EQ(changed.status, 0) << changed.out << changed.err;
    once.password = fresh;
    EXPECT_TRUE(imap(once, "NOOP", &answer)) << answer;
    EXPECT_EQ(Drive(once).list("home"), 0);
}

} // namespace
} // namespace pedell::appliance
