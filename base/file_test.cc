// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

namespace pedell::base
{
namespace
{

namespace fs = std::filesystem;

class File : public testing::Test
{
protected:
    File()
    {
        auto pattern = (fs::temp_directory_path() / "pedell-file-XXXXXX").string();
        folder_ = ::mkdtemp(pattern.data());
    }
    ~File() override
    {
        fs::remove_all(folder_);
    }

    static struct stat about(const fs::path& path)
    {
        struct stat result{};
        EXPECT_EQ(::lstat(path.c_str(), &result), 0);
        return result;
    }

    fs::path folder_;
};

TEST_F(File, ReadsBackWhatItWrote)
{
    const std::string content("line\n\0after the zero", 20);
    ASSERT_TRUE(write_atomically(folder_ / "a", content));

    const auto read = read_file(folder_ / "a");

    ASSERT_TRUE(read);
    EXPECT_EQ(*read, content);
}

TEST_F(File, ReadsUpToTheLimitAndNotOneByteMore)
{
    ASSERT_TRUE(write_atomically(folder_ / "a", "12345"));

    EXPECT_TRUE(read_file(folder_ / "a", 5));

    const auto over = read_file(folder_ / "a", 4);
    ASSERT_FALSE(over);
    EXPECT_EQ(over.error().code, Errc::over_limit);
}

TEST_F(File, ReadsFilesOfTheKernelThatTellNoSize)
{
    const auto read = read_file("/proc/self/stat");

    ASSERT_TRUE(read);
    EXPECT_FALSE(read->empty());
}

TEST_F(File, TellsWhatIsMissingFromWhatIsNoFile)
{
    ASSERT_EQ(::mkfifo((folder_ / "fifo").c_str(), 0600), 0);

    EXPECT_EQ(read_file(folder_ / "none").error().code, Errc::not_found);
    EXPECT_EQ(read_file(folder_).error().code, Errc::denied);
    EXPECT_EQ(read_file(folder_ / "fifo").error().code, Errc::denied);
}

TEST_F(File, SetsTheModeWhateverTheUmask)
{
    const auto umask_before = ::umask(0077);
    ASSERT_TRUE(write_atomically(folder_ / "a", "x", {.mode = 0644}));
    ::umask(umask_before);

    EXPECT_EQ(about(folder_ / "a").st_mode & 07777U, 0644U);
}

TEST_F(File, LeavesNothingBesideTheTarget)
{
    ASSERT_TRUE(write_atomically(folder_ / "a", "old"));
    ASSERT_TRUE(write_atomically(folder_ / "a", "new"));

    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
    EXPECT_EQ(*read_file(folder_ / "a"), "new");
}

TEST_F(File, LeavesTheOldFileAndNoRemainsWhenItFails)
{
    fs::create_directory(folder_ / "target");

    EXPECT_FALSE(write_atomically(folder_ / "target", "x"));

    EXPECT_TRUE(fs::is_directory(folder_ / "target"));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(File, ReplacesALinkInsteadOfFollowingIt)
{
    ASSERT_TRUE(write_atomically(folder_ / "real", "kept"));
    fs::create_symlink(folder_ / "real", folder_ / "link");

    ASSERT_TRUE(write_atomically(folder_ / "link", "new"));

    EXPECT_EQ(*read_file(folder_ / "real"), "kept");
    EXPECT_TRUE(S_ISREG(about(folder_ / "link").st_mode));
}

TEST_F(File, FailsWithNotFoundWithoutTheFolder)
{
    const auto written = write_atomically(folder_ / "none" / "a", "x");

    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().code, Errc::not_found);
}

TEST_F(File, KeepsTheOwnerThatNobodyAskedToChange)
{
    if (::geteuid() != 0)
        GTEST_SKIP() << "only root can give files away";

    ASSERT_TRUE(write_atomically(folder_ / "a", "x", {.mode = 0640, .uid = 12, .gid = 34}));
    ASSERT_TRUE(write_atomically(folder_ / "a", "y", {.mode = 0640}));

    EXPECT_EQ(about(folder_ / "a").st_uid, 12U);
    EXPECT_EQ(about(folder_ / "a").st_gid, 34U);
}

TEST_F(File, WritesOnlyWhenContentOrModeDiffer)
{
    struct Row {
        const char* label;
        const char* content;
        mode_t mode;
        bool changed;
    };
    for (const auto& row : {Row{"new", "one", 0644, true}, Row{"same", "one", 0644, false},
                            Row{"other content", "two", 0644, true}, Row{"other mode", "two", 0600, true},
                            Row{"same again", "two", 0600, false}}) {
        SCOPED_TRACE(row.label);
        const auto changed = write_if_changed(folder_ / "a", row.content, {.mode = row.mode});

        ASSERT_TRUE(changed);
        EXPECT_EQ(*changed, row.changed);
        EXPECT_EQ(*read_file(folder_ / "a"), row.content);
        EXPECT_EQ(about(folder_ / "a").st_mode & 07777U, row.mode);
    }
}

TEST_F(File, TouchesNothingWhenNothingChanged)
{
    ASSERT_TRUE(write_if_changed(folder_ / "a", "x"));
    const auto before = about(folder_ / "a");

    ASSERT_TRUE(write_if_changed(folder_ / "a", "x"));

    EXPECT_EQ(about(folder_ / "a").st_ino, before.st_ino);
}

TEST_F(File, WritesAgainWhenTheOwnerDiffers)
{
    if (::geteuid() != 0)
        GTEST_SKIP() << "only root can give files away";

    ASSERT_TRUE(write_if_changed(folder_ / "a", "x", {.mode = 0640, .uid = 12}));

    EXPECT_TRUE(*write_if_changed(folder_ / "a", "x", {.mode = 0640, .uid = 12, .gid = 34}));
    EXPECT_FALSE(*write_if_changed(folder_ / "a", "x", {.mode = 0640, .uid = 12, .gid = 34}));
}

} // namespace
} // namespace pedell::base
