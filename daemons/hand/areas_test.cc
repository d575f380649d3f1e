// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/areas.h"

#include "daemons/hand/acl.h"
#include "daemons/hand/test_folder.h"
#include "daemons/hand/test_winbindd.h"
#include "daemons/hand/walk.h"

#include <array>
#include <fcntl.h>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace pedell::hand
{
namespace
{

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr gid_t group = 300'003;

class AreasTest : public testing::Test
{
protected:
    void SetUp() override
    {
        if (::geteuid() != 0)
            GTEST_SKIP() << "writes security.NTACL: needs root";
        fs::create_directory(school());
        const std::array<gid_t, 1> groups{group};
        ASSERT_TRUE(keep_group_acl(open(school()).get(), groups));
    }
    [[nodiscard]] fs::path school() const
    {
        return folder_.path() / "5a";
    }
    static base::Fd open(const fs::path& path)
    {
        return base::Fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    }
    std::vector<Drift> run(bool heal, bool all = true, bool is_room = false, core::AreaNames names = {})
    {
        const auto fd = open(school());
        Areas areas(std::move(names), answer_of_winbindd);
        Tally tally;
        const auto done = areas.check({fd.get(), is_room, group, heal, all}, tally);
        EXPECT_TRUE(done) << (done ? "" : done.error().context);
        return tally.drifts();
    }
    static NtAcl list_of(const fs::path& path)
    {
        std::array<char, 4096> bytes{};
        const auto size = ::getxattr(path.c_str(), ntacl_attribute, bytes.data(), bytes.size());
        const auto acl = decode_ntacl({bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))});
        EXPECT_TRUE(acl) << path;
        return acl.value_or(NtAcl{});
    }
    static void write_list(const fs::path& path, const NtAcl& acl)
    {
        const auto bytes = encode_ntacl(acl);
        ASSERT_EQ(::setxattr(path.c_str(), ntacl_attribute, bytes.data(), bytes.size(), 0), 0);
    }
    void put(const fs::path& path, uid_t owner) const
    {
        std::ofstream(school() / path) << "x";
        ASSERT_EQ(::chown((school() / path).c_str(), owner, 0), 0);
    }

    TestFolder folder_;
};

TEST_F(AreasTest, MakesTheAreasOnce)
{
    EXPECT_THAT(run(true), testing::Not(IsEmpty()));
    EXPECT_THAT(run(true), IsEmpty());
    EXPECT_THAT(run(false), IsEmpty());
    for (const char* name : {"Material", "Abgabe", "Gemeinsam", ".Papierkorb", ".Papierkorb/Abgabe"}) {
        struct stat found{};
        ASSERT_EQ(::stat((school() / name).c_str(), &found), 0) << name;
        EXPECT_EQ(found.st_mode & 07777, 02770U);
        EXPECT_EQ(found.st_gid, group);
    }
    const auto aces = list_of(school() / "Abgabe").aces;
    EXPECT_THAT(aces, testing::Contains(NtAce{0, 0, core::right::read | core::right::add,
                                              sid_from("S-1-5-21-1-2-3-300003").value()}));
}

