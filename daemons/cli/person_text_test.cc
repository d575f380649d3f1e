// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/person_text.h"

#include "core/access.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace pedell::cli
{
namespace
{

boost::json::value people()
{
    return boost::json::parse(R"([
        {"login":"joerg.mueller","role":"pupil","given":"Jörg","surname":"Müller","classes":["1a"],"state":"active",
         "access":{"logon":{"allowed":true,"because":"allowed","until":null}}},
        {"login":"ada.kaya","role":"teacher","given":"Ada","surname":"Kaya","classes":["1a","2a"],"state":"locked",
         "access":{"logon":{"allowed":false,"because":"locked","until":null}}}])");
}

TEST(PersonText, ListsWhoIsAskedFor)
{
    EXPECT_EQ(show_people(people(), "", ""), "LOGIN          ROLE     NAME         CLASSES  STATE\n"
                                             "joerg.mueller  pupil    Jörg Müller  1a       active\n"
                                             "ada.kaya       teacher  Ada Kaya     1a, 2a   locked\n");
    EXPECT_EQ(choose_people(people(), "teacher", "").as_array().size(), 1U);
    EXPECT_EQ(choose_people(people(), "", "1a").as_array().size(), 2U);
    EXPECT_EQ(choose_people(people(), "pupil", "2a").as_array().size(), 0U);
}

TEST(PersonText, ShowsThePasswordOnceAndThatItMustBeChanged)
{
    const auto made =
        boost::json::parse(R"({"login":"a.b","mail":"a.b@x.test","password":"Xy-12","must_change":true})");

    EXPECT_EQ(show_access(made), "Login:    a.b\n"
                                 "Address:  a.b@x.test\n"
                                 "Password: Xy-12\n"
                                 "It must be changed at the first log-on.\n");
}

TEST(PersonText, ShowsARoleInTheWordsOfTheSchoolToo)
{
    const auto person = [](const char* named) {
        return show_person({{"role", "pupil"}, {"role_name", named}});
    };

    EXPECT_TRUE(person("Lernende").contains(" pupil (Lernende)\n")) << person("Lernende");
    EXPECT_TRUE(person("pupil").contains(" pupil\n")) << person("pupil");
}

TEST(PersonText, ShowsStateSanctionsAndWhatIsOtherwiseAtHome)
{
    const auto person = boost::json::parse(R"({"state":"restricted",
        "access":{"home":{"because":"allowed","until":null},"mail":{"because":"restricted","until":null}},
        "access_from_home":{"home":{"because":"home_missing"},"mail":{"because":"restricted"}},
        "sanctions":[{"measure":"restriction","reason":"Streit","from":0,"until":null,"set_by":"system",
                      "ended_by":""}]})");
    const std::string text = show_person(person);

    EXPECT_TRUE(text.contains(" restricted\n")) << text;
    EXPECT_TRUE(text.contains(" open; from home: closed: no consent to the use from home\n")) << text;
    EXPECT_TRUE(text.contains(" closed: restricted\n")) << text;
    EXPECT_TRUE(text.contains("restriction 1970-01-01")) << text;
    EXPECT_TRUE(text.contains("Streit (set by system)\n")) << text;
}

TEST(PersonText, HasAWordForEveryStateAndReason)
{
    for (const auto state : core::all_states)
        EXPECT_FALSE(state_word(std::string(core::name_of(state))).contains('_'));
    for (const char* because :
         {"erased", "erasing", "left", "locked", "consent_missing", "consent_revoked", "role_without_service",
          "module_closed", "restricted", "evaluation_missing", "home_missing", "home_revoked"}) {
        EXPECT_TRUE(core::because_from(because)) << because;
        EXPECT_TRUE(word(because).starts_with("closed: ")) << because;
    }
}

TEST(PersonText, ShowsTheHistoryOfConsents)
{
    const auto consents = boost::json::parse(R"([{"purpose":"use","channel":"from_home","form":"2026-1",
        "signed":0,"given":0,"expires":null,"revoked":60,"recorded_by":"office","revoked_by":"head"}])");
    const std::string text = show_consents(consents);

    EXPECT_TRUE(text.contains("use  from home  2026-1  1970-01-01  1970-01-01")) << text;
    EXPECT_TRUE(text.contains("office")) << text;
    EXPECT_TRUE(text.contains("head\n")) << text;
}

TEST(PersonText, SurvivesAnAnswerWithoutTheFieldsItKnows)
{
    EXPECT_NO_THROW((void)show_person(boost::json::parse(R"({"login":7})")));
    EXPECT_NO_THROW((void)show_people(boost::json::parse("{}"), "", ""));
    EXPECT_NO_THROW((void)show_consents(nullptr));
}

} // namespace
} // namespace pedell::cli
