// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/firstboot/esp.h"

#include "base/file.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>

namespace pedell::firstboot
{
namespace
{

namespace fs = std::filesystem;

class OnTheEsp : public testing::Test
{
protected:
    OnTheEsp()
    {
        std::string name = (fs::temp_directory_path() / "pedell-esp-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    ~OnTheEsp() override
    {
        fs::remove_all(folder_);
    }
    void lay(const std::string& name, std::string_view bytes) const
    {
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
    }

    fs::path folder_;
};

TEST_F(OnTheEsp, WindowsLineEndsAndMarkAreRead)
{
    lay("school.toml", "\xEF\xBB\xBF[school]\r\ndomain = \"w.de\"\r\n");

    EXPECT_EQ(Esp(folder_).read().text, "[school]\ndomain = \"w.de\"\n");
}

TEST_F(OnTheEsp, WhatIsNotThereIsSaid)
{
    EXPECT_TRUE(Esp(folder_ / "none").read().absent->en.contains("not there")) << "no folder";
    EXPECT_TRUE(Esp(folder_).read().absent->en.contains("not there")) << "nothing is mounted on it";

    lay("loader.conf", "");
    EXPECT_TRUE(Esp(folder_).read().absent->en.contains("is missing"));

    lay("school.toml.txt", "");
    EXPECT_TRUE(Esp(folder_).read().absent->de.contains("umbenennen"));
}

TEST_F(OnTheEsp, AFileThatIsNoTextIsAFault)
{
    lay("school.toml", "\xFF\xFE[");

    ASSERT_TRUE(Esp(folder_).read().fault);
    EXPECT_TRUE(Esp(folder_).read().fault->message.contains("UTF-16"));

    lay("school.toml", std::string(1 << 20, '#'));
    ASSERT_TRUE(Esp(folder_).read().fault);
    EXPECT_TRUE(Esp(folder_).read().fault->message.contains("large"));
}

TEST_F(OnTheEsp, TheReportComesAndGoes)
{
    const Esp esp(folder_);
    const fs::path report = folder_ / report_name;

    ASSERT_TRUE(esp.tell("")) << "nothing to tell, and nothing told before";
    EXPECT_FALSE(fs::exists(report));

    ASSERT_TRUE(esp.tell("Zeile 3\r\n"));
    EXPECT_EQ(base::read_file(report), "Zeile 3\r\n");
    const auto written = fs::last_write_time(report);

    ASSERT_TRUE(esp.tell("Zeile 3\r\n"));
    EXPECT_EQ(fs::last_write_time(report), written) << "the same is not written again";

    ASSERT_TRUE(esp.tell(""));
    EXPECT_FALSE(fs::exists(report));
    EXPECT_TRUE(fs::is_empty(folder_)) << "nothing half-made is left";
}

TEST_F(OnTheEsp, AReportThatCannotBeWrittenIsAnError)
{
    EXPECT_FALSE(Esp(folder_ / "none").tell("Zeile 3"));
    EXPECT_TRUE(Esp(folder_ / "none").tell(""));
}

} // namespace
} // namespace pedell::firstboot
