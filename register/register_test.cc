// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/test_register.h"

#include <fstream>
#include <sys/stat.h>

namespace pedell::registry
{
namespace
{

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RegisterFileTest : public RegisterTest
{
};

std::string name_of_class(const SchoolClass& group)
{
    return group.name;
}

TEST_F(RegisterFileTest, IsNotMadeAnewWhereItWasLost)
{
    const Folder other;
    const auto lost = Register::open(other.file(), core::AccessRules{}, domain, Register::Absent::refuse);

    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, base::Errc::not_found);
    EXPECT_FALSE(std::filesystem::exists(other.file()));
}

TEST_F(RegisterFileTest, IsNotMadeAnewInAFileThatLostItsContent)
{
    const Folder other;
    std::ofstream(other.file()).close();

    EXPECT_CODE(Register::open(other.file(), core::AccessRules{}, domain, Register::Absent::refuse),
                base::Errc::not_found);
    // One whose first making was interrupted.
    ASSERT_OK(Register::open(other.file(), core::AccessRules{}, domain));
}

TEST_F(RegisterFileTest, LeavesItsFilesToTheReadersGroupWhateverTheUmask)
{
    const mode_t before = ::umask(077);
    {
        const Folder other;
        const auto tight = Register::open(other.file(), core::AccessRules{}, domain);
        ASSERT_OK(tight);
        for (const char* name : {"register.sqlite", "register.sqlite-wal", "register.sqlite-shm"}) {
            SCOPED_TRACE(name);
            struct stat status{};
            ASSERT_EQ(::stat(other.file(name).c_str(), &status), 0);
            EXPECT_EQ(status.st_mode & 0777u, 0640u);
        }
    }
    ::umask(before);
}

TEST_F(RegisterFileTest, KeepsItsLogFilesAfterClosing)
{
    {
        const Register closing = std::move(reg);
    }
    EXPECT_TRUE(std::filesystem::exists(folder.file("register.sqlite-wal")));
    EXPECT_TRUE(std::filesystem::exists(folder.file("register.sqlite-shm")));
    ASSERT_OK(Reader::open(folder.file(), domain));
}

TEST_F(RegisterFileTest, OpensAgainWithTheSameSchemaAndDomainOnly)
{
    EXPECT_EQ(reg.check().value(), 2);
    EXPECT_EQ(opened().check().value(), 2);
    EXPECT_CODE(Register::open(folder.file(), core::AccessRules{}, "other.test"), base::Errc::conflict);
}

TEST_F(RegisterFileTest, RefusesAnOlderPedellOnANewerSchema)
{
    soci::session sql(soci::sqlite3, "db=\"" + folder.file().string() + "\"");
    sql << "INSERT INTO schema_version (number, contract) VALUES (99, 1)";
    EXPECT_CODE(Register::open(folder.file(), core::AccessRules{}, domain), base::Errc::conflict);
}

TEST_F(RegisterFileTest, TellsADamagedFileFromALockedOne)
{
    std::ofstream(folder.file("junk.sqlite")) << std::string(8192, 'x');
    EXPECT_CODE(Register::open(folder.file("junk.sqlite"), core::AccessRules{}, domain), base::Errc::corrupt);
    EXPECT_CODE(Register::open(folder.file("no/such/folder.sqlite"), core::AccessRules{}, domain),
                base::Errc::unavailable);
}

TEST_F(RegisterFileTest, FollowsARenamedClass)
{
    const SchoolClass fifth = reg.add_class("5a", core::ClassKind::school_class, now).value();
    const Person anna = reg.add_person(pupil("Anna", "Roth", {"5A"}), now).value();
    carry_everything();

    EXPECT_EQ(reg.rename_class("5a", "6a", now)->id, fifth.id);
    EXPECT_EQ(name_of_class(reg.classes_of(anna.id)->front()), "6a");
    EXPECT_THAT(waiting(), ElementsAre(Pending::Kind::school_class, Pending::Kind::tables));
    // The next year's 5a gets the address that the old one has left.
    ASSERT_OK(reg.add_class("5a", core::ClassKind::school_class, now));
    EXPECT_THAT(
        ask("SELECT a.local || '=' || c.name FROM address a JOIN class c ON c.id = a.class ORDER BY 1"),
        ElementsAre("5a=5a", "6a=6a"));
}

TEST_F(RegisterFileTest, GivesEachClassANameAndAnAddressOfItsOwn)
{
    ASSERT_OK(reg.add_class("5a", core::ClassKind::school_class, now));
    EXPECT_CODE(reg.add_class("5A", core::ClassKind::course, now), base::Errc::conflict);
    EXPECT_CODE(reg.add_class("a/b", core::ClassKind::course, now), base::Errc::malformed);
    EXPECT_CODE(reg.school_class("7x"), base::Errc::not_found);

    const Person anna = reg.add_person(pupil("Anna", "Roth"), now).value();
    ASSERT_OK(reg.add_class("Info", core::ClassKind::course, now)); // info@ is the school's own
    EXPECT_THAT(ask("SELECT local FROM address WHERE class IS NOT NULL ORDER BY local"),
                ElementsAre("5a", "kurs-info"));

    ASSERT_OK(reg.join("5a", anna.login, now));
    ASSERT_OK(reg.join("5a", anna.login, now));
    EXPECT_EQ(reg.members(core::ClassId{1})->size(), 1u);
    ASSERT_OK(reg.leave("5a", anna.login, now));
    EXPECT_CODE(reg.leave("5a", anna.login, now), base::Errc::not_found);
}

TEST_F(RegisterFileTest, RemovesAClassInTwoSteps)
{
    const SchoolClass fifth = reg.add_class("5a", core::ClassKind::school_class, now).value();
    const Person anna = reg.add_person(pupil("Anna", "Roth", {"5a"}), now).value();
    ASSERT_OK(reg.add_alias({"eltern-5a", {"class:5a"}}, now));
    carry_everything();

    ASSERT_OK(reg.remove_class("5a", now));
    EXPECT_THAT(waiting(), ElementsAre(Pending::Kind::class_gone, Pending::Kind::tables));
    EXPECT_EQ(reg.pending()->front().detail, "5a");
    EXPECT_THAT(reg.classes().value(), IsEmpty());
    EXPECT_THAT(reg.classes_of(anna.id).value(), IsEmpty());
    EXPECT_CODE(reg.add_class("5a", core::ClassKind::school_class, now),
                base::Errc::conflict); // its folder is there

    ASSERT_OK(reg.finish_class_removal(fifth.id));
    ASSERT_OK(reg.finish_class_removal(fifth.id));
    EXPECT_THAT(reg.aliases().value(), IsEmpty());
    ASSERT_OK(reg.add_class("5a", core::ClassKind::school_class, now));
}

TEST_F(RegisterFileTest, ReplacesAnEqualPendingUnderANewNumber)
{
    ASSERT_OK(reg.add_person(pupil("Anna", "Roth"), now));
    const std::vector<Pending> before = reg.pending().value();
    ASSERT_EQ(before.size(), 2u);
    ASSERT_OK(reg.lock("anna.roth", {{now, std::nullopt}, "", "system"}, now));

    // The one who carried out the old ones takes them off the list: the new ones stay.
    for (const Pending& pending : before)
        ASSERT_OK(reg.done(pending.id));
    EXPECT_EQ(reg.pending()->size(), 2u);
}

TEST_F(RegisterFileTest, ProjectsEverythingAgainClassesFirst)
{
    ASSERT_OK(reg.add_class("5a", core::ClassKind::school_class, now));
    ASSERT_OK(reg.add_person(pupil("Anna", "Roth", {"5a"}), now));
    ASSERT_OK(reg.add_person(pupil("Jan", "Berg"), now));
    ASSERT_OK(reg.remove_person("jan.berg", now));
    carry_everything();

    ASSERT_OK(reg.project_all());
    std::vector<Pending::Kind> kinds;
    for (const Pending& pending : value_of(reg.pending()))
        kinds.push_back(pending.kind);
    EXPECT_THAT(kinds, ElementsAre(Pending::Kind::school_class, Pending::Kind::person,
                                   Pending::Kind::person_gone, Pending::Kind::tables));
}

} // namespace
} // namespace pedell::registry
