// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/quarantine.h"
#include "daemons/hand/test_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

namespace pedell::hand
{
namespace
{

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr core::Time now{1'764'036'000s}; // 2025-11-25 02:00 UTC
constexpr auto program = core::ContentRule::program;

/// As root in the build root, like pedell-hand.
class QuarantineTest : public testing::Test
{
protected:
    QuarantineTest()
    {
        paths.school = folder.path();
        fs::create_directories(folder.path() / "people/7/home/Bilder");
        fs::create_directories(folder.path() / "klassen/5a/Abgabe");
    }
    std::int64_t put(const std::string& path, const std::string& text = "MZ", uid_t uid = 200'007)
    {
        std::ofstream(folder.path() / path) << text;
        EXPECT_EQ(::chown((folder.path() / path).c_str(), uid, 299'999), 0);
        return inode_of(path);
    }
    [[nodiscard]] std::int64_t inode_of(const std::string& path) const
    {
        struct stat status{};
        EXPECT_EQ(::lstat((folder.path() / path).c_str(), &status), 0);
        return static_cast<std::int64_t>(status.st_ino);
    }
    [[nodiscard]] std::string text_of(const fs::path& path) const
    {
        std::ifstream in(folder.path() / path, std::ios::binary);
        return {std::istreambuf_iterator(in), {}};
    }
    base::Result<bool> take(const std::string& path, std::int64_t inode, core::Time when = now)
    {
        return quarantine(paths, {path, inode, program}, when);
    }
    [[nodiscard]] bool exists(const std::string& path) const
    {
        return fs::exists(fs::symlink_status(folder.path() / path));
    }

    TestFolder folder;
    Paths paths;
};

TEST_F(QuarantineTest, TakesARefusedFileOutOfTheShareAndLeavesANote)
{
    const auto inode = put("people/7/home/Bilder/Spiel.exe", "MZ program");
    EXPECT_TRUE(take("people/7/home/Bilder/Spiel.exe", inode).value());
    EXPECT_FALSE(exists("people/7/home/Bilder/Spiel.exe"));

    const auto kept = "people/7/quarantine/20251125T020000Z-" + std::to_string(inode);
    EXPECT_EQ(text_of(kept), "MZ program");
    EXPECT_EQ(text_of(kept + ".txt"), "path: people/7/home/Bilder/Spiel.exe\nrule: program\nowner: 200007\n");
    struct stat status{};
    ASSERT_EQ(::stat((folder.path() / "people/7/quarantine").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0700U);
    EXPECT_EQ(status.st_uid, 0U);
    ASSERT_EQ(::stat((folder.path() / kept).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0600U);
    EXPECT_EQ(status.st_uid, 0U);

    const std::string note = "people/7/home/Bilder/Spiel_exe abgelehnt.txt";
    EXPECT_EQ(text_of(note), note_text("Spiel.exe", program));
    ASSERT_EQ(::stat((folder.path() / note).c_str(), &status), 0);
    EXPECT_EQ(status.st_uid, 200'007U) << "whose file it was can delete the note";
}

TEST_F(QuarantineTest, KeepsAClassesFileInTheClass)
{
    const auto inode = put("klassen/5a/Abgabe/x.exe");
    EXPECT_TRUE(take("klassen/5a/Abgabe/x.exe", inode).value());
    EXPECT_TRUE(exists("klassen/5a/.quarantine/20251125T020000Z-" + std::to_string(inode)));
    EXPECT_TRUE(exists("klassen/5a/Abgabe/x_exe abgelehnt.txt"));

    EXPECT_TRUE(take("klassen/5a/y.exe", put("klassen/5a/y.exe")).value());
    EXPECT_TRUE(exists("klassen/5a/y_exe abgelehnt.txt"));
}

TEST_F(QuarantineTest, LeavesAloneWhatIsNotTheJudgedFile)
{
    const auto inode = put("people/7/home/a.exe");
    EXPECT_FALSE(take("people/7/home/a.exe", inode + 1).value());
    EXPECT_TRUE(exists("people/7/home/a.exe"));
    EXPECT_FALSE(take("people/7/home/gone.exe", inode).value());
    EXPECT_FALSE(take("people/8/home/a.exe", inode).value());
    EXPECT_FALSE(take("people/7/home/Bilder", inode_of("people/7/home/Bilder")).value()) << "a folder";
    EXPECT_FALSE(exists("people/7/home/a_exe abgelehnt.txt"));
}

TEST_F(QuarantineTest, FollowsNoLink)
{
    const auto inode = put("people/7/home/a.exe");
    fs::create_directory_symlink("../../7/home", folder.path() / "klassen/5a/link");
    EXPECT_FALSE(take("klassen/5a/link/a.exe", inode));
    fs::create_symlink("a.exe", folder.path() / "people/7/home/b.exe");
    EXPECT_FALSE(take("people/7/home/b.exe", inode).value());
    EXPECT_FALSE(take("people/7/home/b.exe", inode_of("people/7/home/b.exe")).value());
    EXPECT_TRUE(exists("people/7/home/a.exe"));

    fs::create_directory_symlink("/tmp", folder.path() / "people/7/quarantine");
    EXPECT_FALSE(take("people/7/home/a.exe", inode)) << "a link where refused files shall go";
}

TEST_F(QuarantineTest, WritesOneNoteHoweverOftenSomebodyTries)
{
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(
            take("people/7/home/a.exe", put("people/7/home/a.exe"), now + std::chrono::seconds{i}).value());
    EXPECT_TRUE(exists("people/7/home/a_exe abgelehnt.txt"));
    EXPECT_FALSE(exists("people/7/home/a_exe abgelehnt (2).txt"));

    put("people/7/home/b_exe abgelehnt.txt", "my own text");
    EXPECT_TRUE(take("people/7/home/b.exe", put("people/7/home/b.exe")).value());
    EXPECT_EQ(text_of("people/7/home/b_exe abgelehnt.txt"), "my own text");
    EXPECT_EQ(text_of("people/7/home/b_exe abgelehnt (2).txt"), note_text("b.exe", program));
}

TEST_F(QuarantineTest, TakesTheLongestName)
{
    std::string name(253, 'a'); // with "ä" behind it 255 bytes
    name += "\u00e4";
    const auto inode = put("people/7/home/" + name);
    EXPECT_TRUE(take("people/7/home/" + name, inode).value());
    EXPECT_FALSE(exists("people/7/home/" + name));
    EXPECT_TRUE(exists("people/7/home/" + std::string(223, 'a') + " abgelehnt.txt"));
}

TEST_F(QuarantineTest, KeepsNotWithoutEnd)
{
    for (std::size_t i = 0; i < most_refused + 2; ++i)
        EXPECT_TRUE(
            take("people/7/home/a.exe", put("people/7/home/a.exe"), now + std::chrono::seconds{i}).value());
    const auto all = std::distance(fs::directory_iterator(folder.path() / "people/7/quarantine"), {});
    EXPECT_EQ(all, static_cast<std::ptrdiff_t>(2 * most_refused));
}

TEST(QuarantineNote, HasANameThatIsFitItself)
{
    EXPECT_EQ(note_name("Spiel.exe"), "Spiel_exe abgelehnt.txt");
    EXPECT_EQ(note_name("COM1"), "COM1 abgelehnt.txt");
    EXPECT_EQ(note_name("foto.jpg.exe", 1), "foto_jpg_exe abgelehnt (2).txt");
    EXPECT_EQ(note_name("\u202egpj.exe"), "_gpj_exe abgelehnt.txt");
}

TEST(QuarantineNote, SaysInBothLanguagesWhatAndWhy)
{
    const auto note = note_text("Spiel.exe", program);
    EXPECT_TRUE(note.contains("Spiel_exe"));
    EXPECT_FALSE(note_text("spiel.zip", program).contains("spiel.zip")) << "a host of the domain zip: a link";
    EXPECT_TRUE(note.contains(core::text_de(program)));
    EXPECT_TRUE(note.contains(core::text_en(program)));
    EXPECT_TRUE(note.ends_with("\r\n"));
}

} // namespace
} // namespace pedell::hand
