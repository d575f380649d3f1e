// SPDX-License-Identifier: GPL-3.0-or-later
#include "letters/read.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>

namespace pedell::letters
{
namespace
{

using testing::HasSubstr;
using testing::Not;

boost::json::value good()
{
    return boost::json::parse(
        R"({"date":"01.09.2026","school":{"name":"Grundschule am Wald","server":"server.ad.waldschule.test",)"
        R"("drive_home":"H:","drive_classes":"K:","share_home":"home","share_classes":"klassen"},)"
        R"("letters":[{"login":"anna.roth","sam":"anna.roth","given":"Anna","surname":"Roth","role":"pupil",)"
        R"("role_name":"Schülerin","classes":["5a","Chor"],"password":"Kw7p-a3Xd-9hTu","mail":null,)"
        R"("must_change":true,"logon":true,"mail_open":false,"files":true,"class_files":true,)"
        R"("mail_from_home":false,"files_from_home":false,"earlier":null}]})");
}

TEST(ReadBatch, TakesWhatTheApiAnswers)
{
    const auto batch = read_batch(boost::json::serialize(good()));

    ASSERT_TRUE(batch) << batch.error().context;
    ASSERT_EQ(batch->letters.size(), 1U);
    EXPECT_EQ(batch->school.name, "Grundschule am Wald");
    EXPECT_EQ(batch->letters[0].name, "Anna Roth");
    EXPECT_EQ(batch->letters[0].group_de, "Klasse 5a, Chor");
    EXPECT_EQ(batch->letters[0].mail, "");
    EXPECT_TRUE(batch->letters[0].one_time);
}

TEST(ReadBatch, NamesTheFieldThatIsWrongButNotItsContent)
{
    const struct {
        const char* label;
        const char* pointer;
        boost::json::value value;
    } cases[] = {{"no login", "/letters/0/login", nullptr},
                 {"empty password", "/letters/0/password", ""},
                 {"long name", "/letters/0/surname", boost::json::string(513, 'x')},
                 {"two lines", "/letters/0/given", "Kw7p-a3Xd\nX"},
                 {"number", "/letters/0/sam", 7},
                 {"no flag", "/letters/0/logon", "yes"},
                 {"class no text", "/letters/0/classes/0", 5},
                 {"letter no object", "/letters/0", 5},
                 {"no list", "/letters", 5},
                 {"no school", "/school", 5},
                 {"no date", "/date", nullptr}};
    for (const auto& [label, pointer, value] : cases) {
        SCOPED_TRACE(label);
        auto wrong = good();
        wrong.at_pointer(pointer) = value;
        const auto batch = read_batch(boost::json::serialize(wrong));
        ASSERT_FALSE(batch);
        EXPECT_EQ(batch.error().code, base::Errc::malformed);
        EXPECT_THAT(batch.error().context, Not(HasSubstr("Kw7p")));
    }
}

TEST(ReadBatch, RefusesWhatIsNoTextOrTooMuch)
{
    EXPECT_FALSE(read_batch(""));
    EXPECT_FALSE(read_batch("\"\xff\""));
    EXPECT_EQ(read_batch(std::string(largest_input + 1, ' ')).error().code, base::Errc::over_limit);
    auto many = good();
    auto& list = many.at("letters").as_array();
    list.resize(most_letters + 1, list[0]);
    EXPECT_EQ(read_batch(boost::json::serialize(many)).error().code, base::Errc::over_limit);
}

} // namespace
} // namespace pedell::letters
