// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/scan_commands.h"

#include "daemons/cli/fake_api.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <boost/json/parse.hpp>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

namespace pedell::cli
{
namespace
{

using testing::HasSubstr;

/// A file, and a scand that answers what the test wants.
struct Stage {
    Paper paper;
    scan::Question asked;
    std::string bytes;
    base::Result<scan::Answer> answer;

    int run(const std::string& line)
    {
        ExitCode outcome = ExitCode::ok;
        CLI::App app("", "pedell");
        app.fallthrough();
        app.add_flag("--json", paper.session.json);
        const ScanCommands scan(app, paper.session, outcome, [this](int fd, const scan::Question& question) {
            asked = question;
            bytes.resize(16);
            bytes.resize(
                static_cast<std::size_t>(std::max<ssize_t>(0, ::pread(fd, bytes.data(), bytes.size(), 0))));
            return answer;
        });
        try {
            app.parse(line);
        } catch (const CLI::ParseError&) {
            return 2;
        }
        return static_cast<int>(outcome);
    }
};

class ScanTest : public testing::Test
{
protected:
    ScanTest()
    {
        std::string pattern = "/tmp/scan-XXXXXX";
        folder = ::mkdtemp(pattern.data());
        std::ofstream(folder / "a.docm") << "bytes";
        std::ofstream(folder / "a.eml") << "bytes";
    }
    ~ScanTest() override
    {
        std::filesystem::remove_all(folder);
    }
    ScanTest(const ScanTest&) = delete;
    ScanTest& operator=(const ScanTest&) = delete;
    [[nodiscard]] std::string file(const char* name) const
    {
        return (folder / name).native();
    }
    std::filesystem::path folder;
    Stage stage{
        .paper = {},
        .asked = {},
        .bytes = {},
        .answer = scan::Answer{
            .verdict = {core::Decision::refuse, core::ContentRule::macro, "a.docm", "vba"},
            .findings = core::Findings{
                .parts = {{.path = "a.docm", .kind = core::Kind::document, .type = "x/y", .bytes = 5}},
                .list = {{core::Trait::macro, "a.docm", "vba"}},
                .complete = true}}};
};

TEST_F(ScanTest, HandsTheFileOverAndExplainsARefusal)
{
    EXPECT_EQ(stage.run("scan " + file("a.docm") + " --as pupil --door drive"), 1);
    EXPECT_EQ(stage.bytes, "bytes");
    EXPECT_EQ(stage.asked.name, "a.docm");
    EXPECT_EQ(stage.asked.whole, scan::Whole::file);
    EXPECT_EQ(stage.asked.context,
              (core::Context{core::Role::pupil, core::Door::drive, core::Area::home, false}));
    const auto text = stage.paper.out.str();
    EXPECT_THAT(text, HasSubstr("Refused by the rule macro."));
    EXPECT_THAT(text, HasSubstr("a.docm: Dokumente mit Makros"));
    EXPECT_THAT(text, HasSubstr("a.docm  document  x/y   5"));
    EXPECT_THAT(text, HasSubstr("macro  vba     a.docm"));
}

TEST_F(ScanTest, TakesAMessageAsAWholeAtTheDoorsOfMailAlone)
{
    static_cast<void>(stage.run("scan " + file("a.eml") + " --as teacher --door mail --among-staff"));
    EXPECT_EQ(stage.asked.whole, scan::Whole::message);
    EXPECT_EQ(stage.asked.context,
              (core::Context{core::Role::teacher, core::Door::mail, core::Area::mailbox, true}));
    static_cast<void>(stage.run("scan " + file("a.eml") + " --as teacher --door drive --area hand_in"));
    EXPECT_EQ(stage.asked.whole, scan::Whole::file);
    EXPECT_EQ(stage.asked.context.area, core::Area::hand_in);
}

TEST_F(ScanTest, TellsProgramsAllOfIt)
{
    EXPECT_EQ(stage.run("scan " + file("a.docm") + " --as pupil --door drive --json"), 1);
    const auto json = boost::json::parse(stage.paper.out.str());
    EXPECT_EQ(json.at("verdict"), "refuse");
    EXPECT_EQ(json.at("rule"), "macro");
    EXPECT_EQ(json.at("complete"), true);
    EXPECT_EQ(json.at("findings").at(0).at("found"), "macro");
    EXPECT_EQ(json.at("parts").at(0).at("bytes"), 5);
}

TEST_F(ScanTest, EndsByTheVerdict)
{
    const std::string line = "scan " + file("a.docm") + " --as pupil --door drive";
    stage.answer->verdict = {core::Decision::pass, core::ContentRule::none, "", ""};
    EXPECT_EQ(stage.run(line), 0);
    stage.answer->verdict = {};
    EXPECT_EQ(stage.run(line), 75);
    stage.answer = base::fail(base::Errc::unavailable, "away");
    EXPECT_EQ(stage.run(line), 75);
    EXPECT_EQ(stage.run("scan " + file("nothing") + " --as pupil --door drive"), 3);
}

TEST_F(ScanTest, RefusesWrongUse)
{
    for (const char* words : {"", " --as pupil", " --as boss --door mail", " --as pupil --door window",
                              " --as pupil --door drive --area cellar"})
        EXPECT_EQ(stage.run("scan " + file("a.docm") + words), 2) << words;
}

} // namespace
} // namespace pedell::cli
