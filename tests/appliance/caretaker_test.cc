// SPDX-License-Identifier: GPL-3.0-or-later
#include "mail_client.h"
#include "shell.h"
#include "smb_client.h"

#include <boost/json.hpp>
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

/// The person that `pedell person add` made; one cannot know the login before (an address is never given
/// again).
struct Made {
    base::ProcessOutput output;
    Person person;
    std::string id;
};

Made add_person(const std::string& arguments, const std::string& password)
{
    Made made{.output = in_appliance("pedell person add " + arguments + " --password-stdin --json", password),
              .person = {},
              .id = {}};
    boost::system::error_code fault;
    const auto parsed = boost::json::parse(made.output.out, fault);
    if (made.output.status != 0 || fault || !parsed.is_object())
        return made;

    const auto text = [&parsed](const char* key) { return std::string(parsed.at(key).as_string()); };
    made.id = std::to_string(parsed.at("id").as_int64());
    made.person.login = text("login");
    made.person.sam = text("sam");
    made.person.mail = text("mail");
    made.person.password = password;
    return made;
}

/// A person who lives for one test.
class Newcomer : public testing::Test
{
protected:
    void SetUp() override
    {
        made_ = add_person("--role pupil --given Jörg --surname Nagelstäbchen --class " +
                               school().first_class() + " --consent Probe",
                           "Regen+Wiese.2026");
        ASSERT_NE(made_.id, "") << made_.output.err;
    }
    void TearDown() override
    {
        (void)in_appliance("pedell person remove " + made_.person.login + " --yes");
    }
    Made made_;
};

TEST_F(Newcomer, CanUseMailHomeAndClassAtOnce)
{
    const std::string file = "klassen/" + school().first_class() + "/Gemeinsam/joerg.txt";
    EXPECT_TRUE(imap(made_.person, "NOOP"));
    Drive drive(made_.person);
    EXPECT_EQ(drive.put("home/x.txt", "x"), 0);
    EXPECT_EQ(drive.put(file, "x"), 0);
    EXPECT_EQ(drive.remove(file), 0);
}

TEST_F(Newcomer, IsGoneWithFolderAndKeyWhenRemovedAndTheAddressIsNeverGivenAgain)
{
    const std::string key = "grep -q '^person " + made_.id + " ' /var/lib/pedell/keys/keys";
    ASSERT_EQ(in_appliance(key).status, 0);
    must("pedell person remove " + made_.person.login + " --yes");

    EXPECT_TRUE(happens(seconds{15},
                        [&] { return in_appliance("test -e /srv/pedell/people/" + made_.id).status != 0; }));
    EXPECT_NE(in_appliance(key).status, 0);
    EXPECT_FALSE(imap(made_.person, "NOOP"));
    EXPECT_EQ(
        must("ldbsearch -H /var/lib/samba/private/sam.ldb '(sAMAccountName=" + made_.person.sam + ")' dn")
            .find("dn: CN="),
        std::string::npos);

    const Made second = add_person("--role pupil --given Jörg --surname Nagelstäbchen", "Regen+Wiese.2026");
    ASSERT_NE(second.id, "") << second.output.err;
    EXPECT_NE(second.person.login, made_.person.login);
    must("pedell person remove " + second.person.login + " --yes");
}

TEST(Caretaker, APersonWithoutConsentHasNothing)
{
    const Made made = add_person("--role pupil --given Ohne --surname Zettel", "Regen+Wiese.2026");
    ASSERT_NE(made.id, "") << made.output.err;
    const Finally gone([&made] { must("pedell person remove " + made.person.login + " --yes"); });

    EXPECT_FALSE(imap(made.person, "NOOP"));
    EXPECT_NE(Drive(made.person).list("home"), 0);
}

TEST(Caretaker, AClassCanBeMadeRenamedAndRemoved)
{
    const Person& teacher = school().one("teacher");
    must("pedell class add Schach-AG --kind group && pedell class join Schach-AG " + teacher.login);
    Drive drive(teacher);
    EXPECT_EQ(drive.put("klassen/Schach-AG/Gemeinsam/plan.txt", "e4"), 0);

    must("pedell class rename Schach-AG Schachgruppe");
    Drive again(teacher);
    std::string got;
    EXPECT_EQ(again.get("klassen/Schachgruppe/Gemeinsam/plan.txt", &got), 0);
    EXPECT_EQ(got, "e4");

    must("pedell class leave Schachgruppe " + teacher.login);
    EXPECT_NE(Drive(teacher).get("klassen/Schachgruppe/Gemeinsam/plan.txt"), 0);
    must("pedell class remove Schachgruppe --yes");
    EXPECT_NE(in_appliance("test -e /srv/pedell/klassen/Schachgruppe").status, 0);
}

TEST(Caretaker, NamesWithUmlautsAreNumberedWhereTaken)
{
    const Made first = add_person("--role guest --given Änne --surname Größe", "Regen+Wiese.2026");
    const Made second = add_person("--role guest --given Änne --surname Größe", "Regen+Wiese.2026");
    const Finally gone([&] {
        must("pedell person remove " + first.person.login + " --yes && pedell person remove " +
             second.person.login + " --yes");
    });

    EXPECT_TRUE(first.person.login.starts_with("aenne.groesse")) << first.output.err;
    EXPECT_TRUE(second.person.login.starts_with("aenne.groesse")) << second.output.err;
    EXPECT_NE(first.person.login, second.person.login);
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
