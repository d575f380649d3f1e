// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

/// What Windows and Samba make of a list for something new in the folder (MS-DTYP 2.5.3.4.1, without marks).
std::vector<AreaEntry> inherited(const std::vector<AreaEntry>& parent, bool by_folder)
{
    std::vector<AreaEntry> list;
    for (AreaEntry entry : parent) {
        const bool for_files = (entry.flags & inherit::files) != 0;
        const bool for_folders = (entry.flags & inherit::folders) != 0;
        if (!by_folder && for_files) {
            entry.flags = 0;
            list.push_back(entry);
        } else if (by_folder && for_folders) {
            entry.flags &= static_cast<std::uint8_t>(~inherit::only);
            list.push_back(entry);
        } else if (by_folder && for_files) {
            entry.flags |= inherit::only;
            list.push_back(entry);
        }
    }
    return list;
}

std::uint32_t rights_of(Place place, Depth depth, std::initializer_list<Party> token)
{
    std::uint32_t rights = 0;
    for (const AreaEntry& entry : declared(place, depth))
        if ((entry.flags & inherit::only) == 0 && std::ranges::contains(token, entry.party))
            rights |= entry.rights;
    return rights;
}

TEST(Areas, AreInheritedAsTheyAreDeclared)
{
    for (const Place place : all_places) {
        SCOPED_TRACE(name_of(place));
        EXPECT_EQ(inherited(declared(place, Depth::top), true), declared(place, Depth::folder));
        EXPECT_EQ(inherited(declared(place, Depth::folder), true), declared(place, Depth::folder));
        EXPECT_EQ(inherited(declared(place, Depth::top), false), declared(place, Depth::file));
        EXPECT_EQ(inherited(declared(place, Depth::folder), false), declared(place, Depth::file));
    }
}

TEST(Areas, LetNobodyChangeAListOrTakeAnOwnersPlace)
{
    for (const AreaGrant& grant : grants_of_places())
        EXPECT_EQ((grant.here | grant.folders | grant.files) & (right::change_acl | right::take_ownership),
                  0U)
            << name_of(grant.place);
}

TEST(Areas, TakeTheListFromTheOwnerOfEverythingThatCanBeMadeInThem)
{
    for (const Place place : all_places)
        for (const Depth depth : {Depth::folder, Depth::file}) {
            const auto list = declared(place, depth);
            const bool has_owner = std::ranges::contains(list, Party::owner, &AreaEntry::party);
            EXPECT_EQ(has_owner, !list.empty()) << name_of(place);
        }
}

TEST(Areas, GiveEachPersonWhatTheSchoolPromises)
{
    using enum Party;
    constexpr std::uint32_t data = 2; // FILE_WRITE_DATA
    struct Case {
        const char* label;
        Place place;
        Depth depth;
        std::initializer_list<Party> token;
        bool reads, adds, changes, removes;
    };
    // clang-format off
    for (const auto& one : {
             Case{"pupil, Material",             Place::material, Depth::top,    {everyone, members},           true,  false, false, false},
             Case{"pupil, file in Material",     Place::material, Depth::file,   {everyone, members},           true,  false, false, false},
             Case{"teacher, Material",           Place::material, Depth::top,    {everyone, members, teachers}, true,  true,  true,  false},
             Case{"teacher, file in Material",   Place::material, Depth::file,   {everyone, members, teachers}, true,  false, true,  true},
             Case{"pupil, Abgabe",               Place::hand_in,  Depth::top,    {everyone, members},           true,  true,  false, false},
             Case{"pupil, own file in Abgabe",   Place::hand_in,  Depth::file,   {everyone, members, owner},    true,  false, true,  true},
             Case{"pupil, other's in Abgabe",    Place::hand_in,  Depth::file,   {everyone, members},           false, false, false, false},
             Case{"pupil, folder in Abgabe",     Place::hand_in,  Depth::folder, {everyone, members},           false, false, false, false},
             Case{"teacher, file in Abgabe",     Place::hand_in,  Depth::file,   {everyone, members, teachers}, true,  false, true,  true},
             Case{"head, file in Abgabe",        Place::hand_in,  Depth::file,   {everyone, members, head},     true,  false, true,  true},
             Case{"staff, file in Abgabe",       Place::hand_in,  Depth::file,   {everyone, members, staff},    false, false, false, false},
             Case{"pupil, own in Gemeinsam",     Place::common,   Depth::file,   {everyone, members, owner},    true,  false, true,  true},
             Case{"pupil, other's in Gemeinsam", Place::common,   Depth::file,   {everyone, members},           true,  false, false, false},
             Case{"pupil, folder in Gemeinsam",  Place::common,   Depth::folder, {everyone, members},           true,  true,  false, false},
             Case{"teacher, in Gemeinsam",       Place::common,   Depth::file,   {everyone, members, teachers}, true,  false, true,  true},
             Case{"pupil, class folder",         Place::class_folder, Depth::top, {everyone, members},          true,  false, false, false},
             Case{"teacher, class folder",       Place::class_folder, Depth::top, {everyone, members, teachers}, true, false, false, false},
             Case{"stranger, class folder",      Place::class_folder, Depth::top, {everyone, teachers},         false, false, false, false},
             Case{"pupil, teachers' room",       Place::teachers_room, Depth::top, {everyone, members},         false, false, false, false},
             Case{"staff, teachers' room",       Place::teachers_room, Depth::file, {everyone, staff},          true,  false, true,  true},
         }) {
        // clang-format on
        SCOPED_TRACE(one.label);
        const auto rights = rights_of(one.place, one.depth, one.token);
        EXPECT_EQ((rights & right::read) == right::read, one.reads);
        EXPECT_EQ((rights & right::remove) != 0, one.removes);
        if (one.depth == Depth::file) {
            EXPECT_EQ((rights & data) != 0, one.changes);
        } else {
            EXPECT_EQ((rights & right::add) == right::add, one.adds);
        }
    }
}

TEST(Areas, AreKnownByTheNamesOfTheSchool)
{
    AreaNames names;
    names.hand_in = "Postkasten";
    EXPECT_EQ(area_named(names, "Postkasten"), Place::hand_in);
    EXPECT_EQ(area_named(names, "Material"), Place::material);
    EXPECT_EQ(area_named(names, "Abgabe"), std::nullopt);
    EXPECT_EQ(area_named(names, wastebasket_name), std::nullopt);
    EXPECT_EQ(areas_of(names)[1], std::pair(std::string("Postkasten"), Place::hand_in));
}

} // namespace
} // namespace pedell::core
