// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/test_register.h"

#include <chrono>

namespace pedell::registry
{
namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class ReaderTest : public RegisterTest
{
protected:
    SchoolClass fifth = reg.add_class("5a", core::ClassKind::school_class, now).value();
    Person anna = reg.add_person(pupil("Anna", "Roth", {"5a"}), now).value();
    Person jan = reg.add_person(pupil("Jan", "Weiß", {"5a"}), now).value();
    Person eva = reg.add_person(teacher("Eva", "Berg"), now).value();

    [[nodiscard]] std::vector<std::string> expanded(const std::string& address)
    {
        Reader door = reader();
        std::vector<std::string> all;
        for (const core::Recipient& recipient : value_of(door.expand(address, now)))
            all.push_back(recipient.address);
        return all;
    }
};

TEST_F(ReaderTest, KnowsTheSenderByLoginInEveryForm)
{
    ASSERT_OK(reg.add_alias({"a.roth", {"person:anna.roth"}}, now));
    ASSERT_OK(reg.add_alias({"beide", {"person:anna.roth", "person:jan.weiss"}}, now));
    Reader door = reader();
    for (const char* login :
         {"anna.roth", "ANNA.Roth", "anna.roth@waldschule.test", "anna.roth@WALDSCHULE.test"}) {
        SCOPED_TRACE(login);
        const auto sender = door.sender(login, core::Channel::in_school, now).value();
        ASSERT_TRUE(sender);
        EXPECT_EQ(sender->person, anna.id);
        EXPECT_EQ(sender->role, core::Role::pupil);
        EXPECT_TRUE(sender->mail_allowed);
        // Nobody writes under the name of a list.
        EXPECT_THAT(sender->addresses,
                    UnorderedElementsAre("anna.roth@waldschule.test", "a.roth@waldschule.test"));
    }
    for (const char* login : {"", "a.roth", "anna.roth@example.org", "nobody", "5a", "' OR 1=1 --"}) {
        SCOPED_TRACE(login);
        EXPECT_EQ(door.sender(login, core::Channel::in_school, now).value(), std::nullopt);
    }
}

TEST_F(ReaderTest, SeesALockAtOnceAndItsEndOnlyWhenWritten)
{
    Reader door = reader();
    const core::Time end = now + std::chrono::hours{1};
    ASSERT_OK(reg.lock(jan.login, {{now, end}, "", "system"}, now));
    EXPECT_FALSE(door.sender(jan.login, core::Channel::in_school, now).value()->mail_allowed);
    EXPECT_FALSE(door.sender(jan.login, core::Channel::in_school, end).value()->mail_allowed);

    const auto access =
        door.access_by_sam("JAN.WEISS", core::Service::home, core::Channel::in_school, now).value();
    ASSERT_TRUE(access);
    EXPECT_FALSE(access->allowed);
    EXPECT_EQ(access->because, core::Because::locked);
    EXPECT_EQ(door.access_by_sam("nobody", core::Service::home, core::Channel::in_school, now).value(),
              std::nullopt);
    EXPECT_TRUE(door.role_by_sam("JAN.WEISS").value().has_value());
    EXPECT_EQ(door.role_by_sam("nobody").value(), std::nullopt);
    EXPECT_EQ(door.role_of(jan.id).value(), door.role_by_sam(jan.sam).value());
    EXPECT_EQ(door.role_of({99'999}).value(), std::nullopt);
    EXPECT_EQ(door.names_by_sam("JAN.WEISS").value(), (PersonNames{"jan.weiss", "Jan", "Weiß"}));
    EXPECT_EQ(door.names_by_sam("nobody").value(), std::nullopt);
}

TEST_F(ReaderTest, TakesARowWhoseTimeHasPassedAsNotAllowed)
{
    Register::PersonChange change;
    const core::Time last = now + std::chrono::hours{1};
    change.leaves = std::optional{last};
    ASSERT_OK(reg.change_person(eva.login, change, now));
    Reader door = reader();
    const core::Time before = last - std::chrono::seconds{1};
    EXPECT_TRUE(
        door.access_by_sam(eva.sam, core::Service::logon, core::Channel::in_school, before).value()->allowed);
    EXPECT_FALSE(
        door.access_by_sam(eva.sam, core::Service::logon, core::Channel::in_school, last).value()->allowed);
    EXPECT_TRUE(door.sender(eva.login, core::Channel::in_school, before).value()->mail_allowed);
    EXPECT_FALSE(door.sender(eva.login, core::Channel::in_school, last).value()->mail_allowed);
    EXPECT_FALSE(door.expand("eva.berg@waldschule.test", last).value().front().mail_allowed);
}

TEST_F(ReaderTest, ExpandsPeopleClassesAndAliases)
{
    ASSERT_OK(reg.add_alias({"draussen", {"extern@example.org"}}, now));
    ASSERT_OK(reg.add_alias(
        {"alle", {"class:5a", "person:eva.berg", "person:anna.roth", "draussen@waldschule.test"}}, now));
    const struct {
        const char* label;
        const char* address;
        std::vector<std::string> finals;
    } cases[] = {
        {"person", "Anna.Roth@Waldschule.Test", {"anna.roth@waldschule.test"}},
        {"without domain", "anna.roth", {"anna.roth@waldschule.test"}},
        {"class", "5a@waldschule.test", {"anna.roth@waldschule.test", "jan.weiss@waldschule.test"}},
        {"alias",
         "alle@waldschule.test",
         {"anna.roth@waldschule.test", "jan.weiss@waldschule.test", "eva.berg@waldschule.test",
          "extern@example.org"}},
        {"outside", "Somebody@example.org", {"somebody@example.org"}},
        {"unknown", "nobody@waldschule.test", {}},
        {"routing trick", "extern%example.org@waldschule.test", {}},
        {"two domains", "anna.roth@waldschule.test@example.org", {"anna.roth@waldschule.test@example.org"}},
        {"empty", "", {}}};
    for (const auto& [label, address, finals] : cases) {
        SCOPED_TRACE(label);
        EXPECT_EQ(expanded(address), finals);
    }
    const auto outside = reader().expand("somebody@example.org", now).value().front();
    EXPECT_EQ(outside.member, std::nullopt);
}

TEST_F(ReaderTest, LeavesALockedMemberOutOfAListButTellsOfAPerson)
{
    ASSERT_OK(reg.lock(jan.login, {{now, std::nullopt}, "", "system"}, now));
    EXPECT_THAT(expanded("5a@waldschule.test"), ElementsAre("anna.roth@waldschule.test"));
    const auto direct = reader().expand("jan.weiss@waldschule.test", now).value();
    ASSERT_EQ(direct.size(), 1u);
    EXPECT_EQ(direct.front().member, core::Role::pupil);
    EXPECT_FALSE(direct.front().mail_allowed);

    ASSERT_OK(reg.remove_class("5a", now));
    EXPECT_THAT(expanded("5a@waldschule.test"), IsEmpty());
}

TEST_F(ReaderTest, CutsLoopsOfAliases)
{
    ASSERT_OK(reg.add_alias({"a", {"person:eva.berg"}}, now));
    ASSERT_OK(reg.add_alias({"b", {"a@waldschule.test", "person:jan.weiss"}}, now));
    soci::session sql(soci::sqlite3, "db=\"" + folder.file().string() + "\"");
    sql << "INSERT INTO alias_target (alias, position, address) VALUES ('a', 2, 'b@waldschule.test')";
    sql << "INSERT INTO alias_target (alias, position, address) VALUES ('a', 3, 'a@waldschule.test')";
    EXPECT_THAT(expanded("a@waldschule.test"),
                ElementsAre("eva.berg@waldschule.test", "jan.weiss@waldschule.test"));
    EXPECT_THAT(expanded("b@waldschule.test"),
                ElementsAre("eva.berg@waldschule.test", "jan.weiss@waldschule.test"));
}

TEST_F(ReaderTest, FollowsEightAliasesAndNoMore)
{
    ASSERT_OK(reg.add_alias({"a1", {"person:eva.berg"}}, now));
    for (int number = 2; number <= 9; ++number)
        ASSERT_OK(reg.add_alias(
            {"a" + std::to_string(number), {"a" + std::to_string(number - 1) + "@waldschule.test"}}, now));
    EXPECT_THAT(expanded("a8@waldschule.test"), ElementsAre("eva.berg@waldschule.test"));
    EXPECT_CODE(reader().expand("a9@waldschule.test", now), base::Errc::over_limit);
}

TEST_F(ReaderTest, IsUnavailableWithoutTheFileAndNamesTheRemedy)
{
    const auto missing = Reader::open(folder.file("missing.sqlite"), domain);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, base::Errc::unavailable);
    EXPECT_THAT(missing.error().context, HasSubstr("pedell doctor"));
}

TEST_F(ReaderTest, IsUnavailableWhileSomebodyHoldsTheFileForHimself)
{
    {
        const Register closing = std::move(reg);
    }
    Reader before = Reader::open(folder.file(), domain, std::chrono::milliseconds{50}).value();
    {
        const Reader idle = std::move(before);
    }
    soci::session hog(soci::sqlite3, "db=\"" + folder.file().string() + "\"");
    std::string mode;
    hog << "PRAGMA locking_mode=exclusive", soci::into(mode);
    hog << "BEGIN EXCLUSIVE";

    const auto start = std::chrono::steady_clock::now();
    const auto locked = Reader::open(folder.file(), domain, std::chrono::milliseconds{50});
    EXPECT_CODE(locked, base::Errc::unavailable);
    EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds{40});
    hog << "ROLLBACK";
}

TEST_F(ReaderTest, IsNotHeldUpByAWriter)
{
    soci::session writer(soci::sqlite3, "db=\"" + folder.file().string() + "\"");
    writer << "BEGIN IMMEDIATE";
    Reader door = Reader::open(folder.file(), domain, std::chrono::milliseconds{1}).value();
    EXPECT_TRUE(door.sender("anna.roth", core::Channel::in_school, now).value());
    writer << "ROLLBACK";
}

TEST_F(ReaderTest, NoticesAnExchangedFile)
{
    const Reader door = reader();
    EXPECT_TRUE(door.current());
    std::filesystem::copy_file(folder.file(), folder.file("restored.sqlite"));
    std::filesystem::rename(folder.file("restored.sqlite"), folder.file());
    EXPECT_FALSE(door.current());
    std::filesystem::remove(folder.file());
    EXPECT_FALSE(door.current());
}

} // namespace
} // namespace pedell::registry
