// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/image.h"

#include "base/file.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace pedell::base
{
namespace
{

TEST(Image, IsKnownByItsName)
{
    EXPECT_EQ(image_version_in("NAME=\"Debian\"\nIMAGE_ID=pedell\nIMAGE_VERSION=0.1.0.7\n"), "0.1.0.7");
    EXPECT_EQ(image_version_in("IMAGE_VERSION=\"0.1.0.8\"\nIMAGE_ID=\"pedell\""), "0.1.0.8");
    EXPECT_EQ(image_version_in("ID=debian\n"), std::nullopt);
    EXPECT_EQ(image_version_in("IMAGE_ID=other\nIMAGE_VERSION=3\n"), std::nullopt);
    EXPECT_EQ(image_version_in("IMAGE_ID=pedell\n"), std::nullopt);
    EXPECT_EQ(image_version_in("XIMAGE_ID=pedell\nIMAGE_VERSION_OLD=3\n"), std::nullopt);
}

TEST(Image, IsTrustedOnceItIsBlessedAndAPlainHostAlways)
{
    const auto root = std::filesystem::temp_directory_path() / ("image_test." + std::to_string(getpid()));
    std::filesystem::create_directories(root / "usr/lib");
    std::filesystem::create_directories(root / "run/pedell");
    EXPECT_TRUE(is_blessed(root));

    ASSERT_TRUE(write_atomically(root / "usr/lib/os-release", "IMAGE_ID=pedell\nIMAGE_VERSION=2\n"));
    EXPECT_FALSE(is_blessed(root));

    ASSERT_TRUE(write_atomically(root / "run/pedell/blessed", "2\n"));
    EXPECT_TRUE(is_blessed(root));
    std::filesystem::remove_all(root);
}

} // namespace
} // namespace pedell::base
