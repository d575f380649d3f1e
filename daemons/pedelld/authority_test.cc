// SPDX-License-Identifier: GPL-3.0-or-later
// Who may what at the API: the table of core/authority, with real people, classes and sessions.
#include "daemons/pedelld/authority.h"

#include "daemons/pedelld/test_desk.h"

#include <gmock/gmock.h>

namespace pedell::pedelld
{
namespace
{

using testing::SizeIs;

class Authority : public testing::Test
{
protected:
    Authority()
    {
        test.call("POST", "/v1/classes", R"({"name":"5a"})");
        test.call("POST", "/v1/classes", R"({"name":"6b"})");
        test.add("Anna", "Alt", R"(,"classes":["5a"])");
        test.add("Bert", "Bau", R"(,"classes":["6b"])");
        for (const char* one :
             {R"("teacher","given":"Eva","surname":"Ast","classes":["5a"])",
              R"("teacher","given":"Udo","surname":"Uhl","classes":["5a"])",
              R"("staff","given":"Sia","surname":"Sieb")", R"("head","given":"Ida","surname":"Sand")",
              R"("administrator","given":"Tom","surname":"Topf")",
              R"("administrator","given":"Zoe","surname":"Zaun")"})
            EXPECT_EQ(test.call("POST", "/v1/people", std::string(R"({"role":)") + one + "}").status, 201U);
    }
    Answer as(const std::string& login, const std::string& method, const std::string& target,
              const std::string& body = "")
    {
        return test.call_as(test.token_of(login), method, target, body);
    }

