// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/person_text.h"

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
        {"login":"joerg.mueller","role":"pupil","given":"Jörg","surname":"Müller","classes":["1a"],
         "access":{"logon":{"allowed":true,"because":"allowed","until":null}}},
        {"login":"ada.kaya","role":"teacher","given":"Ada","surname":"Kaya","classes":["1a","2a"],
         "access":{"logon":{"allowed":false,"because":"locked","until":null}}}])");
}

TEST(PersonText, ListsWhoIsAskedFor)
{
    EXPECT_EQ(show_people(people(), "", ""),
              "LOGIN          ROLE     NAME         CLASSES  STATE\n"
              "joerg.mueller  pupil    Jörg Müller  1a       open\n"
              "ada.kaya       teacher  Ada Kaya     1a, 2a   closed: locked\n");
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

TEST(PersonText, SurvivesAnAnswerWithoutTheFieldsItKnows)
{
    EXPECT_NO_THROW((void)show_person(boost::json::parse(R"({"login":7})")));
    EXPECT_NO_THROW((void)show_people(boost::json::parse("{}"), "", ""));
    EXPECT_NO_THROW((void)show_consents(nullptr));
}

} // namespace
} // namespace pedell::cli
