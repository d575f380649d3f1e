// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/token_file.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace pedell::cli
{
namespace
{

class TokenFile : public testing::Test
{
protected:
    TokenFile()
    {
        std::string name = (std::filesystem::temp_directory_path() / "pedell-token-XXXXXX").string();
        folder = ::mkdtemp(name.data());
        file = token_path(folder.c_str(), nullptr).value();
    }
    ~TokenFile() override
    {
        std::filesystem::remove_all(folder);
    }
    std::filesystem::path folder;
    std::filesystem::path file;
};

TEST_F(TokenFile, LiesInTheRuntimeFolderElseInTheCache)
{
    EXPECT_EQ(token_path("/run/user/1000", "/home/eva"), "/run/user/1000/pedell/token");
    EXPECT_EQ(token_path(nullptr, "/home/eva"), "/home/eva/.cache/pedell/token");
    EXPECT_EQ(token_path("relative", "/home/eva"), "/home/eva/.cache/pedell/token");
    EXPECT_EQ(token_path(nullptr, nullptr), std::nullopt);
}

TEST_F(TokenFile, IsForItsOwnerAlone)
{
    EXPECT_EQ(read_token(file), std::nullopt);
    ASSERT_TRUE(store_token(file, "00ff"));
    ASSERT_TRUE(store_token(file, "0aff"));
    EXPECT_EQ(read_token(file), "0aff");

    struct stat found{};
    ASSERT_EQ(::stat(file.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0600U);
    ASSERT_EQ(::stat(file.parent_path().c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0700U);

    ::chmod(file.c_str(), 0640);
    EXPECT_EQ(read_token(file), std::nullopt) << "others could have read it";
    ::chmod(file.c_str(), 0600);
    forget_token(file);
    EXPECT_EQ(read_token(file), std::nullopt);
}

TEST_F(TokenFile, IsNoLinkAndHoldsNothingButAToken)
{
    ASSERT_TRUE(store_token(file, "00ff\r\nX-Other: 1"));
    EXPECT_EQ(read_token(file), std::nullopt);

    ASSERT_TRUE(store_token(file, "00ff"));
    const auto link = file.parent_path() / "link";
    std::filesystem::create_symlink(file, link);
    EXPECT_EQ(read_token(link), std::nullopt);
}

} // namespace
} // namespace pedell::cli
