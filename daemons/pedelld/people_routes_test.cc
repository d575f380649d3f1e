// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/test_desk.h"

#include <gmock/gmock.h>

namespace pedell::pedelld
{
namespace
{

using boost::json::array;
using testing::Contains;
using testing::SizeIs;

class PeopleRoutes : public testing::Test
{
protected:
    TestDesk test;
};

TEST_F(PeopleRoutes, MakesAPersonWithAOneTimePasswordThatHasToBeChanged)
{
    const auto anna = test.add("Anna", "Müller");

    EXPECT_EQ(anna.at("login").as_string(), "anna.mueller");
    EXPECT_EQ(anna.at("upn").as_string(), "anna.mueller@waldschule.test");
    EXPECT_EQ(anna.at("mail").as_string(), "anna.mueller@waldschule.test");
    EXPECT_TRUE(anna.at("access").at("mail").at("allowed").as_bool());
    EXPECT_TRUE(anna.at("must_change").as_bool());
    EXPECT_EQ(anna.at("pending").as_array(), array());
    const auto& held = test.accounts.people.at(anna.at("id").as_int64());
    EXPECT_EQ(held.password, anna.at("password").as_string());
    EXPECT_TRUE(held.must_change);
    EXPECT_TRUE(held.account.enabled);
    EXPECT_THAT(held.account.groups, Contains("pedell-pupil"));
    EXPECT_THAT(test.hand.asked, Contains("make-folder person 1 anna.mueller"));
    EXPECT_EQ(test.hand.count("cut-sessions"), 0U);
}

TEST_F(PeopleRoutes, CallsARoleAsTheSchoolDoes)
{
    test.add("Anna", "Müller");
    EXPECT_EQ(test.call("GET", "/v1/people/anna.mueller").body.at("role_name").as_string(), "pupil");

    test.school.role_names[core::Role::pupil] = "Lernende";
    EXPECT_EQ(test.call("GET", "/v1/people/anna.mueller").body.at("role_name").as_string(), "Lernende");
}

TEST_F(PeopleRoutes, KeepsAChosenPasswordToItselfAndAsksForNoChange)
{
    const auto anna = test.add("Anna", "Müller", R"(,"password":"Wald-Weg 7")");

    EXPECT_FALSE(anna.contains("password"));
    EXPECT_FALSE(anna.at("must_change").as_bool());
    EXPECT_EQ(test.accounts.people.at(1).password, "Wald-Weg 7");
    EXPECT_FALSE(test.accounts.people.at(1).must_change);
}

TEST_F(PeopleRoutes, RefusesAPasswordThatTellsWhoseItIsOrThatManyTake)
{
    (void)test.add("Anna", "Müller");
    for (const char* password :
         {"Bafo-Anna-4821", "Bafo-Mueller-4821", "Waldschule+77x", "Passwort1!", "Abcd1234!"}) {
        SCOPED_TRACE(password);
        const std::string body = std::string(R"({"identity":"known","password":")") + password + "\"}";
        EXPECT_EQ(test.call("POST", "/v1/people/anna.mueller/reset-password", body).status, 400U);
        const std::string person = R"({"role":"pupil","given":"Anna","surname":"Müller","password":")" +
                                   std::string(password) + "\"}";
        EXPECT_EQ(test.call("POST", "/v1/people", person).status, 400U);
    }
}

TEST_F(PeopleRoutes, RefusesAWeakPasswordAndMakesNobody)
{
    const auto given =
        test.call("POST", "/v1/people", R"({"role":"pupil","given":"A","surname":"B","password":"short"})");

    EXPECT_EQ(given.status, 400U);
    EXPECT_THAT(test.reg.people().value(), SizeIs(0));
}

TEST_F(PeopleRoutes, LocksFirstInTheRegisterThenCutsAndInstalls)
{
    test.add("Anna", "Müller");
    test.hand.asked.clear();

    const auto locked = test.call("POST", "/v1/people/anna.mueller/lock", R"({"reason":"insult"})");

    ASSERT_EQ(locked.status, 200U);
    EXPECT_EQ(locked.body.at("access").at("home").at("because").as_string(), "locked");
    EXPECT_EQ(locked.body.at("pending").as_array(), array());
    EXPECT_FALSE(test.accounts.people.at(1).account.enabled);
    EXPECT_EQ(test.hand.count("cut-sessions anna.mueller"), 1U);
    EXPECT_EQ(test.hand.count("install-tables 4"), 1U);
}

TEST_F(PeopleRoutes, LocksWithoutActiveDirectoryAndSaysWhatIsPending)
{
    test.add("Anna", "Müller");
    test.accounts.away = true;

    const auto locked = test.call("POST", "/v1/people/anna.mueller/lock", R"({"reason":"insult"})");

    ASSERT_EQ(locked.status, 200U);
    EXPECT_EQ(locked.body.at("pending").as_array(), (array{"directory"}));
    EXPECT_EQ(test.hand.count("cut-sessions anna.mueller"), 1U);
}

TEST_F(PeopleRoutes, UnlocksAndEnablesAgain)
{
    test.add("Anna", "Müller");
    test.call("POST", "/v1/people/anna.mueller/lock", R"({"reason":"insult","until":null})");

    const auto unlocked = test.call("POST", "/v1/people/anna.mueller/unlock");

    ASSERT_EQ(unlocked.status, 200U);
    EXPECT_TRUE(unlocked.body.at("access").at("logon").at("allowed").as_bool());
    EXPECT_TRUE(test.accounts.people.at(1).account.enabled);
    EXPECT_EQ(test.hand.count("cut-sessions"), 1U);
}

TEST_F(PeopleRoutes, RefusesALockWithoutReasonOrIntoThePast)
{
    test.add("Anna", "Müller");

    EXPECT_EQ(test.call("POST", "/v1/people/anna.mueller/lock", "{}").status, 400U);
    EXPECT_EQ(test.call("POST", "/v1/people/anna.mueller/lock", R"({"reason":"x","until":5})").status, 400U);
    EXPECT_TRUE(test.accounts.people.at(1).account.enabled);
}

TEST_F(PeopleRoutes, ResetsAPasswordOnlyWhereItCanBeSetNow)
{
    test.add("Anna", "Müller");

    const char* const target = "/v1/people/anna.mueller/reset-password";
    const auto made = test.call("POST", target, R"({"identity":"school_id"})");
    ASSERT_EQ(made.status, 200U);
    EXPECT_EQ(test.accounts.people.at(1).password, made.body.at("password").as_string());
    EXPECT_TRUE(test.accounts.people.at(1).must_change);

    const auto chosen =
        test.call("POST", target, R"({"password":"Wald-Weg 7","identity":"known","asked_by":"guardian"})");
    ASSERT_EQ(chosen.status, 200U);
    EXPECT_FALSE(chosen.body.as_object().contains("password"));
    EXPECT_EQ(test.accounts.people.at(1).password, "Wald-Weg 7");
    EXPECT_TRUE(test.accounts.people.at(1).must_change) << "chosen or not, it is a one-time password";

    test.accounts.away = true;
    EXPECT_EQ(test.call("POST", target, R"({"identity":"known"})").status, 503U);
    EXPECT_THAT(test.reg.resets_of({1}).value(), SizeIs(2)) << "what failed is none";
}

TEST_F(PeopleRoutes, ResetNoPasswordWithoutSayingWhoAskedAndHowThatWasChecked)
{
    test.add("Anna", "Müller");
    for (const char* body :
         {"", "{}", R"({"identity":""})", R"({"asked_by":"self"})", R"({"identity":"a\nb"})",
          R"({"identity":"known","asked_by":"friend"})", R"({"identity":"known","must_change":false})"}) {
        SCOPED_TRACE(body);
        EXPECT_EQ(test.call("POST", "/v1/people/anna.mueller/reset-password", body).status, 400U);
    }
    EXPECT_THAT(test.reg.resets_of({1}).value(), SizeIs(0));
}

TEST_F(PeopleRoutes, LetADeviceAndAGuardianKeepTheirPasswords)
{
    test.call("POST", "/v1/people", R"({"role":"device","given":"","surname":"Kopierer"})");
    test.call("POST", "/v1/people", R"({"role":"guardian","given":"Uta","surname":"Alt"})");

    const auto device =
        test.call("POST", "/v1/people/kopierer/reset-password", R"({"password":"Blau+Grün 77"})");
    ASSERT_EQ(device.status, 200U);
    EXPECT_FALSE(device.body.at("must_change").as_bool());
    EXPECT_FALSE(test.accounts.people.at(1).must_change);
    EXPECT_EQ(test.call("POST", "/v1/people/uta.alt/reset-password").status, 400U);
    const auto guardian = test.call("POST", "/v1/people/uta.alt/reset-password", R"({"identity":"id_card"})");
    EXPECT_FALSE(guardian.body.at("must_change").as_bool());
}

TEST_F(PeopleRoutes, AnswersEachRowOfABulkAndInstallsTablesOnce)
{
    test.call("POST", "/v1/classes", R"({"name":"5a"})");
    test.hand.asked.clear();
    std::string rows = R"([{"role":"pupil","given":"No","surname":"Class","classes":["9z"]})";
    for (int i = 0; i < 120; ++i)
        rows +=
            R"(,{"role":"pupil","given":"Anna","surname":"Wolf","classes":["5a"],"password":"Wald-Weg 7"})";

    const auto given = test.call("POST", "/v1/people:bulk", rows + "]");

    ASSERT_EQ(given.status, 200U);
    const auto& results = given.body.at("rows").as_array();
    ASSERT_THAT(results, SizeIs(121));
    EXPECT_EQ(results[0].at("code").as_string(), "not_found");
    EXPECT_EQ(results[1].at("login").as_string(), "anna.wolf");
    EXPECT_EQ(results[2].at("login").as_string(), "anna.wolf2");
    EXPECT_EQ(given.body.at("pending").as_array(), array());
    EXPECT_EQ(test.hand.count("install-tables"), 1U);
    EXPECT_EQ(test.hand.count("make-folder person"), 120U);
    EXPECT_THAT(test.accounts.people, SizeIs(120));
}

TEST_F(PeopleRoutes, ChangesNamesAndRoleButNotTheLogin)
{
    test.add("Anna", "Müller");

    const auto changed =
        test.call("PATCH", "/v1/people/anna.mueller", R"({"surname":"Wolf","role":"teacher","leaves":null})");

    ASSERT_EQ(changed.status, 200U);
    EXPECT_EQ(changed.body.at("login").as_string(), "anna.mueller");
    EXPECT_EQ(test.accounts.people.at(1).account.surname, "Wolf");
    EXPECT_THAT(test.accounts.people.at(1).account.groups, Contains("pedell-teacher"));
    EXPECT_EQ(test.call("PATCH", "/v1/people/anna.mueller", R"({"role":"king"})").status, 400U);
}

TEST_F(PeopleRoutes, ErasesEverythingAndThenTheRow)
{
    test.add("Anna", "Müller");

    const auto removed = test.call("DELETE", "/v1/people/anna.mueller");

    ASSERT_EQ(removed.status, 200U);
    EXPECT_EQ(removed.body.at("pending").as_array(), array());
    EXPECT_THAT(test.accounts.people, SizeIs(0));
    EXPECT_EQ(test.hand.count("erase-folder person 1"), 1U);
    EXPECT_EQ(test.call("GET", "/v1/people/anna.mueller").status, 404U);
    EXPECT_EQ(test.add("Anna", "Müller").at("login").as_string(), "anna.mueller2");
}

TEST_F(PeopleRoutes, KeepsTheHistoryOfConsentsAndLocksWithTheRevocation)
{
    test.add("Anna", "Müller");

    const auto revoked = test.call("DELETE", "/v1/people/anna.mueller/consents/use");

    ASSERT_EQ(revoked.status, 200U);
    EXPECT_EQ(revoked.body.at("access").at("home").at("because").as_string(), "consent_revoked");
    EXPECT_FALSE(test.accounts.people.at(1).account.enabled);
    EXPECT_EQ(test.hand.count("cut-sessions"), 1U);

    const auto again = test.call("POST", "/v1/people/anna.mueller/consents",
                                 R"({"purpose":"use","channel":"in_school","form":"2026-08"})");
    ASSERT_EQ(again.status, 201U);
    EXPECT_TRUE(again.body.at("access").at("home").at("allowed").as_bool());
    EXPECT_THAT(test.call("GET", "/v1/people/anna.mueller/consents").body.as_array(), SizeIs(3));
}

} // namespace
} // namespace pedell::pedelld