TEST_F(AreasTest, TellsWhatDiffersAndChangesNothingUnasked)
{
    run(true);
    put("Abgabe/Aufsatz.txt", 200'012);
    const NtAcl alone{sid_from("S-1-5-21-1-2-3-200012").value(), {{0, 0, 0x1F01FF, owner_rights_sid()}}};
    write_list(school() / "Abgabe/Aufsatz.txt", alone);
    ASSERT_EQ(::chmod((school() / "Material").c_str(), 0700), 0);

    EXPECT_THAT(run(false), ElementsAre(Drift{"Abgabe", "list", 1}, Drift{"Material", "mode", 1}));
    EXPECT_EQ(list_of(school() / "Abgabe/Aufsatz.txt"), alone);
    EXPECT_THAT(run(true), ElementsAre(Drift{"Abgabe", "list", 1}, Drift{"Material", "mode", 1}));
    EXPECT_THAT(run(false), IsEmpty());
}

TEST_F(AreasTest, GivesAnOwnersPlaceBackToWhoseFileItIs)
{
    run(true);
    put("Gemeinsam/Bild.txt", 200'012);
    run(true);
    NtAcl acl = list_of(school() / "Gemeinsam/Bild.txt");
    EXPECT_EQ(acl.owner, sid_from("S-1-5-21-1-2-3-200012"));
    acl.owner = sid_from("S-1-5-21-1-2-3-200013").value();
    write_list(school() / "Gemeinsam/Bild.txt", acl);

    EXPECT_THAT(run(true), ElementsAre(Drift{"Gemeinsam", "owner", 1}));
    EXPECT_EQ(list_of(school() / "Gemeinsam/Bild.txt").owner, sid_from("S-1-5-21-1-2-3-200012"));
}

TEST_F(AreasTest, MovesWhatAnOlderPedellKeptBesideTheAreasIntoTheCommonOne)
{
    put("alt.txt", 200'012);
    fs::create_directories(school() / "Projekt/tief");
    put("Projekt/tief/neu.txt", 200'013);
    fs::create_directory(school() / "Gemeinsam");
    put("Gemeinsam/alt.txt", 200'014);

    run(true, false);

    EXPECT_FALSE(fs::exists(school() / "alt.txt"));
    EXPECT_TRUE(fs::exists(school() / "Gemeinsam/alt.txt"));
    EXPECT_TRUE(fs::exists(school() / "Gemeinsam/alt.txt (2)"));
    EXPECT_EQ(list_of(school() / "Gemeinsam/Projekt/tief/neu.txt").owner, sid_from("S-1-5-21-1-2-3-200013"));
    EXPECT_THAT(run(false), IsEmpty());
}

TEST_F(AreasTest, LeavesRefusedFilesWhereNoShareShowsThem)
{
    run(true);
    fs::create_directory(school() / ".quarantine");
    put(".quarantine/20251125T020000Z-7", 0);

    EXPECT_THAT(run(true), IsEmpty());
    EXPECT_TRUE(fs::exists(school() / ".quarantine/20251125T020000Z-7"));
    EXPECT_FALSE(fs::exists(school() / "Gemeinsam/.quarantine"));
}

TEST_F(AreasTest, KeepsTheFilesOfAnAreaThatWasRenamed)
{
    run(true);
    put("Material/Blatt.txt", 200'101);
    run(true);

    core::AreaNames names;
    names.material = "Arbeitsblaetter";
    run(true, true, false, names);
    EXPECT_TRUE(fs::is_directory(school() / "Arbeitsblaetter"));
    EXPECT_TRUE(fs::exists(school() / "Gemeinsam/Material/Blatt.txt"));
    EXPECT_THAT(run(false, true, false, names), IsEmpty());
}

TEST_F(AreasTest, FollowsNoLink)
{
    run(true);
    const auto outside = folder_.path() / "outside";
    fs::create_directory(outside);
    std::ofstream(outside / "file") << "x";
    fs::create_directory_symlink(outside, school() / "Gemeinsam/Weg");
    fs::create_symlink(outside / "file", school() / "Abgabe/Weg");

    EXPECT_THAT(run(true), IsEmpty());
    EXPECT_LT(::getxattr((outside / "file").c_str(), ntacl_attribute, nullptr, 0), 0);

    fs::remove_all(school() / "Material");
    fs::create_directory_symlink(outside, school() / "Material");
    Areas areas({}, answer_of_winbindd);
    Tally tally;
    const auto fd = open(school());
    const auto done = areas.check({fd.get(), false, group, true, true}, tally);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, base::Errc::conflict);
}

TEST_F(AreasTest, WaitsForAGroupThatTheDirectoryDoesNotKnowYet)
{
    Areas areas({}, answer_of_winbindd);
    Tally tally;
    const auto fd = open(school());
    const auto done = areas.check({fd.get(), false, 950'000, true, true}, tally);
    ASSERT_FALSE(done);
    EXPECT_TRUE(done.error().transient());
    EXPECT_TRUE(fs::is_empty(school()));
}

TEST_F(AreasTest, KeepsTheTeachersRoomInOnePiece)
{
    put("Protokoll.txt", 200'101);
    run(true, true, true);
    EXPECT_TRUE(fs::exists(school() / "Protokoll.txt"));
    EXPECT_FALSE(fs::exists(school() / "Material"));
    EXPECT_TRUE(fs::is_directory(school() / ".Papierkorb"));
    EXPECT_THAT(run(false, true, true), IsEmpty());
}

TEST_F(AreasTest, ClearsFromAWastebasketWhatLiesInItForTooLong)
{
    run(true);
    fs::create_directories(school() / ".Papierkorb/Gemeinsam/Ordner");
    put(".Papierkorb/Gemeinsam/Ordner/alt.txt", 200'012);
    struct stat found{};
    ASSERT_EQ(::stat((school() / ".Papierkorb/Gemeinsam/Ordner/alt.txt").c_str(), &found), 0);
    const auto basket = open(school() / ".Papierkorb");

    EXPECT_EQ(clear_wastebasket(basket.get(), found.st_ctim.tv_sec), 0);
    EXPECT_TRUE(fs::exists(school() / ".Papierkorb/Gemeinsam/Ordner/alt.txt"));
    EXPECT_EQ(clear_wastebasket(basket.get(), found.st_ctim.tv_sec + 1), 1);
    EXPECT_FALSE(fs::exists(school() / ".Papierkorb/Gemeinsam/Ordner"));
    EXPECT_TRUE(fs::exists(school() / ".Papierkorb/Gemeinsam"));
}

TEST_F(AreasTest, LooksNoDeeperThanAnybodysFolders)
{
    run(true);
    base::Fd here = open(school() / "Gemeinsam");
    for (std::size_t i = 0; i < deepest_walk + 1; ++i) {
        ASSERT_EQ(::mkdirat(here.get(), "d", 0770), 0);
        here = base::Fd(::openat(here.get(), "d", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    }
    Areas areas({}, answer_of_winbindd);
    Tally tally;
    const auto fd = open(school());
    const auto done = areas.check({fd.get(), false, group, true, true}, tally);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, base::Errc::over_limit);
}

} // namespace
} // namespace pedell::hand
