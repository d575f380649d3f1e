// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/test_desk.h"

#include <gmock/gmock.h>

namespace pedell::pedelld
{
namespace
{

using testing::Contains;
using testing::HasSubstr;
using testing::SizeIs;

class GrantRoutes : public testing::Test
{
protected:
    GrantRoutes()
    {
        test.add("Anna", "Müller");
        test.call("POST", "/v1/people", R"({"role":"teacher","given":"Carla","surname":"Koch"})");
    }
    /// As the mail door does it. Returns the number.
    std::string refuse_at_the_door(std::int64_t person, core::GrantKind kind, std::int64_t value)
    {
        auto book =
            registry::RequestBook::open(test.desk.mail_requests, 'M', test.desk.clocks.wall()).value();
        return book
            .record({person}, kind, value, test.desk.clocks.wall(),
                    [](const std::string&) -> base::Result<bool> { return false; })
            .value()
            .value();
    }

    TestDesk test;
};

TEST_F(GrantRoutes, RequestApproveListAndEnd)
{
    const auto asked = test.call(
        "POST", "/v1/grants",
        R"({"login":"anna.mueller","kind":"quota","value":4294967296,"reason":"Film","until":1790100000})");
    ASSERT_EQ(asked.status, 201U);
    EXPECT_EQ(asked.body.at("state").as_string(), "requested");
    EXPECT_EQ(asked.body.at("requested_by").as_string(), "system");
    EXPECT_EQ(test.hand.count("set-quota person 1 4294967296"), 0U);

    const auto given = test.call("POST", "/v1/grants/1/approve");
    ASSERT_EQ(given.status, 200U);
    EXPECT_EQ(given.body.at("state").as_string(), "approved");
    EXPECT_EQ(given.body.at("ends").as_int64(), 1'790'100'000);
    EXPECT_EQ(test.hand.count("set-quota person 1 4294967296"), 1U);

    const auto list = test.call("GET", "/v1/grants");
    ASSERT_EQ(list.status, 200U);
    ASSERT_THAT(list.body.at("grants").as_array(), SizeIs(1));
    EXPECT_EQ(list.body.at("grants").at(0).at("login").as_string(), "anna.mueller");
    EXPECT_THAT(list.body.at("requests").as_array(), SizeIs(0));

    EXPECT_EQ(test.call("POST", "/v1/grants/1/end").status, 200U);
    EXPECT_EQ(test.hand.asked.back(), "install-tables 4");
    EXPECT_THAT(test.hand.asked, Contains("set-quota person 1 2147483648"));
    EXPECT_EQ(test.call("POST", "/v1/grants/1/end").status, 409U);
}

TEST_F(GrantRoutes, GiveTheQuotaBackAtTheirSecond)
{
    test.call("POST", "/v1/grants",
              R"({"login":"anna.mueller","kind":"quota","value":4294967296,"reason":"Film"})");
    test.call("POST", "/v1/grants/1/approve", R"({"until":1790000060})");
    test.hand.asked.clear();
    EXPECT_EQ(test.reg.next_change().value(), core::Time{std::chrono::seconds{1'790'000'060}});

    test.now = 1'790'000'060;
    const auto mark = test.projector->mark().value();
    EXPECT_EQ(test.reg.refresh_access(test.desk.clocks.wall()).value().size(), 1U);
    EXPECT_TRUE(test.projector->settle(mark).value().empty());

    EXPECT_THAT(test.hand.asked, Contains("set-quota person 1 2147483648"));
}

TEST_F(GrantRoutes, RefuseWhatTheRulesForbid)
{
    const auto pupil = test.call("POST", "/v1/grants",
                                 R"({"login":"anna.mueller","kind":"outside-mail","reason":"Brieffreund"})");
    EXPECT_EQ(pupil.status, 400U);
    EXPECT_THAT(std::string(pupil.body.at("context").as_string()), HasSubstr("pupils write inside"));

    for (const char* body : {R"({"login":"anna.mueller","kind":"speed","value":1,"reason":"x"})",
                             R"({"login":"anna.mueller","kind":"quota","value":"1 GB","reason":"x"})",
                             R"({"login":"anna.mueller","kind":"quota","value":1,"reason":"x"})",
                             R"({"login":"anna.mueller","kind":"quota","value":4294967296})", ""}) {
        SCOPED_TRACE(body);
        EXPECT_EQ(test.call("POST", "/v1/grants", body).status, 400U);
    }
    EXPECT_EQ(
        test.call("POST", "/v1/grants", R"({"login":"nobody","kind":"quota","value":5,"reason":"x"})").status,
        404U);
    EXPECT_EQ(test.call("POST", "/v1/grants/7/approve").status, 404U);
    EXPECT_EQ(test.call("POST", "/v1/grants/seven/approve").status, 400U);
    EXPECT_EQ(test.call("POST", "/v1/grants/M-7/approve", R"({"reason":"x"})").status, 404U);
    EXPECT_THAT(test.call("GET", "/v1/grants").body.at("grants").as_array(), SizeIs(0));
}

TEST_F(GrantRoutes, ApproveWhatTheMailDoorRefused)
{
    const std::string number = refuse_at_the_door(2, core::GrantKind::outside_mail, 0);
    const auto open = test.call("GET", "/v1/grants").body.at("requests");
    ASSERT_THAT(open.as_array(), SizeIs(1));
    EXPECT_EQ(open.at(0).at("request").as_string(), number);
    EXPECT_EQ(open.at(0).at("login").as_string(), "carla.koch");

    EXPECT_EQ(test.call("POST", "/v1/grants/" + number + "/approve").status, 400U) << "no reason";
    const auto given =
        test.call("POST", "/v1/grants/m" + number.substr(1) + "/approve", R"({"reason":"Klassenfahrt"})");

    ASSERT_EQ(given.status, 200U);
    EXPECT_EQ(given.body.at("request").as_string(), number);
    EXPECT_EQ(given.body.at("requested_by").as_string(), "carla.koch");
    const auto list = test.call("GET", "/v1/grants").body;
    EXPECT_THAT(list.at("requests").as_array(), SizeIs(0));
    EXPECT_THAT(list.at("grants").as_array(), SizeIs(1));
    EXPECT_EQ(test.call("POST", "/v1/grants/" + number + "/refuse").status, 409U);
    EXPECT_EQ(test.call("POST", "/v1/grants/" + number + "/end").status, 200U);
}

TEST_F(GrantRoutes, RefuseWhatTheMailDoorRefused)
{
    const std::string number = refuse_at_the_door(2, core::GrantKind::recipients, 600);

    EXPECT_EQ(test.call("POST", "/v1/grants/" + number + "/end").status, 409U);
    const auto refused = test.call("POST", "/v1/grants/" + number + "/refuse", R"({"reason":"nein"})");

    ASSERT_EQ(refused.status, 200U);
    EXPECT_EQ(refused.body.at("state").as_string(), "refused");
    EXPECT_THAT(test.call("GET", "/v1/grants").body.at("requests").as_array(), SizeIs(0));
    EXPECT_EQ(test.call("POST", "/v1/grants/" + number + "/approve", R"({"reason":"doch"})").status, 409U);
}

TEST_F(GrantRoutes, ListWhatTheyKnowWhereTheDoorsBookCannotBeRead)
{
    test.call("POST", "/v1/grants", R"({"login":"carla.koch","kind":"outside-mail","reason":"x"})");
    std::filesystem::create_directory(test.desk.mail_requests);

    const auto list = test.call("GET", "/v1/grants");

    ASSERT_EQ(list.status, 200U);
    EXPECT_THAT(list.body.at("grants").as_array(), SizeIs(1));
    EXPECT_TRUE(list.body.as_object().contains("requests_unknown"));
    EXPECT_EQ(test.call("POST", "/v1/grants/M-7/approve", R"({"reason":"x"})").status, 503U);
    EXPECT_EQ(test.call("POST", "/v1/grants/1/approve").status, 200U);
}

} // namespace
} // namespace pedell::pedelld
