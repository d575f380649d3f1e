// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/gate/question.h"

#include <gtest/gtest.h>

namespace pedell::gate
{
namespace
{

using core::Service;

TEST(GateQuestion, KnowsWhoWantsToOpenWhichDoorFromWhere)
{
    struct Case {
        const char* name;
        Rule rule;
        Service service;
        const char* sam;
        const char* client;
        bool machine;
    };
    const Case cases[] = {
        {"home,10.0.0.7,WALDSCHULE\\anna.mueller", Rule::allowed, Service::home, "anna.mueller", "10.0.0.7",
         false},
        {"home,10.0.0.7,WALDSCHULE\\Anna.Mueller", Rule::allowed, Service::home, "anna.mueller", "10.0.0.7",
         false},
        {"class,fe80::1_eth0,anna.mueller", Rule::allowed, Service::classes, "anna.mueller", "fe80::1",
         false},
        {"home,10.0.0.7,WALDSCHULE\\Administrator", Rule::allowed, Service::home, "administrator", "10.0.0.7",
         false},
        {"home,10.0.0.7,WALDSCHULE\\PC01$", Rule::machine_elsewhere, Service::home, "pc01$", "10.0.0.7",
         true},
        {"class,10.0.0.7,WALDSCHULE\\PC01_", Rule::machine_elsewhere, Service::classes, "pc01_", "10.0.0.7",
         true},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(one.name);
        const auto reading = read_door(one.name);
        EXPECT_EQ(name_of(reading.rule), name_of(one.rule));
        EXPECT_EQ(reading.question.service, one.service);
        EXPECT_EQ(reading.question.sam, one.sam);
        EXPECT_EQ(reading.question.client, one.client);
        EXPECT_EQ(reading.question.machine, one.machine);
    }
    EXPECT_EQ(read_door("home,10.0.0.7,WALDSCHULE\\Anna").question.account, "WALDSCHULE\\Anna");
}

TEST(GateQuestion, KnowsWhoBeginsASession)
{
    struct Case {
        const char* message;
        Rule rule;
        const char* sam;
        bool machine;
    };
    const Case cases[] = {
        {"10.0.0.7 WALDSCHULE\\anna.mueller", Rule::allowed, "anna.mueller", false},
        {"10.0.0.7 WALDSCHULE\\PC01$", Rule::allowed, "pc01$", true},
        {"fe80::1%eth0 WALDSCHULE\\Administrator", Rule::allowed, "administrator", true},
        {"10.0.0.7 WALDSCHULE\\a b", Rule::no_account, "a b", false},
        {"10.0.0.7 ", Rule::no_account, "", false},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(one.message);
        const auto reading = read_session(one.message);
        EXPECT_EQ(name_of(reading.rule), name_of(one.rule));
        EXPECT_EQ(reading.question.service, Service::logon);
        EXPECT_EQ(reading.question.sam, one.sam);
        EXPECT_EQ(reading.question.machine, one.machine);
    }
}

TEST(GateQuestion, DeniesWhatNobodyCanBe)
{
    for (const std::string user :
         {"", "WALDSCHULE\\", "a b", "a/../b", "anna;id", "aaaaaaaaaaaaaaaaaaaaa", "müller", "x,anna"}) {
        SCOPED_TRACE(user);
        EXPECT_EQ(name_of(read_door("home,10.0.0.7," + user).rule), "no_account");
        EXPECT_EQ(name_of(read_session("10.0.0.7 " + user).rule), "no_account");
    }
}

TEST(GateQuestion, DeniesADoorThatIsNotOurs)
{
    for (const char* name :
         {"", "home", "home,anna", "home,10.0.0.7", "mail,10.0.0.7,anna", "logon,10.0.0.7,anna",
          "Home,10.0.0.7,anna", "homes,10.0.0.7,anna", ",10.0.0.7,anna", ".hidden", "autorun.inf"}) {
        SCOPED_TRACE(name);
        EXPECT_EQ(name_of(read_door(name).rule), "unknown_door");
    }
    for (const char* message : {"", "anna", "doors"}) {
        SCOPED_TRACE(message);
        EXPECT_EQ(name_of(read_session(message).rule), "unknown_door");
    }
}

} // namespace
} // namespace pedell::gate
