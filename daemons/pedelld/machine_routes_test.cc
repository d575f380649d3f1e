// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/test_desk.h"

#include <gmock/gmock.h>

namespace pedell::pedelld
{
namespace
{

using boost::json::array;
using testing::HasSubstr;
using testing::SizeIs;

/// The account machine by the API: modules, forms, restrictions, explanations.
class MachineRoutes : public testing::Test
{
protected:
    void SetUp() override
    {
        test.call("POST", "/v1/classes", R"({"name":"5a"})");
        test.call("POST", "/v1/classes", R"({"name":"5b"})");
        test.add("Anna", "Müller", R"(,"classes":["5a"])");
        test.add("Ben", "Wolf", R"(,"classes":["5b"])");
        test.hand.asked.clear();
    }
    /// The answer for one service and channel.
    boost::json::object explained(const std::string& who, const std::string& service,
                                  const std::string& channel = "in_school")
    {
        const auto given = test.call("GET", "/v1/people/" + who + "/access");
        if (given.status != 200)
            return {};
        for (const auto& one : given.body.at("answers").as_array())
            if (one.at("service").as_string() == service && one.at("channel").as_string() == channel)
                return one.get_object();
        return {};
    }
    std::string form(const std::string& whose, const std::string& answers, const std::string& more = "")
    {
        return "{" + whose + R"(,"form":"2026-1","signed":)" + std::to_string(test.now - 86'400) +
               R"(,"answers":[)" + answers + "]" + more + "}";
    }
    Answer take(const std::string& forms, bool dry_run = false)
    {
        return test.call("POST", "/v1/consents:bulk",
                         std::string(R"({"dry_run":)") + (dry_run ? "true" : "false") + R"(,"forms":[)" +
                             forms + "]}");
    }

    TestDesk test;
};

constexpr const char* home_yes = R"({"purpose":"use","channel":"from_home","yes":true})";

TEST_F(MachineRoutes, CloseAModuleForAClassAndCutItsPeopleAtOnce)
{
    const auto closed = test.call("PUT", "/v1/modules/mail/class/5A", R"({"open":false})");

    ASSERT_EQ(closed.status, 200U);
    EXPECT_TRUE(closed.body.at("changed").as_bool());
    EXPECT_EQ(closed.body.at("pending").as_array(), array());
    EXPECT_EQ(test.hand.count("cut-sessions anna.mueller"), 1U);
    EXPECT_EQ(test.hand.count("cut-sessions"), 1U);
    const auto why = explained("anna.mueller", "mail");
    EXPECT_EQ(why.at("because").as_string(), "module_closed");
    EXPECT_EQ(why.at("evidence").at("kind").as_string(), "module");
    EXPECT_EQ(why.at("evidence").at("scope").as_string(), "class");
    EXPECT_EQ(why.at("evidence").at("whose").as_string(), "5a");
    EXPECT_EQ(why.at("since").as_int64(), test.now);
    EXPECT_TRUE(explained("ben.wolf", "mail").at("allowed").as_bool());

    EXPECT_FALSE(
        test.call("PUT", "/v1/modules/mail/class/5a", R"({"open":false})").body.at("changed").as_bool());
    EXPECT_TRUE(test.call("DELETE", "/v1/modules/mail/class/5a").body.at("changed").as_bool());
    EXPECT_FALSE(test.call("DELETE", "/v1/modules/mail/class/5a").body.at("changed").as_bool());
    EXPECT_TRUE(explained("anna.mueller", "mail").at("allowed").as_bool());
}

TEST_F(MachineRoutes, ListModulesAndRefuseWrongOnes)
{
    test.call("PUT", "/v1/modules/mail/school", R"({"open":false})");
    test.call("PUT", "/v1/modules/mail/role/teacher", R"({"open":true})");

    const auto list = test.call("GET", "/v1/modules").body.as_array();
    ASSERT_THAT(list, SizeIs(2));
    EXPECT_EQ(list[0].at("scope").as_string(), "role");
    EXPECT_EQ(list[1].at("whose").as_string(), "");
    EXPECT_EQ(list[1].at("set_by").as_string(), "system");

    EXPECT_EQ(test.call("PUT", "/v1/modules/fax/school", R"({"open":false})").status, 400U);
    EXPECT_EQ(test.call("PUT", "/v1/modules/mail/school", "{}").status, 400U);
    EXPECT_EQ(test.call("PUT", "/v1/modules/mail/school", R"({"open":"no"})").status, 400U);
    EXPECT_EQ(test.call("PUT", "/v1/modules/mail/role/king", R"({"open":false})").status, 400U);
    EXPECT_EQ(test.call("PUT", "/v1/modules/mail/galaxy/x", R"({"open":false})").status, 400U);
    EXPECT_EQ(test.call("PUT", "/v1/modules/mail/school/x", R"({"open":false})").status, 400U);
    EXPECT_EQ(test.call("PUT", "/v1/modules/mail/class/9z", R"({"open":false})").status, 404U);
    EXPECT_EQ(test.call("DELETE", "/v1/modules/mail/person/no.body").status, 404U);
}

TEST_F(MachineRoutes, PreviewASwitchWithoutSettingIt)
{
    const auto preview = [&](const std::string& body) {
        return test.call("POST", "/v1/modules:preview", body).body;
    };
    const auto logon = preview(R"({"service":"logon","scope":"school","open":false})");
    EXPECT_EQ(logon.at("people").as_uint64(), 2U);
    EXPECT_EQ(boost::json::serialize(logon.at("changes")),
              R"([{"service":"logon","lose":2,"gain":0},{"service":"home","lose":2,"gain":0},)"
              R"({"service":"class","lose":2,"gain":0}])");
    EXPECT_EQ(preview(R"({"service":"mail","scope":"class","whose":"5A","open":false})")
                  .at("changes")
                  .as_array()
                  .at(0)
                  .at("lose")
                  .as_int64(),
              1);
    EXPECT_THAT(test.call("GET", "/v1/modules").body.as_array(), SizeIs(0));

    test.call("PUT", "/v1/modules/mail/school", R"({"open":false})");
    EXPECT_EQ(preview(R"({"service":"mail","scope":"school","open":null})")
                  .at("changes")
                  .as_array()
                  .at(0)
                  .at("gain")
                  .as_int64(),
              2);
    EXPECT_EQ(preview(R"({"service":"mail","scope":"person","whose":"ben.wolf","open":true})")
                  .at("changes")
                  .as_array()
                  .at(0)
                  .at("gain")
                  .as_int64(),
              1);
    EXPECT_THAT(preview(R"({"service":"mail","scope":"school","open":false})").at("changes").as_array(),
                SizeIs(0));
    EXPECT_EQ(
        test.call("POST", "/v1/modules:preview", R"({"service":"mail","scope":"class","whose":"9z"})").status,
        404U);
}

TEST_F(MachineRoutes, RestrictAndSayUntilWhenButKeepTheReasonOutOfExplanations)
{
    const std::string until = std::to_string(test.now + 600);
    const auto done = test.call("POST", "/v1/people/anna.mueller/lock",
                                R"({"reason":"Streit","restrict":true,"until":)" + until + "}");
    ASSERT_EQ(done.status, 200U);
    EXPECT_EQ(done.body.at("state").as_string(), "restricted");
    EXPECT_FALSE(done.body.as_object().contains("sanctions"));
    EXPECT_TRUE(explained("anna.mueller", "home").at("allowed").as_bool());
    const auto why = explained("anna.mueller", "class");
    EXPECT_EQ(why.at("because").as_string(), "restricted");
    EXPECT_EQ(why.at("until").as_int64(), test.now + 600);
    EXPECT_EQ(why.at("evidence").at("measure").as_string(), "restriction");
    EXPECT_FALSE(why.at("evidence").as_object().contains("reason"));

    const auto shown = test.call("GET", "/v1/people/anna.mueller").body;
    EXPECT_EQ(shown.at("sanctions").as_array().at(0).at("reason").as_string(), "Streit");
    EXPECT_THAT(boost::json::serialize(test.call("GET", "/v1/people").body),
                testing::Not(HasSubstr("Streit")));
}

TEST_F(MachineRoutes, LockLaterAndRefuseALockThatBeganOrEndsBeforeItBegins)
{
    const auto lock = [&](std::int64_t from, std::int64_t until) {
        return test.call("POST", "/v1/people/anna.mueller/lock",
                         R"({"reason":"x","from":)" + std::to_string(from) + R"(,"until":)" +
                             std::to_string(until) + "}");
    };
    EXPECT_EQ(lock(test.now - 1, test.now + 100).status, 400U);
    EXPECT_EQ(lock(test.now + 100, test.now + 100).status, 400U);
    const auto done = lock(test.now + 100, test.now + 200);
    ASSERT_EQ(done.status, 200U);
    EXPECT_EQ(done.body.at("state").as_string(), "active");
    EXPECT_EQ(done.body.at("access").at("mail").at("until").as_int64(), test.now + 100);
}

TEST_F(MachineRoutes, TakeFormsByLoginOrNameAllOrNone)
{
    const std::string by_name = form(R"("given":"Anna","surname":"Mueller","class":"5A")", home_yes);
    const auto faulty = take(by_name + "," + form(R"("login":"no.body")", home_yes) + "," +
                             form(R"("given":"Ben","surname":"Wolf","class":"5a")", home_yes));
    ASSERT_EQ(faulty.status, 200U);
    EXPECT_FALSE(faulty.body.at("applied").as_bool());
    EXPECT_EQ(faulty.body.at("rows").as_array()[0].at("login").as_string(), "anna.mueller");
    EXPECT_EQ(faulty.body.at("rows").as_array()[1].at("code").as_string(), "not_found");
    EXPECT_EQ(faulty.body.at("rows").as_array()[2].at("code").as_string(), "not_found");
    EXPECT_EQ(explained("anna.mueller", "home", "from_home").at("because").as_string(), "home_missing");

    EXPECT_FALSE(take(by_name, true).body.at("applied").as_bool());
    EXPECT_EQ(explained("anna.mueller", "home", "from_home").at("because").as_string(), "home_missing");

    const auto done = take(by_name + "," + form(R"("login":"ben.wolf")", home_yes));
    EXPECT_TRUE(done.body.at("applied").as_bool());
    EXPECT_EQ(done.body.at("rows").as_array()[0].at("recorded").as_uint64(), 1U);
    EXPECT_TRUE(explained("anna.mueller", "home", "from_home").at("allowed").as_bool());
    EXPECT_EQ(take(by_name).body.at("rows").as_array()[0].at("known").as_uint64(), 1U);
}

TEST_F(MachineRoutes, NameTheCandidatesOfAnAmbiguousName)
{
    test.add("Anna", "Müller", R"(,"classes":["5a"])");

    const auto row = take(form(R"("given":"Anna","surname":"Müller","class":"5a")", home_yes))
                         .body.at("rows")
                         .as_array()[0];
    EXPECT_EQ(row.at("code").as_string(), "conflict");
    EXPECT_THAT(std::string(row.at("context").as_string()), HasSubstr("anna.mueller, anna.mueller2"));
}

TEST_F(MachineRoutes, RefuseFormsWithoutDayAnswersOrOwner)
{
    const auto code = [&](const std::string& row) {
        return std::string(take(row).body.at("rows").as_array()[0].at("context").as_string());
    };
    EXPECT_THAT(code(R"({"login":"ben.wolf","form":"1","answers":[]})"), HasSubstr("signed"));
    EXPECT_THAT(code(form(R"("login":"ben.wolf")", "")), HasSubstr("answers"));
    EXPECT_THAT(code(form(R"("given":"Ben")", home_yes)), HasSubstr("whose"));
    EXPECT_THAT(code(form(R"("login":"ben.wolf")", home_yes, R"(,"expires":5)")), HasSubstr("expires"));
    EXPECT_THAT(code(R"({"login":"ben.wolf","form":"1","signed":99999999999,"answers":[]})"),
                HasSubstr("future"));
    EXPECT_THAT(code(form(R"("login":"ben.wolf")", R"({"purpose":"fun","channel":"in_school","yes":true})")),
                HasSubstr("purpose"));
    EXPECT_EQ(test.call("POST", "/v1/consents:bulk", "[]").status, 400U);
}

TEST_F(MachineRoutes, RevokeOneChannelAndKeepWhoDidIt)
{
    take(form(R"("login":"ben.wolf")", home_yes));

    const auto done = test.call("DELETE", "/v1/people/ben.wolf/consents/use/from_home");
    ASSERT_EQ(done.status, 200U);
    EXPECT_TRUE(done.body.at("access").at("home").at("allowed").as_bool());
    const auto why = explained("ben.wolf", "home", "from_home");
    EXPECT_EQ(why.at("because").as_string(), "home_revoked");
    EXPECT_EQ(why.at("evidence").at("revoked_by").as_string(), "system");
    EXPECT_EQ(why.at("evidence").at("form").as_string(), "2026-1");
    EXPECT_EQ(test.call("DELETE", "/v1/people/ben.wolf/consents/use/moon").status, 400U);
    EXPECT_EQ(test.call("POST", "/v1/people/ben.wolf/consents",
                        R"({"purpose":"use","channel":"in_school","signed":99999999999})")
                  .status,
              400U);
}

TEST_F(MachineRoutes, ExplainANumberAlsoOfWhoWasErased)
{
    EXPECT_EQ(test.call("GET", "/v1/people/1/access").body.at("login").as_string(), "anna.mueller");
    test.call("DELETE", "/v1/people/anna.mueller");

    const auto gone = test.call("GET", "/v1/people/%231/access");
    ASSERT_EQ(gone.status, 200U);
    EXPECT_EQ(gone.body.at("state").as_string(), "erased");
    EXPECT_TRUE(gone.body.at("login").is_null());
    EXPECT_EQ(explained("1", "mail").at("because").as_string(), "erased");
    EXPECT_EQ(test.call("GET", "/v1/people/99/access").status, 404U);
    EXPECT_EQ(test.call("GET", "/v1/people/anna.mueller/access").status, 404U);
}

} // namespace
} // namespace pedell::pedelld
