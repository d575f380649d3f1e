// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/firstboot/first_log_on.h"

#include <gtest/gtest.h>

namespace pedell::firstboot
{
namespace
{

TEST(FirstLogOn, KnowsWhetherThePasswordWasChanged)
{
    EXPECT_EQ(has_changed_password("dn: CN=x\npwdLastSet: 0\n\n"), false);
    EXPECT_EQ(has_changed_password("dn: CN=x\npwdLastSet: 133800000000000000\n"), true);
    EXPECT_EQ(has_changed_password("# returned 0 records\n"), std::nullopt);
}

TEST(FirstLogOn, TakesNothingButALogin)
{
    EXPECT_EQ(login_in(R"({"login":"ada.lovelace","password":"x"})"), "ada.lovelace");
    EXPECT_FALSE(login_in(R"({"login":"*)(objectClass=*"})"));
    EXPECT_FALSE(login_in(R"({"password":"x"})"));
    EXPECT_FALSE(login_in("[]"));
    EXPECT_FALSE(login_in(""));
}

TEST(FirstLogOn, WhereNothingIsShownThereIsNothingToWaitFor)
{
    EXPECT_TRUE(await_first_log_on("/nonexistent/administrator.json"));
}

} // namespace
} // namespace pedell::firstboot
