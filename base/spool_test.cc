// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/spool.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace pedell::base
{
namespace
{

namespace fs = std::filesystem;

class SpoolTest : public ::testing::Test
{
protected:
    SpoolTest()
    {
        std::string pattern = (fs::temp_directory_path() / "pedell-spool-XXXXXX").string();
        path = ::mkdtemp(pattern.data());
    }
    ~SpoolTest() override
    {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }

    static std::string read(int fd)
    {
        struct stat status{};
        EXPECT_EQ(::fstat(fd, &status), 0);
        EXPECT_TRUE(S_ISREG(status.st_mode));
        std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
        EXPECT_EQ(::pread(fd, bytes.data(), bytes.size(), 0), status.st_size);
        return bytes;
    }

    fs::path path;
};

TEST_F(SpoolTest, GivesOutWhatItGotSmallOrLarge)
{
    SpoolFolder folder{path};
    for (const std::size_t size : {std::size_t{0}, std::size_t{100}, SpoolFolder::memory_bytes,
                                   SpoolFolder::memory_bytes + 1, std::size_t{3'000'001}}) {
        SCOPED_TRACE(size);
        Spool spool{&folder};
        std::string all;
        for (std::size_t at = 0; at < size; at += 65'535) {
            const std::string piece(std::min<std::size_t>(65'535, size - at),
                                    static_cast<char>('a' + at % 26));
            spool.add(piece);
            all += piece;
        }
        const auto file = spool.file();
        ASSERT_TRUE(file);
        EXPECT_EQ(read(*file), all);
        EXPECT_EQ(folder.used() > 0, size > SpoolFolder::memory_bytes);
        EXPECT_TRUE(fs::is_empty(path)) << "a file with a name would outlive the process";
    }
    EXPECT_EQ(folder.used(), 0);
}

TEST_F(SpoolTest, GivesOutNoHalfMessage)
{
    const std::string large(SpoolFolder::memory_bytes + 1, 'x');
    SpoolFolder narrow{path, 1'000'000};
    Spool first{&narrow};
    for (int i = 0; i < 5; ++i)
        first.add(large);
    first.add("and what fits again");
    const auto file = first.file();
    ASSERT_FALSE(file);
    EXPECT_TRUE(file.error().transient());
    EXPECT_EQ(narrow.used(), 0) << "what failed fills nothing";

    SpoolFolder missing{path / "missing"};
    Spool second{&missing};
    second.add(large);
    EXPECT_FALSE(second.file());

    Spool third;
    third.add(large);
    EXPECT_FALSE(third.file());
}

TEST_F(SpoolTest, GivesItsRoomBackOnce)
{
    SpoolFolder folder{path};
    Spool spool{&folder};
    spool.add(std::string(SpoolFolder::memory_bytes + 1, 'x'));
    Spool other{std::move(spool)};
    EXPECT_EQ(folder.used(), static_cast<std::int64_t>(SpoolFolder::memory_bytes) + 1);
    other = Spool{&folder};
    EXPECT_EQ(folder.used(), 0);
}

} // namespace
} // namespace pedell::base
