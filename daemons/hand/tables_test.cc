// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/tables.h"
#include "daemons/hand/test_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace pedell::hand
{
namespace
{

class TablesTest : public testing::Test
{
protected:
    TablesTest()
    {
        std::filesystem::create_directory(from_);
        std::filesystem::create_directory(to_);
    }
    void put(const std::string& name, const std::string& content) const
    {
        std::ofstream(from_ / name) << content;
    }
    [[nodiscard]] base::Result<bool> install(const std::vector<std::string>& names) const
    {
        return install_tables(from_, to_, names, ::geteuid(), {.mode = 0640});
    }

    TestFolder folder_;
    std::filesystem::path from_ = folder_.path() / "tables";
    std::filesystem::path to_ = folder_.path() / "postfix";
};

TEST_F(TablesTest, CopiesWhatDiffers)
{
    put("mailboxes.cdb", std::string("\0\1", 2));
    put("senders.cdb", "x");
    EXPECT_EQ(install({"mailboxes"}).value_or(false), true);
    EXPECT_EQ(install({"mailboxes"}).value_or(true), false);
    EXPECT_EQ(base::read_file(to_ / "mailboxes.cdb").value_or(""), std::string("\0\1", 2));
    EXPECT_FALSE(std::filesystem::exists(to_ / "senders.cdb"));

    struct stat found{};
    ASSERT_EQ(::stat((to_ / "mailboxes.cdb").c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 07777, 0640U);
}

TEST_F(TablesTest, HealsAFileThatOthersMayRead)
{
    put("mailboxes.cdb", "x");
    EXPECT_EQ(install({"mailboxes"}).value_or(false), true);
    ::chmod((to_ / "mailboxes.cdb").c_str(), 0644);
    EXPECT_EQ(install({"mailboxes"}).value_or(false), true);
}

TEST_F(TablesTest, RefusesWhatIsNoFileOfItsOwn)
{
    std::ofstream(folder_.path() / "secret") << "root's";
    std::filesystem::create_symlink(folder_.path() / "secret", from_ / "mailboxes.cdb");
    ASSERT_EQ(::mkfifo((from_ / "aliases.cdb").c_str(), 0600), 0);
    std::filesystem::create_hard_link(folder_.path() / "secret", from_ / "senders.cdb");
    for (const char* name : {"mailboxes", "aliases", "senders"}) {
        SCOPED_TRACE(name);
        const auto installed = install({name});
        ASSERT_FALSE(installed);
        EXPECT_EQ(installed.error().code, base::Errc::denied);
    }
    EXPECT_TRUE(std::filesystem::is_empty(to_));
}

TEST_F(TablesTest, RefusesAnotherUsersFile)
{
    put("mailboxes.cdb", "x");
    const auto installed = install_tables(from_, to_, {"mailboxes"}, ::geteuid() + 1, {.mode = 0640});
    ASSERT_FALSE(installed);
    EXPECT_EQ(installed.error().code, base::Errc::denied);
}

TEST_F(TablesTest, SaysSoWhenATableIsMissing)
{
    const auto installed = install({"mailboxes"});
    ASSERT_FALSE(installed);
    EXPECT_EQ(installed.error().code, base::Errc::not_found);
}

} // namespace
} // namespace pedell::hand
