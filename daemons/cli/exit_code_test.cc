// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/exit_code.h"

#include <gtest/gtest.h>

namespace pedell::cli
{
namespace
{

TEST(ExitCode, IsStableForScripts)
{
    EXPECT_EQ(static_cast<int>(exit_code_for(base::Errc::over_limit)), 1);
    EXPECT_EQ(static_cast<int>(exit_code_for(base::Errc::corrupt)), 1);
    EXPECT_EQ(static_cast<int>(exit_code_for(base::Errc::malformed)), 2);
    EXPECT_EQ(static_cast<int>(exit_code_for(base::Errc::not_found)), 3);
    EXPECT_EQ(static_cast<int>(exit_code_for(base::Errc::denied)), 4);
    EXPECT_EQ(static_cast<int>(exit_code_for(base::Errc::conflict)), 5);
    EXPECT_EQ(static_cast<int>(exit_code_for(base::Errc::unavailable)), 75);
}

TEST(ExitCode, OfManyThingsIsTheWorst)
{
    EXPECT_EQ(worse(ExitCode::ok, ExitCode::conflict), ExitCode::conflict);
    EXPECT_EQ(worse(ExitCode::failed, ExitCode::conflict), ExitCode::failed);
    EXPECT_EQ(worse(ExitCode::try_again, ExitCode::usage), ExitCode::usage);
}

} // namespace
} // namespace pedell::cli
