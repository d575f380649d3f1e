// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/image.h"

#include <gtest/gtest.h>

namespace pedell::setup
{
namespace
{

TEST(Image, IsKnownByOneWholeWordOfTheCommandLine)
{
    EXPECT_TRUE(names_image("ro quiet pedell.image console=ttyS0\n"));
    EXPECT_TRUE(names_image("pedell.image"));
    EXPECT_TRUE(names_image("ro pedell.image\n"));
    EXPECT_FALSE(names_image("ro quiet\n"));
    EXPECT_FALSE(names_image(""));
    EXPECT_FALSE(names_image("ro pedell.images no.pedell.image pedell.image=1"));
}

TEST(Image, RootComesInByKeyAlone)
{
    const std::string settings = sshd_settings();

    EXPECT_TRUE(settings.contains("\nPermitRootLogin prohibit-password\n"));
    EXPECT_TRUE(settings.contains("\nPasswordAuthentication no\n"));
    EXPECT_TRUE(settings.contains("\nAuthorizedKeysFile /etc/pedell/ssh/authorized_keys\n"));
    EXPECT_TRUE(settings.contains("\nAllowUsers root\n"));
}

TEST(Image, EachKeyHasALine)
{
    EXPECT_TRUE(authorized_keys({"ssh-ed25519 AAAA one", "ssh-ed25519 BBBB two"})
                    .ends_with("\nssh-ed25519 AAAA one\nssh-ed25519 BBBB two\n"));
}

} // namespace
} // namespace pedell::setup
