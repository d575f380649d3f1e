// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/rules.h"

#include "daemons/scand/reloader.h"

#include <csignal>
#include <filesystem>
#include <format>
#include <fstream>
#include <gmock/gmock.h>

namespace pedell::scand
{
namespace
{

using namespace std::chrono_literals;

class RulesTest : public testing::Test
{
protected:
    RulesTest()
    {
        std::string pattern = "/tmp/rules-XXXXXX";
        folder = ::mkdtemp(pattern.data());
        std::filesystem::create_directory(folder / "links.d");
        write("links.d/werbung.hosts", "0.0.0.0 ads.example\n");
        write("links.d/eigene.refuse", "bad.example\n");
        write("links.d/gut.allow", "lernen.bad.example\n");
        write("links.d/README", "nothing.example\n");
        write("school.toml", school());
    }
    ~RulesTest() override
    {
        std::filesystem::remove_all(folder);
    }
    RulesTest(const RulesTest&) = delete;
    RulesTest& operator=(const RulesTest&) = delete;

    void write(const char* name, const std::string& text) const
    {
        std::ofstream(folder / name) << text;
    }
    [[nodiscard]] std::string school(const std::string& more = {}) const
    {
        return std::format("[school]\ndomain = \"a.test\"\n[content]\nlink_lists = [\"{}\"]\n{}",
                           (folder / "links.d").native(), more);
    }
    std::filesystem::path folder;
};

TEST_F(RulesTest, ReadSettingsAndListsOfAFolder)
{
    const auto rules = load_rules(folder / "school.toml");
    ASSERT_TRUE(rules) << rules.error().context;
    EXPECT_EQ((*rules)->domain, "a.test");
    EXPECT_TRUE((*rules)->links.refuse("www.ads.example"));
    EXPECT_TRUE((*rules)->links.refuse("bad.example"));
    EXPECT_FALSE((*rules)->links.refuse("lernen.bad.example"));
    EXPECT_FALSE((*rules)->links.refuse("nothing.example"));
}

TEST_F(RulesTest, NameTheFaultAndTheListThatIsAway)
{
    write("school.toml", school("clamd = 5\n"));
    EXPECT_THAT(load_rules(folder / "school.toml").error().context, testing::HasSubstr("school.toml:5:"));
    write("school.toml", "[school]\ndomain = \"a.test\"\n[content]\nlink_lists = [\"/nowhere/a.hosts\"]\n");
    const auto away = load_rules(folder / "school.toml");
    ASSERT_FALSE(away);
    EXPECT_THAT(away.error().context, testing::HasSubstr("/nowhere/a.hosts"));
}

TEST_F(RulesTest, AreReadAnewAtASignal)
{
    const auto loop = Loop::make();
    ASSERT_TRUE(loop);
    std::vector<std::shared_ptr<const Rules>> taken;
    Reloader reloader(*loop, folder / "school.toml", [&](std::shared_ptr<const Rules> rules) {
        taken.push_back(std::move(rules));
        loop->stop();
    });
    ASSERT_TRUE(reloader.open());
    const auto late = loop->after(20s, [&] { loop->stop(); });
    ::raise(SIGHUP);
    ASSERT_TRUE(loop->run());
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_TRUE(taken.front()->links.refuse("bad.example"));
}

} // namespace
} // namespace pedell::scand
