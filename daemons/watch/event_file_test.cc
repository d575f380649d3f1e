// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/watch/event_file.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>

namespace pedell::watch
{
namespace
{

class EventFileTest : public testing::Test
{
protected:
    EventFileTest()
    {
        std::string name = testing::TempDir() + "events-XXXXXX";
        folder_ = ::mkdtemp(name.data());
        file_ = folder_ / "events.json";
    }
    ~EventFileTest() override
    {
        std::filesystem::remove_all(folder_);
    }
    void append(const std::string& text) const
    {
        std::ofstream(file_, std::ios::app) << text;
    }

    std::filesystem::path folder_;
    std::filesystem::path file_;
};

using Lines = std::vector<std::string>;

TEST_F(EventFileTest, GivesWholeLinesAndCutsThemOff)
{
    append("old\n");
    EventFile events(file_);
    EXPECT_EQ(events.read_lines(), Lines{});

    append("one\ntw");
    EXPECT_EQ(events.read_lines(), (Lines{"one"}));
    append("o\n");
    EXPECT_EQ(events.read_lines(), (Lines{"two"}));
    EXPECT_EQ(std::filesystem::file_size(file_), 0U);
    append("three\n");
    EXPECT_EQ(events.read_lines(), (Lines{"three"}));
}

TEST_F(EventFileTest, TakesUpAFileThatCameLaterOrWasReplaced)
{
    EventFile events(file_);
    EXPECT_EQ(events.read_lines(), Lines{});
    append("one\n");
    EXPECT_EQ(events.read_lines(), (Lines{"one"}));

    append("two\n");
    std::filesystem::rename(file_, folder_ / "events.json.old");
    append("three\n");
    EXPECT_EQ(events.read_lines(), (Lines{"two", "three"}));
}

TEST_F(EventFileTest, SkipsALineThatIsTooLong)
{
    append("");
    EventFile events(file_);
    append(std::string(100000, 'x'));
    EXPECT_EQ(events.read_lines(), Lines{});
    append("end\nnext\n");
    EXPECT_EQ(events.read_lines(), (Lines{"next"}));
}

} // namespace
} // namespace pedell::watch