    TestDesk test;
};

TEST_F(Authority, BelongsToEveryRouteAndIsAskedBeforeIt)
{
    const std::pair<const char*, core::Role> people[] = {{"eva.ast", core::Role::teacher},
                                                         {"sia.sieb", core::Role::staff},
                                                         {"ida.sand", core::Role::head},
                                                         {"tom.topf", core::Role::administrator}};
    for (const RouteName& route : all_route_names()) {
        for (const auto& [login, role] : people) {
            SCOPED_TRACE(std::string(route.method) + " " + std::string(route.path) + " as " + login);
            const auto given = core::permission(role, route.verb, test.school.authority);
            // Nobody and nothing has this name: what may be done finds nothing.
            std::string target(route.path);
            for (auto at = target.find("{}"); at != std::string::npos; at = target.find("{}"))
                target.replace(at, 2, "nobody");
            const auto answer = as(login, std::string(route.method), target, "");
            const bool denied =
                given == core::Permission::no || (given == core::Permission::own_pupils && !route.filters);
            EXPECT_EQ(answer.status == 403U, denied) << answer.status;
            EXPECT_EQ(answer.status == 202U && answer.body.as_object().contains("approval"),
                      given == core::Permission::second);
            EXPECT_NE(answer.status, 401U);
        }
    }
}

TEST_F(Authority, KeepsTeachersToTheOwnPupils)
{
    const auto list = as("eva.ast", "GET", "/v1/people").body.as_array();
    ASSERT_THAT(list, SizeIs(1));
    EXPECT_EQ(list[0].at("login").as_string(), "anna.alt");
    EXPECT_EQ(as("eva.ast", "GET", "/v1/people/anna.alt").status, 200U);
    EXPECT_EQ(as("eva.ast", "GET", "/v1/people/bert.bau").status, 403U);
    EXPECT_EQ(as("eva.ast", "GET", "/v1/people/udo.uhl").status, 403U);
    EXPECT_EQ(as("eva.ast", "GET", "/v1/people/nobody").status, 403U);
    EXPECT_THAT(as("eva.ast", "GET", "/v1/classes").body.as_array(), SizeIs(1));
    EXPECT_EQ(as("eva.ast", "GET", "/v1/classes/5a").status, 200U);
    EXPECT_EQ(as("eva.ast", "GET", "/v1/classes/6b").status, 403U);
    EXPECT_THAT(as("sia.sieb", "GET", "/v1/people").body.as_array(), SizeIs(8));

    test.call("DELETE", "/v1/classes/5a/members/eva.ast");
    EXPECT_EQ(as("eva.ast", "GET", "/v1/people/anna.alt").status, 403U);
}

TEST_F(Authority, LetsTeachersResetOwnPupilsWhereTheSchoolAllowsIt)
{
    const char* body = R"({"identity":"known"})";
    EXPECT_EQ(as("eva.ast", "POST", "/v1/people/anna.alt/reset-password", body).status, 403U);

    test.school.authority.teachers_reset = true;
    const auto done = as("eva.ast", "POST", "/v1/people/anna.alt/reset-password", body);
    EXPECT_EQ(done.status, 200U);
    EXPECT_TRUE(done.body.at("must_change").as_bool());
    for (const char* other : {"bert.bau", "udo.uhl", "eva.ast", "ida.sand", "tom.topf", "sia.sieb"}) {
        SCOPED_TRACE(other);
        EXPECT_EQ(as("eva.ast", "POST", std::string("/v1/people/") + other + "/reset-password", body).status,
                  403U);
    }
    EXPECT_EQ(as("tom.topf", "POST", "/v1/people/ida.sand/reset-password", body).status, 200U);
    EXPECT_EQ(as("ida.sand", "POST", "/v1/people/anna.alt/reset-password", body).status, 403U);

    const auto resets = test.call("GET", "/v1/people/anna.alt").body.at("resets").as_array();
    ASSERT_THAT(resets, SizeIs(1));
    EXPECT_EQ(resets[0].at("done_by").as_string(), "eva.ast");
    EXPECT_EQ(resets[0].at("identity").as_string(), "known");
    EXPECT_FALSE(as("eva.ast", "GET", "/v1/people/anna.alt").body.as_object().contains("resets"));
}

TEST_F(Authority, EndsASessionWithTheLock)
{
    const std::string token = test.token_of("eva.ast");
    EXPECT_EQ(test.call_as(token, "GET", "/v1/session").status, 200U);

    test.call("POST", "/v1/people/eva.ast/lock", R"({"reason":"x"})");
    EXPECT_EQ(test.call_as(token, "GET", "/v1/session").status, 401U);

    test.call("POST", "/v1/people/eva.ast/unlock");
    EXPECT_EQ(test.call_as(token, "GET", "/v1/session").status, 401U);
}

TEST_F(Authority, HasNoSessionForPupilsAndNoneWithoutAToken)
{
    EXPECT_EQ(as("anna.alt", "GET", "/v1/session").status, 401U);
    Call call{"GET", "/v1/people", ""};
    call.is_root = false;
    EXPECT_EQ(answer(test.desk, call).status, 401U);
    EXPECT_EQ(test.call("GET", "/v1/session").body.at("system").as_bool(), true);
}

TEST_F(Authority, OfARequestThatDestroysNeedsASecondPerson)
{
    const auto asked = as("sia.sieb", "DELETE", "/v1/people/anna.alt");
    ASSERT_EQ(asked.status, 202U);
    EXPECT_EQ(asked.body.at("approval").to_number<int>(), 1);
    EXPECT_EQ(test.call("GET", "/v1/people/anna.alt").body.at("erasing").as_bool(), false);

    EXPECT_EQ(as("sia.sieb", "POST", "/v1/approvals/1/approve").status, 403U);
    EXPECT_EQ(as("eva.ast", "POST", "/v1/approvals/1/approve").status, 403U);
    EXPECT_EQ(as("ida.sand", "POST", "/v1/approvals/1/approve").status, 200U);
    EXPECT_EQ(test.call("GET", "/v1/people/anna.alt").status, 404U);
    EXPECT_EQ(as("tom.topf", "POST", "/v1/approvals/1/approve").status, 409U);

    const auto noted = test.call("GET", "/v1/approvals").body.as_array().at(0);
    EXPECT_EQ(noted.at("state").as_string(), "approved");
    EXPECT_EQ(noted.at("requested_by").as_string(), "sia.sieb");
    EXPECT_EQ(noted.at("decided_by").as_string(), "ida.sand");
}

TEST_F(Authority, OfTheSamePersonIsNoSecondOne)
{
    ASSERT_EQ(as("tom.topf", "DELETE", "/v1/people/anna.alt").status, 202U);
    const auto own = as("tom.topf", "POST", "/v1/approvals/1/approve");
    EXPECT_EQ(own.status, 403U);
    EXPECT_EQ(as("zoe.zaun", "POST", "/v1/approvals/1/refuse").status, 200U);
    EXPECT_EQ(as("ida.sand", "POST", "/v1/approvals/1/approve").status, 409U);
    EXPECT_EQ(test.call("GET", "/v1/people/anna.alt").status, 200U);

    // Whoever has set the other's password could be both.
    ASSERT_EQ(as("tom.topf", "DELETE", "/v1/people/anna.alt").status, 202U);
    test.call_as(test.token_of("tom.topf"), "POST", "/v1/people/zoe.zaun/reset-password",
                 R"({"identity":"known"})");
    EXPECT_EQ(as("zoe.zaun", "POST", "/v1/approvals/2/approve").status, 403U);
    EXPECT_EQ(test.call("POST", "/v1/approvals/2/approve").status, 200U);
}

TEST_F(Authority, OfWhoWasLockedMeanwhileIsGone)
{
    ASSERT_EQ(as("sia.sieb", "DELETE", "/v1/people/anna.alt").status, 202U);
    test.call("POST", "/v1/people/sia.sieb/lock", R"({"reason":"x"})");
    EXPECT_EQ(as("ida.sand", "POST", "/v1/approvals/1/approve").status, 409U);
}

TEST_F(Authority, ToMakeSomebodyPowerfulIsAnotherVerb)
{
    const char* const made = R"({"role":"administrator","given":"Neu","surname":"Nagel"})";
    EXPECT_EQ(as("sia.sieb", "POST", "/v1/people", made).status, 403U);
    EXPECT_EQ(as("sia.sieb", "PATCH", "/v1/people/eva.ast", R"({"role":"head"})").status, 403U);
    EXPECT_EQ(as("sia.sieb", "PATCH", "/v1/people/tom.topf", R"({"role":"pupil"})").status, 403U);
    EXPECT_EQ(as("ida.sand", "POST", "/v1/people:bulk", std::string("[") + made + "]").status, 403U);
    EXPECT_EQ(as("sia.sieb", "PATCH", "/v1/people/eva.ast", R"({"given":"Evi"})").status, 200U);

    EXPECT_EQ(as("ida.sand", "POST", "/v1/people",
                 R"({"role":"staff","given":"Neu","surname":"Nagel","password":"Wald-Weg 7"})")
                  .status,
              400U);
    EXPECT_EQ(as("ida.sand", "POST", "/v1/people", made).status, 202U);
    EXPECT_EQ(as("tom.topf", "POST", "/v1/approvals/1/approve").status, 201U);
    EXPECT_EQ(test.call("GET", "/v1/people/neu.nagel").status, 200U);
}

TEST_F(Authority, NotesWhoDidIt)
{
    EXPECT_EQ(as("ida.sand", "POST", "/v1/people/anna.alt/lock", R"({"reason":"x"})").status, 200U);
    const auto id = test.reg.person("anna.alt").value().id;
    EXPECT_EQ(test.reg.sanctions_of(id).value().at(0).set_by, "ida.sand");
    const char* const consents =
        R"({"role":"pupil","given":"C","surname":"Cee","consents":[{"purpose":"use","channel":"in_school"}]})";
    EXPECT_EQ(as("tom.topf", "POST", "/v1/people", consents).status, 403U);
    EXPECT_EQ(as("sia.sieb", "POST", "/v1/people", consents).status, 201U);
}

} // namespace
} // namespace pedell::pedelld
