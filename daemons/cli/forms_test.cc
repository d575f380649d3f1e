// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/forms.h"

#include "daemons/cli/fake_api.h"
#include "daemons/cli/forms_csv.h"
#include "daemons/cli/time_text.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <iterator>
#include <unistd.h>

namespace pedell::cli
{
namespace
{

using testing::HasSubstr;
using testing::SizeIs;

constexpr std::chrono::month_day end_of_july{std::chrono::July, std::chrono::day{31}};

core::Time noon()
{
    return parse_time("2026-11-24 12:00", {}).value();
}

std::string read(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// What a line of the columns consent, use, evaluation and home answers, as "use:in_school+ ...".
std::string answers(const std::string& consent, const std::string& use, const std::string& evaluation,
                    const std::string& home)
{
    const auto forms = forms_from_csv("login,form,signed,consent,use,evaluation,home\na.b,1,2026-09-01," +
                                          consent + "," + use + "," + evaluation + "," + home + "\n",
                                      noon(), end_of_july);
    if (!forms)
        return "refused";

    std::string text;
    for (const auto& one : forms->at(0).form.at("answers").as_array())
        text += (text.empty() ? "" : " ") + std::string(one.at("purpose").as_string()) + ":" +
                std::string(one.at("channel").as_string()) + (one.at("yes").as_bool() ? "+" : "-");
    return text;
}

TEST(FormsCsv, ReadsEveryFileOfTheCorpusAsItsVerdictSays)
{
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(PEDELL_FORMS_CORPUS)) {
        if (entry.path().extension() != ".csv")
            continue;

        SCOPED_TRACE(entry.path().filename());
        ++files;
        const std::string told = read(entry.path().string() + ".verdict");
        const std::string verdict = told.substr(0, told.find('\n'));
        const auto forms = forms_from_csv(read(entry.path()), noon(), end_of_july);
        if (verdict.starts_with("ok ")) {
            ASSERT_TRUE(forms) << forms.error().front();
            EXPECT_EQ(std::to_string(forms->size()), verdict.substr(3));
            continue;
        }
        ASSERT_FALSE(forms);
        EXPECT_THAT(forms.error(), testing::Contains(HasSubstr(verdict)));
    }
    EXPECT_GT(files, 15U);
}

TEST(FormsCsv, TakesAnAnswerForWhatTheFormAsks)
{
    const struct {
        const char *consent, *use, *evaluation, *home, *answers;
    } cases[] = {
        {"yes", "", "", "", "use:in_school+ use:from_home+ evaluation:in_school+ evaluation:from_home+"},
        {"nein", "", "", "", "use:in_school- use:from_home- evaluation:in_school- evaluation:from_home-"},
        {"", "ja", "", "", "use:in_school+"},
        {"", "ja", "ja", "nein", "use:in_school+ use:from_home- evaluation:in_school+ evaluation:from_home-"},
        {"", "ja", "nein", "ja", "use:in_school+ use:from_home+ evaluation:in_school- evaluation:from_home-"},
        {"ja", "", "nein", "", "use:in_school+ use:from_home+ evaluation:in_school- evaluation:from_home-"},
        {"", "", "", "ja", "use:from_home+"},
        {"", "", "", "nein", "use:from_home- evaluation:from_home-"},
        {"", "", "", "", "refused"},
        {"", "jein", "", "", "refused"}};
    for (const auto& one : cases) {
        SCOPED_TRACE(one.answers);
        EXPECT_EQ(answers(one.consent, one.use, one.evaluation, one.home), one.answers);
    }
}

TEST(FormsCsv, TellsEveryFaultAndTheEndOfTheLastDay)
{
    const auto faulty = forms_from_csv("login,form,signed,consent\na.b,,x,y\nc.d,1,2026-09-01,yes\n,1,,yes\n",
                                       noon(), end_of_july);
    ASSERT_FALSE(faulty);
    EXPECT_THAT(faulty.error(), SizeIs(7)) << "three of line 2, four of line 4";

    const auto forms = forms_from_csv("login,form,signed,consent,expires\na.b,1,2026-09-01,yes,31.07.2027\n"
                                      "c.d,1,2026-09-01,yes,Schuljahr\n",
                                      noon(), end_of_july);
    ASSERT_TRUE(forms);
    const auto end = parse_time("2027-08-01", {}).value().time_since_epoch().count();
    EXPECT_EQ(forms->at(0).form.at("expires").as_int64(), end);
    EXPECT_EQ(forms->at(1).form.at("expires").as_int64(), end);
    EXPECT_EQ(forms->at(1).line, 3U);
}

/// A file that is gone after the test.
class FormsImport : public testing::Test
{
protected:
    void SetUp() override
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "pedell-forms-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override
    {
        std::filesystem::remove_all(folder_);
    }
    ExitCode import(const std::string& text, bool dry_run = false)
    {
        std::ofstream(folder_ / "f.csv") << text;
        return import_forms(paper_.session, (folder_ / "f.csv").string(), dry_run, end_of_july);
    }
    static std::string list(int count)
    {
        std::string text = "login,form,signed,consent\n";
        for (int i = 0; i < count; ++i)
            text += "a.b" + std::to_string(i) + ",1,2026-01-01,yes\n";
        return text;
    }
    std::filesystem::path folder_;
    Paper paper_;
};

TEST_F(FormsImport, TriesTheWholeFileThenGoesInChunks)
{
    paper_.api.answer(R"({"applied":false,"rows":[],"pending":[]})");
    for (int i = 0; i < 3; ++i)
        paper_.api.answer(
            R"({"applied":true,"rows":[{"login":"a.b","recorded":4,"revoked":1,"known":2,"outdated":0}],"pending":["tables"]})");

    EXPECT_EQ(import(list(45)), ExitCode::ok);
    ASSERT_THAT(paper_.api.asked, SizeIs(4));
    EXPECT_THAT(paper_.api.asked[0], HasSubstr(R"({"dry_run":true,"forms":[{"login":"a.b0")"));
    EXPECT_THAT(paper_.api.asked[0], HasSubstr("a.b44"));
    EXPECT_THAT(paper_.api.asked[1], HasSubstr(R"({"dry_run":false,)"));
    EXPECT_THAT(paper_.api.asked[1], testing::Not(HasSubstr("a.b20")));
    EXPECT_THAT(paper_.out.str(), HasSubstr("45 forms: 12 consents recorded, 3 revoked, 6 were so already."));
    EXPECT_THAT(paper_.out.str(), HasSubstr("Still being carried out: tables\n"));
    EXPECT_THAT(paper_.err.str(), HasSubstr("45/45"));
}

TEST_F(FormsImport, ChangesNothingWhereTheApiFindsAFault)
{
    paper_.session.json = true;
    paper_.api.answer(
        R"({"applied":false,"rows":[{"login":"a.b0"},{"code":"not_found","context":"a.b1: no person"}],"pending":[]})");

    EXPECT_EQ(import(list(2)), ExitCode::usage);
    EXPECT_THAT(paper_.api.asked, SizeIs(1));
    EXPECT_THAT(paper_.out.str(),
                HasSubstr(R"("failed":[{"line":3,"code":"not_found","context":"a.b1: no person"}])"));
}

TEST_F(FormsImport, OnlyTriesWithDryRunAndTellsWhatIsOutdated)
{
    paper_.api.answer(
        R"({"applied":false,"rows":[{"login":"a.b0","recorded":0,"revoked":0,"known":3,"outdated":1}],"pending":[]})");

    EXPECT_EQ(import(list(1), true), ExitCode::ok);
    EXPECT_THAT(paper_.api.asked, SizeIs(1));
    EXPECT_THAT(paper_.out.str(), HasSubstr("line 2: a.b0 signed this before a revocation"));
}

TEST_F(FormsImport, TellsHowFarItCameWhenPedelldGoesAway)
{
    paper_.api.answer(R"({"rows":[]})");
    paper_.api.answer(R"({"rows":[]})");
    paper_.api.refuse(base::Errc::unavailable, "away");

    EXPECT_EQ(import(list(45)), ExitCode::try_again);
    EXPECT_THAT(paper_.err.str(), HasSubstr("after 20 of 45 forms: away; run it again"));
}

TEST_F(FormsImport, AsksNobodyAboutABadFile)
{
    EXPECT_EQ(import("login,form,signed,consent\na.b,1,x,yes\na.b,1,y,yes\n"), ExitCode::usage);
    EXPECT_TRUE(paper_.api.asked.empty());
    EXPECT_THAT(paper_.err.str(), HasSubstr("f.csv: line 2, column signed, \"x\""));
    EXPECT_THAT(paper_.err.str(), HasSubstr("f.csv: line 3, column signed, \"y\""));
}

} // namespace
} // namespace pedell::cli
