// SPDX-License-Identifier: GPL-3.0-or-later

// Who may do what in the share of the classes, over SMB: person x place x action. What is wanted stands here
// as the school's rules say it (P3, P6, P21), not as core/areas.cc does.
#include "shell.h"
#include "smb_client.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <format>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <memory>

namespace pedell::appliance
{
namespace
{

/// What each letter of a cell stands for: List, Read, Create, cHange, reName, Delete, change the Access list,
/// take Ownership.
constexpr const char* actions = "LRCHNDAO";

enum class Who : std::size_t {
    owner,
    classmate,
    other_pupil,
    own_teacher,
    other_teacher,
    head,
    administrator,
    device
};
constexpr std::array<const char*, 8> people{"owner",         "classmate",     "pupil of another class",
                                            "own teacher",   "other teacher", "head",
                                            "administrator", "device"};

/// One place with a file of the owner's in it ("owner" is a pupil, in Material and the teachers' room a
/// teacher).
struct Row {
    const char* label;
    const char* folder; ///< behind "klassen/"; "@" stands for the class
    bool by_teacher;
    std::array<const char*, 8> may;
};

// A head who is no member of the class meets nothing of it; nor does anybody else who is none.
// clang-format off
constexpr std::array<Row, 4> table{{
    // place            folder           by      owner      classmate other  own teacher other t. head      admin  device
    {"Material",        "@/Material",    true,  {"LRCHND",  "LR",     "",    "LRCHND",   "",      "",       "",    ""}},
    {"Abgabe",          "@/Abgabe",      false, {"LRCHND",  "LC",     "",    "LRCHND",   "",      "",       "",    ""}},
    {"Gemeinsam",       "@/Gemeinsam",   false, {"LRCHND",  "LRC",    "",    "LRCHND",   "",      "",       "",    ""}},
    {"teachers' room",  "Lehrerzimmer",  true,  {"LRCHND",  "",       "",    "LRCHND",   "LRCHND", "LRCHND", "",   ""}},
}};
// clang-format on

const Person& person(Who who, bool by_teacher)
{
    const std::string ours = school().first_class();
    switch (who) {
    case Who::owner:
        return by_teacher ? school().teacher(ours, true) : school().pupil_of(ours, 0);
    case Who::classmate:
        return school().pupil_of(ours, 1);
    case Who::other_pupil:
        return school().pupil_of(school().other_class());
    case Who::own_teacher:
        return school().teacher(ours, true);
    case Who::other_teacher:
        return school().teacher(ours, false);
    case Who::head:
        return school().one("head");
    case Who::administrator:
        return school().one("administrator");
    case Who::device:
        break;
    }
    return school().one("device");
}

std::string sid_of(const Person& who)
{
    std::string sid = must("wbinfo --name-to-sid='" + who.sam + "' | cut -d' ' -f1");
    sid.resize(sid.find_last_not_of('\n') + 1);
    return sid;
}

/// Does one action; the owner's file is there before and is put back by the caller.
bool does(Drive& drive, char action, const std::string& folder, const std::string& file,
          const std::string& own_sid)
{
    const std::string fresh = folder + "/frisch.txt";
    switch (action) {
    case 'L':
        return drive.list(folder) == 0;
    case 'R': {
        std::string got;
        return drive.get(file, &got) == 0 && got == "Inhalt";
    }
    case 'C': {
        const bool made = drive.put(fresh, "neu") == 0;
        (void)drive.remove(fresh);
        return made;
    }
    case 'H':
        return drive.put(file, "veraendert") == 0;
    case 'N':
        return drive.rename(file, folder + "/umbenannt.txt") == 0;
    case 'D':
        return drive.remove(file) == 0;
    case 'A':
        return drive.change_list(file, own_sid) == 0;
    case 'O':
        return drive.take_ownership(file, own_sid) == 0;
    default:
        return false;
    }
}

std::string path_of(const Row& row)
{
    std::string folder = std::string("klassen/") + row.folder;
    if (const auto at = folder.find('@'); at != std::string::npos)
        folder.replace(at, 1, school().first_class());
    return folder;
}

TEST(Areas, EveryCellOfPersonPlaceAndActionIsAsTheRulesSay)
{
    std::map<std::string, std::string> sids;
    std::size_t cells = 0;
    for (const Row& row : table) {
        const std::string folder = path_of(row);
        const std::string file = folder + "/Probe.txt";
        const std::string on_disk = "'/srv/pedell/" + folder + "'/";
        const Finally gone([&] {
            (void)in_appliance(std::format("rm -f {0}Probe.txt {0}frisch.txt {0}umbenannt.txt "
                                           "{0}../.Papierkorb/*/*.txt",
                                           on_disk));
        });
        Drive owner(person(Who::owner, row.by_teacher));
        for (std::size_t who = 0; who < people.size(); ++who) {
            const Person& actor = person(static_cast<Who>(who), row.by_teacher);
            if (!sids.contains(actor.sam))
                sids[actor.sam] = sid_of(actor);
            Drive drive(actor);
            for (const char* action = actions; *action != '\0'; ++action) {
                must(std::format("rm -f {0}umbenannt.txt {0}Probe.txt", on_disk));
                ASSERT_EQ(owner.put(file, "Inhalt"), 0) << row.label;
                const bool wanted = std::strchr(row.may.at(who), *action) != nullptr;
                EXPECT_EQ(does(drive, *action, folder, file, sids[actor.sam]), wanted)
                    << people.at(who) << ", " << row.label << ", " << *action;
                ++cells;
            }
        }
    }
    std::cout << "[  areas   ] " << cells << " cells\n";
}

/// Otherwise the table's empty columns would prove nothing.
TEST(Areas, TheWayToChangeAListWorksWhereItIsAllowed)
{
    const Person& pupil = school().pupil_of(school().first_class());
    Drive drive(pupil);
    ASSERT_EQ(drive.put("home/Rechte.txt", "x"), 0);
    EXPECT_EQ(drive.change_list("home/Rechte.txt", sid_of(school().pupil_of(school().first_class(), 1))), 0);
    EXPECT_EQ(drive.remove("home/Rechte.txt"), 0);
}

TEST(Areas, ALockedPupilMeetsNothing)
{
    const Person& pupil = school().pupil_of(school().first_class(), 2);
    const std::string folder = "klassen/" + school().first_class() + "/Gemeinsam";
    Drive before(pupil);
    ASSERT_EQ(before.put(folder + "/vorher.txt", "x"), 0);
    const Finally unlocked([&] {
        (void)in_appliance("pedell person unlock " + pupil.login);
        (void)in_appliance("rm -f '/srv/pedell/" + folder + "/vorher.txt'");
    });
    must("pedell person lock " + pupil.login + " --reason Probe");

    Drive locked(pupil);
    for (const char* action = actions; *action != '\0'; ++action)
        EXPECT_FALSE(does(locked, *action, folder, folder + "/vorher.txt", "S-1-1-0")) << *action;
}

TEST(Areas, AClassmateDoesNotEvenSeeWhatWasHandedIn)
{
    const std::string folder = "klassen/" + school().first_class() + "/Abgabe";
    Drive owner(school().pupil_of(school().first_class(), 0));
    Drive classmate(school().pupil_of(school().first_class(), 1));
    ASSERT_EQ(owner.put(folder + "/Aufsatz.txt", "x"), 0);

    std::vector<std::string> names;
    EXPECT_EQ(classmate.list(folder, &names), 0);
    EXPECT_TRUE(names.empty());
    EXPECT_EQ(owner.remove(folder + "/Aufsatz.txt"), 0);
}

TEST(Areas, NobodyMovesOrRemovesAnArea)
{
    const std::string folder = "klassen/" + school().first_class();
    for (const Person* who :
         {&school().pupil_of(school().first_class()), &school().teacher(school().first_class(), true)}) {
        Drive drive(*who);
        for (const char* area : {"/Material", "/Abgabe", "/Gemeinsam", "/.Papierkorb"}) {
            EXPECT_NE(drive.rename(folder + area, folder + "/Neu"), 0) << area;
            EXPECT_NE(drive.remove_folder(folder + area), 0) << area;
        }
        EXPECT_NE(drive.put(folder + "/daneben.txt", "x"), 0);
        EXPECT_NE(drive.make_folder(folder + "/daneben"), 0);
    }
}

TEST(Areas, WhatWasDeletedIsFetchedBackFromTheDrive)
{
    const std::string common = "klassen/" + school().first_class() + "/Gemeinsam";
    const std::string basket = "klassen/" + school().first_class() + "/.Papierkorb/Gemeinsam";
    Drive pupil(school().pupil_of(school().first_class()));
    ASSERT_EQ(pupil.put(common + "/Plakat.txt", "Wald"), 0);
    ASSERT_EQ(pupil.remove(common + "/Plakat.txt"), 0);

    EXPECT_EQ(pupil.rename(basket + "/Plakat.txt", common + "/Plakat.txt"), 0);
    std::string got;
    EXPECT_EQ(pupil.get(common + "/Plakat.txt", &got), 0);
    EXPECT_EQ(got, "Wald");

    // Out of the wastebasket it is gone for good.
    ASSERT_EQ(pupil.remove(common + "/Plakat.txt"), 0);
    EXPECT_EQ(pupil.remove(basket + "/Plakat.txt"), 0);
    EXPECT_NE(pupil.get(basket + "/Plakat.txt"), 0);

    ASSERT_EQ(pupil.put("home/Tagebuch.txt", "x"), 0);
    ASSERT_EQ(pupil.remove("home/Tagebuch.txt"), 0);
    EXPECT_EQ(pupil.get("home/.Papierkorb/Tagebuch.txt"), 0);
    EXPECT_EQ(pupil.remove("home/.Papierkorb/Tagebuch.txt"), 0);
}

TEST(Areas, TheCheckFindsAndHealsAFileFromWhichItsOwnerKeepsOthersOut)
{
    const std::string folder = "klassen/" + school().first_class() + "/Gemeinsam";
    Drive owner(school().pupil_of(school().first_class()));
    Drive teacher(school().teacher(school().first_class(), true));
    must("pedell files check --heal");
    ASSERT_EQ(owner.put(folder + "/verborgen.txt", "x"), 0);
    // As a client does that sends a list of its own with the new file.
    must("python3 -c \"import os\nfrom samba.dcerpc import security, xattr\nfrom samba.ndr import ndr_pack\n"
         "x = xattr.NTACL(); x.version = 1\n"
         "x.info = security.descriptor.from_sddl('O:SYG:SYD:P(A;;FA;;;OW)', "
         "security.dom_sid('S-1-5-21-1-2-3'))\n"
         "os.setxattr('/srv/pedell/" +
         folder + "/verborgen.txt', 'security.NTACL', ndr_pack(x))\"");
    EXPECT_NE(teacher.get(folder + "/verborgen.txt"), 0);

    EXPECT_EQ(in_appliance("pedell files check").status, 1);
    EXPECT_NE(
        must("pedell files check --json || true").find(R"("place":"Gemeinsam","kind":"list","count":1)"),
        std::string::npos);
    must("pedell files check --heal");
    EXPECT_EQ(teacher.get(folder + "/verborgen.txt"), 0);
    EXPECT_EQ(in_appliance("pedell files check").status, 0);
    EXPECT_EQ(owner.remove(folder + "/verborgen.txt"), 0);
}

TEST(Areas, StrangeNamesBehave)
{
    const std::string folder = "klassen/" + school().first_class() + "/Gemeinsam";
    Drive pupil(school().pupil_of(school().first_class()));
    const Finally gone([&] { (void)in_appliance("rm -rf '/srv/pedell/" + folder + "'/*"); });

    std::string deep = folder;
    for (int i = 0; i < 6; ++i) {
        deep += "/Ein Ordner mit einem Namen wie im echten Leben";
        ASSERT_EQ(pupil.make_folder(deep), 0) << deep.size();
    }
    const std::string deepest = deep + "/Über die Größe.txt";
    ASSERT_GT(deepest.size(), 200U);
    EXPECT_EQ(pupil.put(deepest, "tief"), 0);
    std::string got;
    EXPECT_EQ(pupil.get(deepest, &got), 0);
    EXPECT_EQ(got, "tief");

    const std::string umlaut = folder + "/Äpfel & Söhne ß €.txt";
    EXPECT_EQ(pupil.put(umlaut, "x"), 0);
    std::vector<std::string> names;
    EXPECT_EQ(pupil.list(folder, &names), 0);
    EXPECT_NE(std::ranges::find(names, "Äpfel & Söhne ß €.txt"), names.end());

    // Windows sees no difference, so there is none.
    EXPECT_EQ(pupil.put(folder + "/Liste.txt", "eins"), 0);
    got.clear();
    EXPECT_EQ(pupil.get(folder + "/LISTE.TXT", &got), 0);
    EXPECT_EQ(got, "eins");
    EXPECT_EQ(must("ls '/srv/pedell/" + folder + "' | grep -ci '^liste.txt$'"), "1\n");

    // ext4 takes 255 bytes; what is longer is refused, not shortened.
    EXPECT_EQ(pupil.put(folder + "/" + std::string(200, 'n') + ".txt", "x"), 0);
    EXPECT_NE(pupil.put(folder + "/" + std::string(300, 'n') + ".txt", "x"), 0);
}

TEST(Areas, TenThousandFilesInAFolderAreListedAndChecked)
{
    const std::string folder = "klassen/" + school().first_class() + "/Material";
    const Finally gone([&] { (void)in_appliance("rm -rf '/srv/pedell/" + folder + "/viele'"); });
    must("mkdir '/srv/pedell/" + folder + "/viele' && cd '/srv/pedell/" + folder +
         "/viele' && seq -f 'Blatt-%05g.txt' 10000 | xargs touch");
    EXPECT_EQ(in_appliance("pedell files check").status, 1);
    must("pedell files check --heal");
    EXPECT_EQ(in_appliance("pedell files check").status, 0);

    Drive pupil(school().pupil_of(school().first_class()));
    std::vector<std::string> names;
    EXPECT_EQ(pupil.list(folder + "/viele", &names), 0);
    EXPECT_EQ(names.size(), 10000U);
}

} // namespace
} // namespace pedell::appliance
