// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail_client.h"
#include "shell.h"
#include "smb_client.h"

#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

using std::chrono::seconds;

TEST(Caretaker, StatusAndDoctorFindNothingWrong)
{
    EXPECT_EQ(in_appliance("pedell status").status, 0);
    const auto doctor = in_appliance("LC_ALL=C.UTF-8 pedell doctor");
    EXPECT_EQ(doctor.status, 0) << doctor.out << doctor.err;
}

/// A person who lives for one test.
class Newcomer : public testing::Test
{
protected:
    void SetUp() override
    {
        const auto added =
            in_appliance("pedell person add --role pupil --given Jörg --surname Nagelstäbchen --class " +
                             school().first_class() + " --consent Probe --password-stdin --json",
                         password_);
        ASSERT_EQ(added.status, 0) << added.err;
        person_.login = "joerg.nagelstaebchen";
        person_.sam = must("pedell person show joerg.nagelstaebchen --json | python3 -c 'import json,sys; "
                           "print(json.load(sys.stdin)[\"sam\"], end=\"\")'");
        person_.password = password_;
        person_.mail = person_.login + "@" + school().domain;
    }
    void TearDown() override
    {
        (void)in_appliance("pedell person remove joerg.nagelstaebchen --yes");
    }
    const std::string password_ = "Wald+Wiese.2026";
    Person person_;
};

TEST_F(Newcomer, CanUseMailHomeAndClassAtOnce)
{
    EXPECT_TRUE(imap(person_, "NOOP"));
    Drive drive(person_);
    EXPECT_EQ(drive.put("home/x.txt", "x"), 0);
    EXPECT_EQ(drive.put("klassen/" + school().first_class() + "/joerg.txt", "x"), 0);
    EXPECT_EQ(drive.remove("klassen/" + school().first_class() + "/joerg.txt"), 0);
}

TEST_F(Newcomer, IsGoneWithFolderAndKeyWhenRemovedAndTheAddressIsNeverGivenAgain)
{
    const std::string id =
        must("pedell person show " + person_.login +
             " --json | python3 -c 'import json,sys; print(json.load(sys.stdin)[\"id\"], end=\"\")'");
    must("pedell person remove " + person_.login + " --yes");

    EXPECT_TRUE(
        happens(seconds{15}, [&] { return in_appliance("test -e /srv/pedell/people/" + id).status != 0; }));
    EXPECT_NE(in_appliance("grep -q '^person " + id + " ' /var/lib/pedell/keys/keys").status, 0);
    EXPECT_FALSE(imap(person_, "NOOP"));
    EXPECT_EQ(must("ldbsearch -H /var/lib/samba/private/sam.ldb '(sAMAccountName=" + person_.sam + ")' dn")
                  .find("dn: CN="),
              std::string::npos);

    must("pedell person add --role pupil --given Jörg --surname Nagelstäbchen --consent Probe");
    const auto second = in_appliance("pedell person show joerg.nagelstaebchen2");
    EXPECT_EQ(second.status, 0) << second.err;
    must("pedell person remove joerg.nagelstaebchen2 --yes");
}

TEST(Caretaker, APersonWithoutConsentHasNothing)
{
    const auto added = in_appliance(
        "pedell person add --role pupil --given Ohne --surname Zettel --password-stdin", "Wald+Wiese.2026");
    ASSERT_EQ(added.status, 0) << added.err;
    const Finally gone([] { must("pedell person remove ohne.zettel --yes"); });
    Person person;
    person.login = "ohne.zettel";
    person.sam = "ohne.zettel";
    person.password = "Wald+Wiese.2026";

    EXPECT_FALSE(imap(person, "NOOP"));
    EXPECT_NE(Drive(person).list("home"), 0);
}

TEST(Caretaker, AClassCanBeMadeRenamedAndRemoved)
{
    const Person& teacher = school().one("teacher");
    must("pedell class add Schach-AG --kind group && pedell class join Schach-AG " + teacher.login);
    Drive drive(teacher);
    EXPECT_EQ(drive.put("klassen/Schach-AG/plan.txt", "e4"), 0);

    must("pedell class rename Schach-AG Schachgruppe");
    Drive again(teacher);
    std::string got;
    EXPECT_EQ(again.get("klassen/Schachgruppe/plan.txt", &got), 0);
    EXPECT_EQ(got, "e4");

    must("pedell class leave Schachgruppe " + teacher.login);
    EXPECT_NE(Drive(teacher).get("klassen/Schachgruppe/plan.txt"), 0);
    must("pedell class remove Schachgruppe --yes");
    EXPECT_NE(in_appliance("test -e /srv/pedell/klassen/Schachgruppe").status, 0);
}

TEST(Caretaker, NamesWithUmlautsAreNumberedWhereTaken)
{
    const auto first = in_appliance("pedell person add --role guest --given Änne --surname Größe --json");
    const auto second = in_appliance("pedell person add --role guest --given Änne --surname Größe --json");
    const Finally gone([] {
        must("pedell person remove aenne.groesse --yes && pedell person remove aenne.groesse2 --yes");
    });

    EXPECT_NE(first.out.find("\"aenne.groesse\""), std::string::npos) << first.out << first.err;
    EXPECT_NE(second.out.find("\"aenne.groesse2\""), std::string::npos) << second.out << second.err;
}

TEST(Caretaker, SaysWhatIsWrongByItsExitStatus)
{
    EXPECT_EQ(in_appliance("pedell person show gibt.es-nicht").status, 3);
    EXPECT_EQ(in_appliance("pedell person add --role kaiser --given A --surname B").status, 2);
    EXPECT_EQ(in_appliance("pedell class add " + school().first_class()).status, 5);
    EXPECT_EQ(in_appliance("pedell frobnicate").status, 2);
}

} // namespace
} // namespace pedell::appliance
