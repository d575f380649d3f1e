// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogue.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

namespace pedell::appliance
{
namespace
{

/// The player itself: a dialogue that expects what the server never says must fail, or none of them proves
/// anything.
TEST(DialoguePlayer, FailsWhereTheServerAnswersOtherwise)
{
    const auto file =
        std::filesystem::temp_directory_path() / ("dialogue-" + std::to_string(getpid()) + ".smtp");
    std::ofstream(file) << "s: 220 \nc: EHLO client\ns: 599 never\n";

    EXPECT_NE(play(file), "");
    std::filesystem::remove(file);
}

} // namespace
} // namespace pedell::appliance
