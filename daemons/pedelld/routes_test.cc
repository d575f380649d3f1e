// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/status.h"
#include "daemons/pedelld/test_desk.h"

#include <gmock/gmock.h>

namespace pedell::pedelld
{
namespace
{

using boost::json::array;
using testing::Contains;
using testing::Not;
using testing::SizeIs;

class Routes : public testing::Test
{
protected:
    TestDesk test;
};

TEST_F(Routes, MakeRenameAndEraseAClass)
{
    const auto made = test.call("POST", "/v1/classes", R"({"name":"5a"})");
    ASSERT_EQ(made.status, 201U);
    EXPECT_EQ(made.body.at("kind").as_string(), "class");
    EXPECT_EQ(test.accounts.groups.at(core::gid_base + 1), "klasse-5a");
    EXPECT_THAT(test.hand.asked, Contains("make-folder class 1 5a"));
    EXPECT_EQ(test.call("POST", "/v1/classes", R"({"name":"5A"})").status, 409U);
    EXPECT_EQ(test.call("POST", "/v1/classes", R"({"name":"lehrerZimmer"})").status, 409U);
    EXPECT_EQ(test.call("PATCH", "/v1/classes/5a", R"({"name":"Lehrerzimmer"})").status, 409U);

    const auto renamed = test.call("PATCH", "/v1/classes/5a", R"({"name":"6a"})");
    ASSERT_EQ(renamed.status, 200U);
    EXPECT_EQ(test.accounts.groups.at(core::gid_base + 1), "klasse-6a");
    EXPECT_THAT(test.hand.asked, Contains("make-folder class 1 6a"));

    EXPECT_EQ(test.call("DELETE", "/v1/classes/6a").status, 200U);
    EXPECT_THAT(test.accounts.groups, SizeIs(0));
    EXPECT_EQ(test.hand.count("erase-folder class 1"), 1U);
    EXPECT_THAT(test.call("GET", "/v1/classes").body.as_array(), SizeIs(0));
}

TEST_F(Routes, NameCoursesAndWorkingGroupsByTheirKind)
{
    test.call("POST", "/v1/classes", R"({"name":"Englisch 1","kind":"course"})");
    test.call("POST", "/v1/classes", R"({"name":"Schach","kind":"group"})");

    EXPECT_EQ(test.accounts.groups.at(core::gid_base + 1), "kurs-Englisch 1");
    EXPECT_EQ(test.accounts.groups.at(core::gid_base + 2), "ag-Schach");
    EXPECT_EQ(test.call("GET", "/v1/classes/Englisch%201").status, 200U);
}

TEST_F(Routes, JoinAndLeaveAClass)
{
    test.call("POST", "/v1/classes", R"({"name":"5a"})");
    test.add("Anna", "Müller");

    const auto joined = test.call("PUT", "/v1/classes/5a/members/anna.mueller");
    ASSERT_EQ(joined.status, 200U);
    EXPECT_EQ(joined.body.at("members").as_array(), (array{"anna.mueller"}));
    EXPECT_THAT(test.accounts.people.at(1).account.groups, Contains("klasse-5a"));

    ASSERT_EQ(test.call("DELETE", "/v1/classes/5a/members/anna.mueller").status, 200U);
    EXPECT_THAT(test.accounts.people.at(1).account.groups, Not(Contains("klasse-5a")));
}

TEST_F(Routes, AddListAndRemoveAnAlias)
{
    test.add("Anna", "Müller");

    const auto made =
        test.call("POST", "/v1/aliases", R"({"name":"sekretariat","targets":["person:anna.mueller"]})");
    ASSERT_EQ(made.status, 201U);
    EXPECT_EQ(test.call("POST", "/v1/aliases", R"({"name":"anna.mueller","targets":["person:anna.mueller"]})")
                  .status,
              409U);
    EXPECT_THAT(test.call("GET", "/v1/aliases").body.as_array(), SizeIs(1));
    EXPECT_EQ(test.call("DELETE", "/v1/aliases/sekretariat").status, 200U);
    EXPECT_THAT(test.call("GET", "/v1/aliases").body.as_array(), SizeIs(0));
}

TEST_F(Routes, HealEverythingAndTellTheDrift)
{
    test.add("Anna", "Müller");
    test.add("Ben", "Fuchs");
    test.accounts.people.erase(1);
    test.accounts.people.at(2).account.enabled = false;
    test.accounts.people[99] = {};

    const auto healed = test.call("POST", "/v1/heal");

    ASSERT_EQ(healed.status, 202U);
    EXPECT_EQ(healed.body.at("queued").to_number<int>(), 3);
    EXPECT_EQ(boost::json::serialize(healed.body.at("drift")),
              R"({"missing":1,"unknown":1,"wrong_state":1})");
    ASSERT_EQ(test.projector->work(10).value(), std::nullopt);
    EXPECT_TRUE(test.accounts.people.contains(1));
    EXPECT_TRUE(test.accounts.people.at(2).account.enabled);
}

TEST_F(Routes, TellTheStatusOfRegisterNeighboursAndOutbox)
{
    StatusBoard board;
    board.check(test.desk);
    board.write(test.desk);
    auto status = board.read().body;
    EXPECT_TRUE(status.at("register").at("ok").as_bool());
    EXPECT_TRUE(status.at("directory").at("reachable").is_null());
    EXPECT_TRUE(status.at("quota_supported").is_null());

    test.accounts.away = true;
    test.add("Anna", "Müller");
    board.write(test.desk);
    status = board.read().body;
    EXPECT_FALSE(status.at("directory").at("reachable").as_bool());
    EXPECT_EQ(status.at("directory").at("context").as_string(), "Samba is away");
    EXPECT_TRUE(status.at("hand").at("reachable").as_bool());
    EXPECT_FALSE(status.at("quota_supported").as_bool());
    EXPECT_EQ(status.at("pending").to_number<int>(), 1);
    EXPECT_EQ(status.at("failing").to_number<int>(), 1);
    EXPECT_EQ(status.at("counts").at("people").to_number<int>(), 1);
    EXPECT_FALSE(status.at("busy").as_bool());
}

} // namespace
} // namespace pedell::pedelld
