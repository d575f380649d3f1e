// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/password_lock.h"

#include "directory/security_descriptor.h"

#include <gtest/gtest.h>

namespace pedell::directory
{
namespace
{

const std::string open_descriptor =
    descriptor_of({{well_known_sid(18), right::full, false}, {well_known_sid(11), right::read, false}});

std::vector<std::string> names_of(const std::vector<Change>& changes)
{
    std::vector<std::string> names;
    for (const Change& change : changes)
        names.push_back(change.attribute + "=" +
                        (change.values.empty()                        ? ""
                         : change.attribute == "nTSecurityDescriptor" ? "..."
                                                                      : change.values.front()));
    return names;
}

TEST(PasswordLock, DeniesBeforeAllElseAndOnlyOnce)
{
    const auto locked = deny_password_change(open_descriptor);
    ASSERT_TRUE(locked);

    EXPECT_NE(*locked, open_descriptor);
    EXPECT_EQ((*locked)[20 + 8], '\x06') << "the first entry is no denial";
    EXPECT_EQ(deny_password_change(*locked), locked);
}

TEST(PasswordLock, GivesTheOldListBack)
{
    EXPECT_EQ(allow_password_change(*deny_password_change(open_descriptor)), open_descriptor);
    EXPECT_EQ(allow_password_change(open_descriptor), open_descriptor);
}

TEST(PasswordLock, RefusesBytesThatAreNoDescriptor)
{
    for (const std::string& bytes :
         {std::string{}, std::string(19, '\0'), open_descriptor.substr(0, 30), std::string(64, '\xFF')}) {
        EXPECT_FALSE(deny_password_change(bytes));
        EXPECT_FALSE(allow_password_change(bytes));
    }
    std::string lying = open_descriptor;
    lying[20 + 4] = 9; // more entries than there are
    EXPECT_FALSE(deny_password_change(lying));
}

TEST(PasswordLock, KnowsWhetherAOneTimePasswordWaits)
{
    EXPECT_TRUE(changes_afterwards({.descriptor = "", .password_set = "0", .note = ""}));
    EXPECT_FALSE(changes_afterwards({.descriptor = "", .password_set = "133", .note = ""}));
    EXPECT_FALSE(changes_afterwards({.descriptor = "", .password_set = "0", .note = "pedell-locked"}));
    EXPECT_TRUE(
        changes_afterwards({.descriptor = "", .password_set = "0", .note = "pedell-locked must-change"}));
}

TEST(PasswordLock, RemembersWhetherThePasswordHasToBeChangedAfterwards)
{
    struct Row {
        const char* label;
        const char* password_set;
        const char* note;
        bool locked;
        std::optional<bool> must_change;
        std::vector<std::string> wanted;
    };
    const std::string closed = *deny_password_change(open_descriptor);
    for (const Row& row : std::initializer_list<Row>{
             {"lock",
              "133",
              "",
              true,
              {},
              {"nTSecurityDescriptor=...", "pwdLastSet=0", "adminDescription=pedell-locked"}},
             {"lock one who must change",
              "0",
              "",
              true,
              {},
              {"nTSecurityDescriptor=...", "adminDescription=pedell-locked must-change"}},
             {"made locked with a known password",
              "0",
              "",
              true,
              false,
              {"nTSecurityDescriptor=...", "adminDescription=pedell-locked"}},
             {"still locked", "0", "pedell-locked", true, {}, {}},
             {"somebody set the password", "133", "pedell-locked", true, {}, {"pwdLastSet=0"}},
             {"unlock",
              "0",
              "pedell-locked",
              false,
              {},
              {"nTSecurityDescriptor=...", "pwdLastSet=-1", "adminDescription="}},
             {"unlock one who must change",
              "0",
              "pedell-locked must-change",
              false,
              {},
              {"nTSecurityDescriptor=...", "adminDescription="}},
             {"never locked", "133", "", false, {}, {}},
             {"never locked, must change", "0", "", false, {}, {}},
         }) {
        SCOPED_TRACE(row.label);
        const bool was_locked = *row.note != '\0';
        const auto changes = changes_of_lock(
            {was_locked ? closed : open_descriptor, row.password_set, row.note}, row.locked, row.must_change);
        ASSERT_TRUE(changes);
        EXPECT_EQ(names_of(*changes), row.wanted);
    }
}

} // namespace
} // namespace pedell::directory
