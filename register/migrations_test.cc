// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/migrations.h"

#include "register/copy.h"
#include "register/test_register.h"

#include <sys/stat.h>

namespace pedell::registry
{
namespace
{

using Kind = Step::Kind;

/// Release N, and releases after it.
const Step people{Kind::expand, {"CREATE TABLE pupil (id INTEGER PRIMARY KEY, name TEXT NOT NULL)"}};
const Step nickname{Kind::expand, {"ALTER TABLE pupil ADD COLUMN nickname TEXT"}};
const Step no_name{Kind::contract, {"ALTER TABLE pupil DROP COLUMN name"}};
const Step clubs{Kind::expand, {"CREATE TABLE club (id INTEGER PRIMARY KEY)"}};

const std::vector<Step> release_n{people};
const std::vector<Step> release_n1{people, nickname};
const std::vector<Step> release_n3{people, nickname, no_name, clubs};

struct Database {
    Folder folder;
    Session session = value_of(Session::open(folder.file(), Session::Mode::write, default_busy_time));

    base::Result<int> open(const std::vector<Step>& steps, Trust trust)
    {
        return migrate(session, steps, trust);
    }
    bool has(const std::string& table, const std::string& column)
    {
        return value_of(session.read([&](soci::session& sql) -> base::Result<bool> {
            return any(sql, "SELECT 1 FROM pragma_table_info('" + table + "') WHERE name = '" + column + "'");
        }));
    }
};

TEST(Migrations, LetTheVersionBeforeReadWhatTheNextOneExpanded)
{
    Database school;
    ASSERT_EQ(school.open(release_n, Trust::blessed), 1);
    ASSERT_EQ(school.open(release_n1, Trust::trial), 2);
    ASSERT_TRUE(school.has("pupil", "nickname"));

    EXPECT_EQ(school.open(release_n, Trust::blessed), 2) << "the fallback does not open its register";
    EXPECT_EQ(school.open(release_n1, Trust::blessed), 2);
}

TEST(Migrations, TakeNothingAwayOnTrial)
{
    Database school;
    ASSERT_EQ(school.open(release_n, Trust::blessed), 1);

    ASSERT_TRUE(school.open(release_n3, Trust::trial));
    EXPECT_TRUE(school.has("pupil", "name"));
    EXPECT_TRUE(school.has("pupil", "nickname"));
    EXPECT_TRUE(school.has("club", "id")) << "what comes after the step that waits is made all the same";
    EXPECT_TRUE(school.open(release_n, Trust::blessed)) << "the fallback over several releases";

    EXPECT_EQ(newest_contract(school.folder.file()), 0);
    ASSERT_TRUE(school.open(release_n3, Trust::blessed));
    EXPECT_FALSE(school.has("pupil", "name"));
    EXPECT_EQ(newest_contract(school.folder.file()), 3);
    EXPECT_EQ(newest_contract(school.folder.file("nowhere.sqlite")), 0);
}

TEST(Migrations, RefuseWhatANewerPedellTookAway)
{
    Database school;
    ASSERT_TRUE(school.open(release_n3, Trust::blessed));

    const auto before = school.open(release_n1, Trust::blessed);
    ASSERT_FALSE(before);
    EXPECT_EQ(before.error().code, base::Errc::conflict);
    EXPECT_TRUE(school.open(release_n3, Trust::trial));
}

TEST(Migrations, KnowRegistersOfBeforeThereWereKinds)
{
    Database school;
    ASSERT_TRUE(school.session.write([](soci::session& sql) -> base::Result<> {
        run(sql, "CREATE TABLE schema_version (number INTEGER PRIMARY KEY)");
        run(sql, "INSERT INTO schema_version (number) VALUES (0), (1)");
        run(sql, people.statements.at(0));
        return {};
    }));

    EXPECT_EQ(school.open(release_n1, Trust::trial), 2);
    EXPECT_TRUE(school.has("pupil", "nickname"));
}

TEST(Migrations, OfThisReleaseEndWhereItSays)
{
    Database school;
    EXPECT_EQ(migrate(school.session, Trust::blessed), newest_schema());
    EXPECT_LE(needed_schema(), newest_schema());

    Database trial;
    const auto on_trial = migrate(trial.session, Trust::trial);
    ASSERT_TRUE(on_trial);
    EXPECT_GE(*on_trial, needed_schema());
}

class CopyOfTheRegister : public RegisterTest
{
};

TEST_F(CopyOfTheRegister, IsWholeAndForRootAlone)
{
    const auto copy = folder.file("copy.sqlite");

    ASSERT_TRUE(copy_register(folder.file(), copy));
    struct stat status{};
    ASSERT_EQ(::stat(copy.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777, 0600U);
    EXPECT_TRUE(Register::open(copy, {}, domain, Register::Absent::refuse));

    const auto again = copy_register(folder.file(), copy);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, base::Errc::conflict);
    EXPECT_FALSE(copy_register(folder.file("nowhere.sqlite"), folder.file("other.sqlite")));
}

} // namespace
} // namespace pedell::registry
