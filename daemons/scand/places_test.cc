// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/places.h"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace pedell::scand
{
namespace
{

using core::Area;

TEST(Places, TellTheAreaAndTheOwnerOfAHome)
{
    struct Case {
        std::string_view path;
        Place place;
    };
    for (const auto& [path, place] : {
             Case{"/srv/pedell/people/12/home/a.txt",
                  {"people/12/home/a.txt", "a.txt", Area::home, core::PersonId{12}}},
             Case{"/srv/pedell/people/12/home/x/b c.txt",
                  {"people/12/home/x/b c.txt", "b c.txt", Area::home, core::PersonId{12}}},
             Case{"/srv/pedell/klassen/5a/Material/a",
                  {"klassen/5a/Material/a", "a", Area::material, std::nullopt}},
             Case{"/srv/pedell/klassen/5a/Abgabe/jan/a",
                  {"klassen/5a/Abgabe/jan/a", "a", Area::hand_in, std::nullopt}},
             Case{"/srv/pedell/klassen/5a/Gemeinsam/a",
                  {"klassen/5a/Gemeinsam/a", "a", Area::common, std::nullopt}},
             Case{"/srv/pedell/klassen/5a/Material",
                  {"klassen/5a/Material", "Material", Area::common, std::nullopt}},
             Case{"/srv/pedell/klassen/5a/a", {"klassen/5a/a", "a", Area::common, std::nullopt}},
             Case{"/srv/pedell/klassen/Lehrerzimmer/a",
                  {"klassen/Lehrerzimmer/a", "a", Area::teachers, std::nullopt}},
         }) {
        SCOPED_TRACE(path);
        EXPECT_EQ(place_of(path), place);
    }
}

TEST(Places, KnowNothingElse)
{
    for (const std::string_view path :
         {"", "/", "/etc/shadow", "/srv/pedell", "/srv/pedell/", "/srv/pedell/people/12",
          "/srv/pedell/people/12/home", "/srv/pedell/people/12/mail/a", "/srv/pedell/people/x/home/a",
          "/srv/pedell/people/-1/home/a", "/srv/pedell/people/0/home/a", "/srv/pedell/klassen/5a",
          "/srv/pedell/klassen/5a/../../people/1/mail/a", "/srv/pedell/klassen/./a",
          "/srv/pedell/klassen/5a//a", "/srv/pedell/klassen/5a/a/", "srv/pedell/klassen/5a/a",
          "/srv/pedell/by-id/12/a", "/srv/pedell2/klassen/5a/a"}) {
        SCOPED_TRACE(path);
        EXPECT_EQ(place_of(path), std::nullopt);
    }
    EXPECT_EQ(place_of(std::string("/srv/pedell/klassen/5a/a\0b", 26)), std::nullopt);
}

TEST(Places, OpenNothingThroughALinkAndWaitForNobody)
{
    std::string pattern = "/tmp/places-XXXXXX";
    const std::filesystem::path root = ::mkdtemp(pattern.data());
    std::filesystem::create_directories(root / "klassen/5a");
    std::ofstream(root / "klassen/5a/a.txt") << "text";
    std::ofstream(root / "secret") << "text";
    std::filesystem::create_symlink("../../secret", root / "klassen/5a/link");
    std::filesystem::create_symlink("5a", root / "klassen/5b");
    ASSERT_EQ(::mkfifo((root / "klassen/5a/fifo").c_str(), 0600), 0);
    const base::Fd fd(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    const auto open = [&](const char* below) {
        Place place;
        place.below = below;
        return open_place(fd.get(), place);
    };
    EXPECT_TRUE(open("klassen/5a/a.txt"));
    EXPECT_FALSE(open("klassen/5a/link"));
    EXPECT_FALSE(open("klassen/5b/a.txt"));
    EXPECT_FALSE(open("../etc/passwd"));
    EXPECT_EQ(open("klassen/5a/b.txt").error().code, base::Errc::not_found);
    EXPECT_TRUE(open("klassen/5a/fifo")); // opened at once; that it is no file is seen afterwards
    std::filesystem::remove_all(root);
}

} // namespace
} // namespace pedell::scand
