// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/test_desk.h"

#include <gmock/gmock.h>

namespace pedell::pedelld
{
namespace
{

using boost::json::array;
using testing::SizeIs;

class LettersRoutes : public testing::Test
{
protected:
    void SetUp() override
    {
        test.school.name = "Grundschule am Wald";
        test.call("POST", "/v1/classes", R"({"name":"5a","kind":"class"})");
        test.add("Ben", "Kern", R"(,"classes":["5a"])");
        test.add("Anna", "Alt", R"(,"classes":["5a"])");
        test.call("POST", "/v1/people",
                  R"({"role":"teacher","given":"Tom","surname":"Lehr","classes":["5a"]})");
    }
    [[nodiscard]] Answer print(const std::string& body)
    {
        return test.call("POST", "/v1/letters", body);
    }
    /// "login because" of each who got none.
    [[nodiscard]] static std::vector<std::string> skipped(const Answer& given)
    {
        std::vector<std::string> all;
        for (const auto& one : given.body.at("skipped").as_array())
            all.push_back(std::string(one.at("login").as_string()) + ' ' +
                          std::string(one.at("because").as_string()));
        return all;
    }

    TestDesk test;
};

TEST_F(LettersRoutes, SetANewOneTimePasswordForEachPupilOfAClassBySurname)
{
    const auto before = test.accounts.people;
    const auto given = print(R"({"classes":["5A"]})");

    ASSERT_EQ(given.status, 200U);
    const auto& letters = given.body.at("letters").as_array();
    ASSERT_THAT(letters, SizeIs(2));
    EXPECT_EQ(letters[0].at("login").as_string(), "anna.alt");
    EXPECT_EQ(letters[0].at("mail").as_string(), "anna.alt@waldschule.test");
    EXPECT_EQ(letters[0].at("classes").as_array(), array({"5a"}));
    EXPECT_TRUE(letters[0].at("logon").as_bool());
    EXPECT_FALSE(letters[0].at("mail_from_home").as_bool());
    EXPECT_TRUE(letters[0].at("earlier").is_null());
    const auto& held = test.accounts.people.at(2);
    EXPECT_EQ(held.password, letters[0].at("password").as_string());
    EXPECT_NE(held.password, before.at(2).password);
    EXPECT_TRUE(held.must_change);
    EXPECT_THAT(skipped(given), testing::ElementsAre("tom.lehr not_a_pupil"));
    EXPECT_EQ(test.accounts.people.at(3).password, before.at(3).password);
    EXPECT_EQ(given.body.at("school").at("name").as_string(), "Grundschule am Wald");
}

TEST_F(LettersRoutes, OnlySayWhatWouldBeDoneWhenAskedSo)
{
    const auto before = test.accounts.people.at(1).password;
    const auto given = print(R"({"classes":["5a"],"dry_run":true})");

    ASSERT_THAT(given.body.at("letters").as_array(), SizeIs(2));
    EXPECT_FALSE(given.body.at("letters").at(0).as_object().contains("password"));
    EXPECT_EQ(test.accounts.people.at(1).password, before);
    EXPECT_EQ(test.desk.reg.last_letter(core::PersonId{1}).value(), std::nullopt);
}

TEST_F(LettersRoutes, RememberWhenTheLastOneWasMadeButNotWhatItSaid)
{
    const auto first = print(R"({"people":["ben.kern"]})").body.at("letters").at(0);
    const auto second = print(R"({"people":["ben.kern"]})").body.at("letters").at(0);

    EXPECT_EQ(second.at("earlier").as_int64(), test.now);
    EXPECT_NE(first.at("password").as_string(), second.at("password").as_string());
    EXPECT_FALSE(test.call("GET", "/v1/people/ben.kern").body.as_object().contains("password"));
}

TEST_F(LettersRoutes, SkipWhoMayNotGetOneAndSayWhy)
{
    test.call("POST", "/v1/people", R"({"role":"pupil","given":"Ohne","surname":"Bogen","classes":["5a"]})");
    test.call("POST", "/v1/people", R"({"role":"device","given":"","surname":"Kopierer"})");
    test.call("POST", "/v1/people/ben.kern/lock", R"({"reason":"x"})");
    test.add("Rita", "Rück");
    test.call("DELETE", "/v1/people/rita.rueck/consents/use");
    test.add("Geht", "Weg", R"(,"leaves":1790000100)");
    test.now += 200;
    const auto before = test.accounts.people;

    const auto given = print(R"({"people":["ohne.bogen","kopierer","ben.kern","rita.rueck","geht.weg"]})");

    EXPECT_THAT(skipped(given),
                testing::ElementsAre("ohne.bogen consent_missing", "kopierer device", "ben.kern locked",
                                     "rita.rueck consent_revoked", "geht.weg left"));
    EXPECT_THAT(given.body.at("letters").as_array(), SizeIs(0));
    for (const auto& [id, held] : before)
        EXPECT_EQ(test.accounts.people.at(id).password, held.password);
}

TEST_F(LettersRoutes, GiveAGuardianAPasswordThatStaysAsNoSchoolPcCanChangeIt)
{
    test.call("POST", "/v1/people", R"({"role":"guardian","given":"Petra","surname":"Kern"})");
    const auto given = print(R"({"people":["petra.kern","tom.lehr"]})");

    const auto& letters = given.body.at("letters").as_array();
    ASSERT_THAT(letters, SizeIs(2));
    EXPECT_FALSE(letters[0].at("must_change").as_bool());
    EXPECT_FALSE(letters[0].at("logon").as_bool());
    EXPECT_TRUE(letters[0].at("mail_from_home").as_bool());
    EXPECT_FALSE(test.accounts.people.at(4).must_change);
    EXPECT_TRUE(letters[1].at("must_change").as_bool());
}

TEST_F(LettersRoutes, TellThePasswordsThatWereSetBeforeActiveDirectoryWentAway)
{
    test.accounts.people.erase(1);
    const auto given = print(R"({"classes":["5a"]})"); // Anna first, Ben is not in Active Directory

    ASSERT_EQ(given.status, 200U);
    EXPECT_THAT(given.body.at("letters").as_array(), SizeIs(1));
    EXPECT_EQ(given.body.at("missing").as_array(), array({"ben.kern", "tom.lehr"}));
    EXPECT_EQ(given.body.at("error").at("code").as_string(), "unavailable");

    test.accounts.away = true;
    EXPECT_EQ(print(R"({"classes":["5a"]})").status, 503U);
}

TEST_F(LettersRoutes, RefuseWhatTheyDoNotUnderstand)
{
    EXPECT_EQ(print("{}").status, 400U);
    EXPECT_EQ(print(R"({"class":"5a"})").status, 400U);
    EXPECT_EQ(print(R"({"classes":["9z"]})").status, 404U);
    EXPECT_EQ(print(R"({"people":["ben.kern","niemand"]})").status, 404U);
}

} // namespace
} // namespace pedell::pedelld
