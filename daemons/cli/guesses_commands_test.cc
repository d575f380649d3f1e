// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/guesses_commands.h"

#include "daemons/cli/fake_api.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <gtest/gtest.h>

namespace pedell::cli
{
namespace
{

struct Stage {
    Paper paper;
    std::vector<std::string> asked;
    base::Result<boost::json::value> answer;

    int run(const std::string& line)
    {
        ExitCode outcome = ExitCode::ok;
        CLI::App app("", "pedell");
        app.fallthrough();
        app.add_flag("--json", paper.session.json);
        const GuessesCommands guesses(app, paper.session, outcome, [this](const std::string& question) {
            asked.push_back(question);
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

TEST(Guesses, AreListedForPeopleAndPrograms)
{
    const std::string json =
        R"({"wall":true,"blocks":[{"door":"mail","address":"10.0.0.7","person":"anna","seconds":60},)"
        R"({"door":"domain","address":"2001:db8::7","person":"","seconds":7}]})";
    Stage stage{.paper = {}, .asked = {}, .answer = boost::json::parse(json)};
    EXPECT_EQ(stage.run("guesses list"), 0);
    EXPECT_EQ(stage.asked, std::vector<std::string>{"list"});
    EXPECT_EQ(stage.paper.out.str(), "Door             Address      Login  Seconds left\n"
                                     "mail             10.0.0.7     anna   60\n"
                                     "PCs and folders  2001:db8::7  all    7\n");

    Stage program{.paper = {}, .asked = {}, .answer = boost::json::parse(json)};
    EXPECT_EQ(program.run("guesses list --json"), 0);
    EXPECT_EQ(program.paper.out.str(), json + '\n');
}

TEST(Guesses, AreClearedByAddressOrAltogether)
{
    Stage stage{.paper = {}, .asked = {}, .answer = boost::json::parse(R"({"cleared":3})")};
    EXPECT_EQ(stage.run("guesses clear 10.0.0.7"), 0);
    EXPECT_EQ(stage.run("guesses clear"), 0);
    EXPECT_EQ(stage.asked, (std::vector<std::string>{"clear 10.0.0.7", "clear"}));
    EXPECT_EQ(stage.paper.out.str(), "3 blocks are lifted.\n3 blocks are lifted.\n");
    EXPECT_EQ(stage.run("guesses clear everybody"), 2);
    EXPECT_EQ(stage.asked.size(), 2U);
}

TEST(Guesses, SayThatTheWatcherIsAway)
{
    Stage stage{.paper = {}, .asked = {}, .answer = base::fail(base::Errc::unavailable, "away")};
    EXPECT_EQ(stage.run("guesses list"), 75);
    EXPECT_EQ(stage.paper.err.str(), "pedell: away\n");
}

} // namespace
} // namespace pedell::cli
