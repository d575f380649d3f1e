// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/gate/question.h"

#include <gtest/gtest.h>

namespace pedell::gate
{
namespace
{

const ShareNames names{"home", "Klassen"};

TEST(GateQuestion, KnowsWhoAsksForWhat)
{
    using core::Service;
    struct Case {
        const char* user;
        const char* share;
        Rule rule;
        Service service;
        const char* sam;
        bool machine;
    };
    const Case cases[] = {
        {"WALDSCHULE\\anna.mueller", "home", Rule::allowed, Service::home, "anna.mueller", false},
        {"WALDSCHULE\\Anna.Mueller", "HOME", Rule::allowed, Service::home, "anna.mueller", false},
        {"anna.mueller", "klassen", Rule::allowed, Service::classes, "anna.mueller", false},
        {"WALDSCHULE\\anna.mueller", "IPC_", Rule::allowed, Service::logon, "anna.mueller", false},
        {"WALDSCHULE\\anna.mueller", "IPC$", Rule::allowed, Service::logon, "anna.mueller", false},
        {"WALDSCHULE\\anna.mueller", "sysvol", Rule::allowed, Service::logon, "anna.mueller", false},
        {"WALDSCHULE\\anna.mueller", "netlogon", Rule::allowed, Service::logon, "anna.mueller", false},
        {"WALDSCHULE\\PC01$", "IPC_", Rule::allowed, Service::logon, "pc01$", true},
        {"WALDSCHULE\\PC01_", "sysvol", Rule::allowed, Service::logon, "pc01_", true},
        {"WALDSCHULE\\PC01$", "home", Rule::machine_elsewhere, Service::home, "pc01$", true},
        {"WALDSCHULE\\Administrator", "IPC$", Rule::allowed, Service::logon, "administrator", true},
        {"WALDSCHULE\\Administrator", "home", Rule::allowed, Service::home, "administrator", false},
        {"WALDSCHULE\\PC01_", "klassen", Rule::machine_elsewhere, Service::classes, "pc01_", true},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(std::string(one.user) + " " + one.share);
        const auto reading = read_question(one.user, one.share, names);
        EXPECT_EQ(name_of(reading.rule), name_of(one.rule));
        EXPECT_EQ(reading.question.service, one.service);
        EXPECT_EQ(reading.question.sam, one.sam);
        EXPECT_EQ(reading.question.machine, one.machine);
    }
}

TEST(GateQuestion, DeniesWhatNobodyCanBe)
{
    for (const char* user :
         {"", "WALDSCHULE\\", "a b", "a/../b", "anna;id", "aaaaaaaaaaaaaaaaaaaaa", "müller"}) {
        SCOPED_TRACE(user);
        EXPECT_EQ(name_of(read_question(user, "home", names).rule), "no_account");
    }
}

TEST(GateQuestion, DeniesAShareThatIsNotOurs)
{
    for (const char* share : {"", "print$", "homes", "c$", "admin$", "home2", "ipc"}) {
        SCOPED_TRACE(share);
        EXPECT_EQ(name_of(read_question("anna.mueller", share, names).rule), "unknown_share");
    }
}

TEST(GateQuestion, LimitsAnSmbdToTheLargestOfItsPeople)
{
    constexpr std::int64_t mib = 1 << 20;
    EXPECT_EQ(raise_limit(RLIM_INFINITY, 100 * mib), 100U * mib) << "nobody before";
    EXPECT_EQ(raise_limit(100 * mib, 200 * mib), 200U * mib) << "somebody with more";
    EXPECT_EQ(raise_limit(200 * mib, 100 * mib), 200U * mib) << "somebody with less";
    EXPECT_EQ(raise_limit(RLIM_INFINITY, 20 * mib), 64U * mib) << "Samba's databases";
    EXPECT_EQ(raise_limit(RLIM_INFINITY, 0), 64U * mib) << "Samba's databases";
}

} // namespace
} // namespace pedell::gate
