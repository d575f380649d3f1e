// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/wire.h"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace pedell::cli
{
namespace
{

constexpr core::Time now{std::chrono::seconds{1'790'000'000}};

TEST(Wire, MakesAPersonOfARow)
{
    const auto people = people_from_csv("role,given,surname,class,password,consent,consent_for\n"
                                        "pupil,Jörg,Müller,1a;Chor,Bafo-Remi-4821,2026-1,use:in_school\n",
                                        now);
    ASSERT_TRUE(people) << people.error().context;
    ASSERT_EQ(people->size(), 1U);

    EXPECT_EQ(
        boost::json::serialize(to_json(people->front())),
        R"({"role":"pupil","given":"Jörg","surname":"Müller","classes":["1a","Chor"],)"
        R"("password":"Bafo-Remi-4821","consents":[{"purpose":"use","channel":"in_school","form":"2026-1"}]})");
}

TEST(Wire, LeavesOutWhatIsNotSaid)
{
    const auto people = people_from_csv("role,given,surname\nguest,Änne,Größe\n", now);
    ASSERT_TRUE(people);

    EXPECT_EQ(boost::json::serialize(to_json(people->front())),
              R"({"role":"guest","given":"Änne","surname":"Größe"})");
}

TEST(Wire, TakesASignedFormForAllThatItAsksFor)
{
    EXPECT_EQ(consents_of("2026-1", {}).value().size(), 4U);
    EXPECT_EQ(consents_of("2026-1", {"evaluation"}).value().size(), 2U);
    EXPECT_EQ(consents_of("2026-1", {"use:from_home"}).value().size(), 1U);
    EXPECT_TRUE(consents_of("", {}).value().empty());
    EXPECT_FALSE(consents_of("", {"use"}));
    EXPECT_FALSE(consents_of("2026-1", {"use:"}));
    EXPECT_FALSE(consents_of("2026-1", {"advertising"}));
}

TEST(Wire, NamesTheRowThatIsWrong)
{
    const struct {
        const char* label;
        const char* row;
    } cases[] = {
        {"role", "kaiser,A,B,,,,"},      {"no given name", "pupil,,B,,,,"},
        {"no surname", "pupil,A, ,,,,"}, {"password against the rule", "pupil,A,B,,kurz,,"},
        {"login", "pupil,A,B,Größe,,,"}, {"consent", "pupil,A,B,,,f,everything"},
    };
    for (const auto& [label, row] : cases) {
        SCOPED_TRACE(label);
        const auto people = people_from_csv(
            std::string("role,given,surname,login,password,consent,consent_for\nguest,A,B,,,,\n") + row +
                '\n',
            now);
        ASSERT_FALSE(people);
        EXPECT_TRUE(people.error().context.starts_with("line 3: ")) << people.error().context;
    }
}

TEST(Wire, ReadsClassesAndAliases)
{
    const auto classes = classes_from_csv("name,kind\n1a,\nChor,group\n");
    ASSERT_TRUE(classes);
    EXPECT_EQ((*classes)[0].kind, core::ClassKind::school_class);
    EXPECT_EQ((*classes)[1].kind, core::ClassKind::working_group);
    EXPECT_FALSE(classes_from_csv("name,kind\n1a,club\n"));
    EXPECT_FALSE(classes_from_csv("name\na/b\n"));

    const auto aliases = aliases_from_csv("name,targets\nsekretariat,person:a.b;class:1a\n");
    ASSERT_TRUE(aliases);
    EXPECT_EQ(aliases->front().targets, (std::vector<std::string>{"person:a.b", "class:1a"}));
    EXPECT_FALSE(aliases_from_csv("name,targets\nsekretariat,\n"));
}

} // namespace
} // namespace pedell::cli
