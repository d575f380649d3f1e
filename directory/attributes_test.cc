// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/attributes.h"

#include <gmock/gmock.h>

namespace pedell::directory
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Attributes, ReplacesOnlyWhatDiffers)
{
    const Attributes wanted{
        {"mail", {"anna@schule.test"}}, {"sn", {"Wolf"}}, {"givenName", {}}, {"title", {}}};
    const Attributes found{
        {"mail", {"anna@schule.test"}}, {"sn", {"Fuchs"}}, {"givenName", {"Anna"}}, {"cn", {"x"}}};

    EXPECT_THAT(changes_towards(wanted, found), ElementsAre(Change{Change::Kind::replace, "givenName", {}},
                                                            Change{Change::Kind::replace, "sn", {"Wolf"}}));
}

TEST(Attributes, SeesNoDifferenceInCaseOfNamesAndOrderOfValues)
{
    EXPECT_THAT(changes_towards({{"UPNSuffixes", {"a", "b"}}}, {{"uPNSuffixes", {"b", "a"}}}), IsEmpty());
}

TEST(Attributes, TellsAPrefixFromTheWholeName)
{
    EXPECT_THAT(changes_towards({{"mail", {"x"}}}, {{"mailNickname", {"x"}}}),
                ElementsAre(Change{Change::Kind::replace, "mail", {"x"}}));
}

TEST(Attributes, SwitchesOnlyTheDisabledFlag)
{
    struct Case {
        const char* label;
        const char* found;
        bool enabled;
        const char* wanted;
    };
    for (const Case& c :
         {Case{"new", "", true, "512"}, Case{"new and locked", "", false, "514"},
          Case{"lock", "512", false, "514"}, Case{"unlock", "514", true, "512"},
          Case{"keeps never-expires", "66050", true, "66048"}, Case{"needs a password", "546", true, "512"},
          Case{"as it is", "514", false, "514"}}) {
        SCOPED_TRACE(c.label);
        EXPECT_EQ(account_control(c.found, c.enabled), c.wanted);
    }
}

} // namespace
} // namespace pedell::directory
