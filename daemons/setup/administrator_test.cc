// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/administrator.h"

#include <gtest/gtest.h>

namespace pedell::setup
{
namespace
{

TEST(FirstAdministrator, IsFoundAgainByItsNames)
{
    const std::string_view list =
        R"([{"login":"ada.lovelace","role":"administrator","given":"Ada","surname":"Lovelace"},)"
        R"({"login":"ada.byron","role":"teacher","given":"Ada","surname":"Byron"}])";

    const auto same = administrators_in(list, "Ada", "Lovelace");
    ASSERT_TRUE(same);
    EXPECT_EQ(same->same_name, "ada.lovelace");
    EXPECT_TRUE(same->any);

    const auto other = administrators_in(list, "Ada", "Byron");
    ASSERT_TRUE(other);
    EXPECT_EQ(other->same_name, std::nullopt) << "a teacher of that name is no administrator";
    EXPECT_TRUE(other->any);
}

TEST(FirstAdministrator, IsMissingInAnEmptyRegister)
{
    const auto nobody = administrators_in("[]", "Ada", "Lovelace");

    ASSERT_TRUE(nobody);
    EXPECT_FALSE(nobody->any);
}

TEST(FirstAdministrator, NoListIsNoAnswer)
{
    EXPECT_FALSE(administrators_in("", "Ada", "Lovelace"));
    EXPECT_FALSE(administrators_in("{}", "Ada", "Lovelace"));
}

} // namespace
} // namespace pedell::setup
