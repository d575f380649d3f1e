// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/bulk.h"
#include "daemons/cli/fake_api.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

namespace pedell::cli
{
namespace
{

/// A folder that is gone after the test.
class Import : public testing::Test
{
protected:
    void SetUp() override
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "pedell-import-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override
    {
        std::filesystem::remove_all(folder_);
    }
    std::string write(const std::string& name, const std::string& text)
    {
        std::ofstream(folder_ / name) << text;
        return (folder_ / name).string();
    }
    std::filesystem::path folder_;
    Paper paper_;
};

std::string people(int count)
{
    std::string text = "role,given,surname,password\n";
    for (int i = 0; i < count; ++i)
        text += "pupil,Kind,Nummer" + std::to_string(i) + ",Bafo-Remi-4821\n";
    return text;
}

TEST_F(Import, SendsPeopleInChunksOfTwenty)
{
    paper_.api.answer("[]");
    const ExitCode code = import_people(paper_.session, write("import.csv", people(45)), false);

    EXPECT_EQ(code, ExitCode::ok);
    ASSERT_EQ(paper_.api.asked.size(), 4U);
    EXPECT_EQ(paper_.api.asked[0], "GET /v1/people");
    EXPECT_TRUE(paper_.api.asked[1].starts_with("POST /v1/people:bulk [{"));
    EXPECT_NE(paper_.api.asked[3].find("Nummer44"), std::string::npos);
    EXPECT_NE(paper_.err.str().find("45/45"), std::string::npos);
}

TEST_F(Import, TellsTheRowsThatFailedAndTheNewPasswords)
{
    paper_.api.answer("[]");
    paper_.api.answer(
        R"({"rows":[{"login":"a.b","password":"Xy-1"},{"code":"not_found","context":"class 9z"}],
                          "pending":[]})");
    paper_.session.json = true;
    const ExitCode code = import_people(
        paper_.session, write("i.csv", "role,given,surname,class\npupil,A,B,\npupil,C,D,9z\n"), false);

    EXPECT_EQ(code, ExitCode::failed);
    EXPECT_EQ(
        paper_.out.str(),
        R"({"total":2,"known":0,"added":1,"failed":[{"row":2,"code":"not_found","context":"C D: class 9z"}],)"
        R"("passwords":[{"login":"a.b","password":"Xy-1"}],"dry_run":false})"
        "\n");
}

TEST_F(Import, LeavesThoseAloneWhoAreThereAlready)
{
    paper_.api.answer(
        R"([{"login":"leon.schmidt","role":"pupil","given":"Leon","surname":"Schmidt","classes":["1a"]}])");
    const std::string file = write(
        "i.csv",
        "role,given,surname,class\npupil,Leon,Schmidt,1a\npupil,Leon,Schmidt,3b\npupil,Leon,Schmidt,1a\n");
    const ExitCode code = import_people(paper_.session, file, true);

    EXPECT_EQ(code, ExitCode::ok);
    EXPECT_EQ(paper_.api.asked, (std::vector<std::string>{"GET /v1/people"})) << "--dry-run writes nothing";
    EXPECT_NE(paper_.out.str().find("3 in the file, 1 already there, 2 would be added"), std::string::npos)
        << paper_.out.str();
}

TEST_F(Import, TakesABadFileForWrongUseAndAsksNobody)
{
    EXPECT_EQ(import_people(paper_.session, write("i.csv", "role,given\n"), false), ExitCode::usage);
    EXPECT_EQ(import_people(paper_.session, (folder_ / "absent.csv").string(), false), ExitCode::usage);
    EXPECT_TRUE(paper_.api.asked.empty());
    EXPECT_NE(paper_.err.str().find("i.csv: line 1: column \"surname\" is missing"), std::string::npos);
}

TEST_F(Import, OfASchoolMakesClassesFirst)
{
    write("classes.csv", "name\n1a\n2a\n");
    write("import.csv", people(1));
    paper_.api.answer("{}");
    paper_.api.refuse(base::Errc::conflict, "taken");
    paper_.api.answer("[]");
    const ExitCode code = import_school(paper_.session, folder_.string(), false);

    EXPECT_EQ(code, ExitCode::ok);
    ASSERT_EQ(paper_.api.asked.size(), 4U);
    EXPECT_EQ(paper_.api.asked[0], R"(POST /v1/classes {"name":"1a","kind":"class"})");
    EXPECT_NE(paper_.out.str().find("2 in the file, 1 already there, 1 added"), std::string::npos);
}

TEST_F(Import, StopsWhenPedelldGoesAway)
{
    paper_.api.answer("[]");
    paper_.api.refuse(base::Errc::unavailable, "away");

    EXPECT_EQ(import_people(paper_.session, write("import.csv", people(45)), false), ExitCode::try_again);
    EXPECT_EQ(paper_.api.asked.size(), 2U);
}

} // namespace
} // namespace pedell::cli
