// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell.h"
#include "smb_client.h"

#include <algorithm>
#include <cerrno>
#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

using testing::Test;

bool denied(int error)
{
    return error == EACCES || error == EPERM || error == ENOENT || error == ENOTDIR || error == ENODEV;
}

TEST(Files, APupilPutsAndGetsAFileInTheOwnHome)
{
    const Person& pupil = school().one("pupil");
    Drive drive(pupil);
    const std::string content = "Aufsatz über den Wald\n";

    ASSERT_EQ(drive.put("home/Aufsatz.txt", content), 0);
    std::string got;
    EXPECT_EQ(drive.get("home/Aufsatz.txt", &got), 0);
    EXPECT_EQ(got, content);
    EXPECT_EQ(drive.remove("home/Aufsatz.txt"), 0);
}

TEST(Files, AWindowsPcIsToldTheDrivesAtLogOn)
{
    const Person& pupil = school().one("pupil");
    std::string script;

    ASSERT_EQ(Drive(pupil).get("netlogon/laufwerke.cmd", &script), 0);
    EXPECT_NE(script.find("net use H: \\\\" + school().name + "\\home "), std::string::npos) << script;
    EXPECT_NE(script.find("net use K: \\\\" + school().name + "\\klassen "), std::string::npos) << script;
    EXPECT_NE(
        must("ldbsearch -H /var/lib/samba/private/sam.ldb '(sAMAccountName=" + pupil.sam + ")' scriptPath")
            .find("scriptPath: laufwerke.cmd"),
        std::string::npos);
}

TEST(Files, TheHomeIsTheSameByUserPrincipalName)
{
    const Person& pupil = school().one("pupil");
    Drive by_sam(pupil);
    Drive by_upn(pupil.upn, pupil.password);

    ASSERT_EQ(by_sam.put("home/eins.txt", "1"), 0);
    std::string got;
    EXPECT_EQ(by_upn.get("home/eins.txt", &got), 0);
    EXPECT_EQ(got, "1");
    EXPECT_EQ(by_sam.remove("home/eins.txt"), 0);
}

TEST(Files, AFileInTheClassFolderIsSeenByClassmateAndTeacherAndByNobodyElse)
{
    const std::string folder = "klassen/" + school().first_class() + "/Gemeinsam";
    Drive pupil(school().pupil_of(school().first_class(), 0));
    Drive classmate(school().pupil_of(school().first_class(), 1));
    Drive teacher(school().teacher(school().first_class(), true));
    Drive other(school().pupil_of(school().other_class()));
    Drive stranger(school().teacher(school().first_class(), false));

    ASSERT_EQ(pupil.put(folder + "/Gruppe.txt", "gemeinsam"), 0);

    std::string got;
    EXPECT_EQ(classmate.get(folder + "/Gruppe.txt", &got), 0);
    EXPECT_EQ(got, "gemeinsam");
    EXPECT_EQ(teacher.get(folder + "/Gruppe.txt"), 0);
    EXPECT_TRUE(denied(other.get(folder + "/Gruppe.txt")));
    EXPECT_TRUE(denied(other.put(folder + "/fremd.txt", "x")));
    EXPECT_TRUE(denied(other.list(folder)));
    EXPECT_TRUE(denied(stranger.list(folder)));
    EXPECT_EQ(pupil.remove(folder + "/Gruppe.txt"), 0);
}

TEST(Files, ListShowsOnlyTheOwnClass)
{
    Drive pupil(school().one("pupil"));
    std::vector<std::string> names;

    ASSERT_EQ(pupil.list("klassen", &names), 0);

    EXPECT_EQ(names, std::vector<std::string>{school().first_class()});
}

TEST(Files, AnotherPupilsHomeIsDeniedByEveryPathThatNamesIt)
{
    const Person& victim = school().pupil_of(school().first_class(), 0);
    Drive owner(victim);
    ASSERT_EQ(owner.put("home/Tagebuch.txt", "geheim"), 0);
    const std::string id =
        must("pedell person show " + victim.login +
             " --json | python3 -c 'import json,sys; print(json.load(sys.stdin)[\"id\"], end=\"\")'");
    Drive thief(school().pupil_of(school().first_class(), 1));

    for (const std::string& path :
         {victim.sam, victim.login, "home/" + victim.sam, "home/../" + victim.sam,
          "home/../../people/" + id + "/home", std::string("home/../") + id,
          "klassen/../people/" + id + "/home", "klassen/" + victim.sam, "homes/" + victim.sam,
          "people/" + id + "/home", std::string("C$/srv/pedell/people/") + id + "/home"}) {
        SCOPED_TRACE(path);
        std::string got;
        EXPECT_NE(thief.get(path + "/Tagebuch.txt", &got), 0);
        EXPECT_NE(got, "geheim");
        EXPECT_NE(thief.put(path + "/fremd.txt", "x"), 0);
    }
    std::vector<std::string> names;
    EXPECT_EQ(thief.list("home", &names), 0);
    EXPECT_EQ(std::ranges::count(names, "Tagebuch.txt"), 0);
    EXPECT_EQ(owner.remove("home/Tagebuch.txt"), 0);
}

TEST(Files, NeitherTeacherNorHeadNorAdministratorSeesAHome)
{
    const Person& victim = school().one("pupil");
    const std::string sid = must("pedell person show " + victim.login + " --json");
    for (const char* role : {"teacher", "head", "administrator"}) {
        SCOPED_TRACE(role);
        Drive other(school().one(role));
        EXPECT_NE(other.list(victim.sam), 0);
        EXPECT_NE(other.list("home/../" + victim.sam), 0);
    }
}

TEST(Files, AWrongPasswordOpensNothing)
{
    Drive drive(school().one("pupil").sam, "falsch");
    EXPECT_NE(drive.list("home"), 0);
}

TEST(Files, PeopleWithoutAnAccountSeeNoShares)
{
    Drive drive("", "");
    EXPECT_NE(drive.list("klassen"), 0);
    EXPECT_NE(drive.list("home"), 0);
}

TEST(Files, ARunawayUploadIsStoppedByTheKernel)
{
    Drive drive(school().one("pupil"));
    const std::string content(std::size_t{80} << 20, 'x');

    EXPECT_NE(drive.put("home/riesig.bin", content), 0);
    (void)drive.remove("home/riesig.bin");
}

TEST(Files, LieEncryptedUnderAKeyOfTheirOwn)
{
    EXPECT_NE(must("ls -d /srv/pedell/people/*/ /srv/pedell/klassen/*/ | wc -l"), "0\n");
    EXPECT_EQ(must("for d in /srv/pedell/people/*/ /srv/pedell/klassen/*/; do lsattr -d \"$d\"; done | cut "
                   "-d' ' -f1 | grep -cv E || true"),
              "0\n");
}

} // namespace
} // namespace pedell::appliance
