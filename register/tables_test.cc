// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/tables.h"

#include <cdb.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/handle.h"

#include "register/test_register.h"

namespace pedell::registry
{
namespace
{

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

class TablesTest : public RegisterTest
{
protected:
    SchoolClass fifth = reg.add_class("5a", core::ClassKind::school_class, now).value();
    Person anna = reg.add_person(pupil("Anna", "Roth", {"5a"}), now).value();
    Person jan = reg.add_person(pupil("Jan", "Weiß", {"5a"}), now).value();
    Person eva = reg.add_person(teacher("Eva", "Berg"), now).value();
    core::ReachRules rules{{core::Role::teacher, core::Role::pupil}};

    [[nodiscard]] Tables made()
    {
        return make_tables(reg, domain, rules, now).value();
    }
    [[nodiscard]] std::string looked_up(const std::string& table, const std::string& key)
    {
        const base::Fd file{::open((folder.path() / (table + ".cdb")).c_str(), O_RDONLY | O_CLOEXEC)};
        cdb reading{};
        if (cdb_init(&reading, file.get()) != 0)
            return "unreadable";
        std::string value = "absent";
        if (cdb_find(&reading, key.data(), static_cast<unsigned>(key.size())) > 0) {
            value.resize(cdb_datalen(&reading));
            cdb_read(&reading, value.data(), cdb_datalen(&reading), cdb_datapos(&reading));
        }
        cdb_free(&reading);
        return value;
    }
};

TEST_F(TablesTest, FlattensEveryAddressToFinalMailboxes)
{
    ASSERT_OK(reg.add_alias({"draussen", {"extern@example.org"}}, now));
    ASSERT_OK(reg.add_alias({"alle", {"class:5a", "person:eva.berg", "draussen@waldschule.test"}}, now));
    ASSERT_OK(reg.add_alias({"e.berg", {"person:eva.berg"}}, now));
    ASSERT_OK(reg.lock(jan.login, {{now, std::nullopt}, "", "system"}, now));

    const Tables tables = made();
    EXPECT_THAT(tables.mailboxes, ElementsAre(Pair("anna.roth@waldschule.test", "anna.roth"),
                                              Pair("eva.berg@waldschule.test", "eva.berg")));
    EXPECT_THAT(tables.aliases,
                ElementsAre(Pair("5a@waldschule.test", "anna.roth@waldschule.test"),
                            Pair("alle@waldschule.test",
                                 "anna.roth@waldschule.test,eva.berg@waldschule.test,extern@example.org"),
                            Pair("draussen@waldschule.test", "extern@example.org"),
                            Pair("e.berg@waldschule.test", "eva.berg@waldschule.test")));
    EXPECT_THAT(tables.senders, ElementsAre(Pair("anna.roth@waldschule.test", "anna.roth"),
                                            Pair("e.berg@waldschule.test", "eva.berg"),
                                            Pair("eva.berg@waldschule.test", "eva.berg")));
}

TEST_F(TablesTest, LetsNoPupilOutWhateverTheRulesSay)
{
    EXPECT_THAT(made().outside, ElementsAre(Pair("eva.berg@waldschule.test", "smtp:")));
    rules.outside_roles.clear();
    EXPECT_THAT(made().outside, IsEmpty());
}

TEST_F(TablesTest, LeadsAMailAddressThatIsNoLoginToItsMailbox)
{
    // The derived login was once the sAMAccountName of somebody else: the address is free all the same.
    soci::session sql(soci::sqlite3, "db=\"" + folder.file().string() + "\"");
    sql << "INSERT INTO handle (name) VALUES ('tim.kurz')";
    const Person tim = reg.add_person(teacher("Tim", "Kurz"), now).value();
    ASSERT_EQ(tim.login, "tim.kurz2");
    ASSERT_EQ(tim.mail, "tim.kurz");

    const Tables tables = made();
    EXPECT_EQ(tables.mailboxes.at("tim.kurz2@waldschule.test"), "tim.kurz2");
    EXPECT_EQ(tables.aliases.at("tim.kurz@waldschule.test"), "tim.kurz2@waldschule.test");
    EXPECT_EQ(tables.senders.at("tim.kurz@waldschule.test"), "tim.kurz2");
    EXPECT_THAT(reg.addresses_of(tim.id).value(),
                ElementsAre("tim.kurz@waldschule.test", "tim.kurz2@waldschule.test"));
    EXPECT_EQ(reader().expand("tim.kurz@waldschule.test", now)->front().address, "tim.kurz2@waldschule.test");
}

TEST_F(TablesTest, WritesOnlyWhatDiffersAndPostfixCanRead)
{
    EXPECT_THAT(write_tables(made(), folder.path()).value(),
                ElementsAre("mailboxes", "aliases", "senders", "outside"));
    EXPECT_THAT(write_tables(made(), folder.path()).value(), IsEmpty());
    EXPECT_EQ(looked_up("mailboxes", "anna.roth@waldschule.test"), "anna.roth");
    EXPECT_EQ(looked_up("outside", "anna.roth@waldschule.test"), "absent");
    EXPECT_EQ(looked_up("outside", "eva.berg@waldschule.test"), "smtp:");

    ASSERT_OK(reg.add_alias({"draussen", {"extern@example.org"}}, now));
    EXPECT_THAT(write_tables(made(), folder.path()).value(), ElementsAre("aliases"));
    EXPECT_EQ(looked_up("aliases", "draussen@waldschule.test"), "extern@example.org");

    struct stat status{};
    ASSERT_EQ(::stat((folder.path() / "aliases.cdb").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777u, 0640u);
    EXPECT_FALSE(write_tables(made(), folder.path() / "missing"));
}

} // namespace
} // namespace pedell::registry
