// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/files_commands.h"

#include "daemons/cli/fake_api.h"

#include <CLI/App.hpp>
#include <gtest/gtest.h>

namespace pedell::cli
{
namespace
{

boost::json::object drift(const char* folder, const char* of, const char* kind)
{
    return {{"folder", folder}, {"of", of}, {"place", ""}, {"kind", kind}, {"count", 2}};
}

TEST(FilesCheck, NamesClassesAndCountsPeople)
{
    const auto text = show_drifts({drift("5a", "class", "list"), drift("people/12", "person", "mode"),
                                   drift("people/13", "person", "mode")},
                                  false, 0);
    EXPECT_NE(text.find("5a"), std::string::npos);
    EXPECT_EQ(text.find("people/"), std::string::npos) << text;
    EXPECT_NE(text.find('4'), std::string::npos) << text;
    EXPECT_NE(text.find("--heal"), std::string::npos);
}

TEST(FilesCheck, SaysWhatWasCleared)
{
    EXPECT_NE(show_drifts({}, true, 7).find('7'), std::string::npos);
    EXPECT_EQ(show_drifts({}, true, 0).find('0'), std::string::npos);
}

TEST(FilesCheck, AsksFolderByFolder)
{
    Paper paper;
    paper.api.answer(R"({"drifts":[],"cleared":0})");
    paper.api.answer(R"([{"name":"5a"}])");
    ExitCode outcome = ExitCode::ok;
    CLI::App app("", "pedell");
    const FilesCommands files(app, paper.session, outcome);
    app.parse("files check --heal");
    EXPECT_EQ(outcome, ExitCode::ok);
    EXPECT_EQ(paper.api.asked,
              (std::vector<std::string>{
                  R"(POST /v1/files:check {"teachers_room":true,"heal":true})", "GET /v1/classes",
                  R"(POST /v1/files:check {"class":"5a","heal":true})", "GET /v1/people"}));
}

} // namespace
} // namespace pedell::cli
