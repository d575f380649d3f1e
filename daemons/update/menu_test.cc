// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/menu.h"

#include "daemons/update/test_host.h"

#include <gmock/gmock.h>

namespace pedell::update
{
namespace
{

TEST(MenuEntry, IsReadFromItsName)
{
    const auto good = menu_entry_from("pedell_0.1.0.7.efi");
    ASSERT_TRUE(good);
    EXPECT_EQ(good->version, "0.1.0.7");
    EXPECT_EQ(good->left, std::nullopt);

    const auto trial = menu_entry_from("pedell_0.1.0.8+2-1.efi");
    ASSERT_TRUE(trial);
    EXPECT_EQ(trial->version, "0.1.0.8");
    EXPECT_EQ(trial->left, 2);
    EXPECT_EQ(trial->done, 1);

    const auto fresh = menu_entry_from("pedell_0.1.0.8+3.efi");
    ASSERT_TRUE(fresh);
    EXPECT_EQ(fresh->left, 3);
    EXPECT_EQ(fresh->done, 0);
}

TEST(MenuEntry, IsNoOtherFile)
{
    for (const char* const name : {"", "pedell_.efi", "other_0.1.efi", "pedell_0.1.root", "pedell_0.1+.efi",
                                   "pedell_0.1+x.efi", "pedell_0.1+1-.efi", "pedell_0.1+1-x.efi",
                                   "pedell_0.1+-1.efi", "pedell_0.1.efi.part", ".pedell_0.1.efi"})
        EXPECT_FALSE(menu_entry_from(name)) << name;
}

TEST(Menu, IsInTheOrderOfVersions)
{
    TestHost test;
    test.image("0.1.0.9");
    test.put("/efi/EFI/Linux/pedell_0.1.0.10+1-2.efi");
    test.put("/efi/EFI/Linux/debian.efi");

    const auto menu = menu_of(test.host);
    ASSERT_TRUE(menu);
    ASSERT_EQ(menu->size(), 2U);
    EXPECT_EQ(menu->at(0).version, "0.1.0.9");
    EXPECT_EQ(menu->at(1).version, "0.1.0.10");
    EXPECT_EQ(other_in(*menu, "0.1.0.9")->version, "0.1.0.10");
    EXPECT_EQ(other_in(*menu, "0.1.0.10")->version, "0.1.0.9");
    EXPECT_EQ(other_in({}, "0.1"), std::nullopt);
}

TEST(Menu, SaysThatTheEspIsNotThere)
{
    const TestHost test;
    ASSERT_FALSE(menu_of(test.host));
    EXPECT_EQ(menu_of(test.host).error().code, base::Errc::unavailable);
}

TEST(Menu, PutsAVersionBehindAllOthers)
{
    TestHost test;
    test.image("0.1.0.9");
    ASSERT_TRUE(put_last(test.host, menu_of(test.host)->at(0)));

    EXPECT_TRUE(test.has("/efi/EFI/Linux/pedell_0.1.0.9+0-0.efi"));
    EXPECT_FALSE(test.has("/efi/EFI/Linux/pedell_0.1.0.9.efi"));
    EXPECT_EQ(menu_of(test.host)->at(0).left, 0);
}

} // namespace
} // namespace pedell::update
