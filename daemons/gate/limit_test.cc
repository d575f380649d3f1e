// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/gate/limit.h"

#include <gtest/gtest.h>

namespace pedell::gate
{
namespace
{

TEST(GateLimit, IsTheLargestOfAnSmbdsPeople)
{
    constexpr std::int64_t mib = 1 << 20;
    EXPECT_EQ(raise_limit(RLIM_INFINITY, 100 * mib), 100U * mib) << "nobody before";
    EXPECT_EQ(raise_limit(100 * mib, 200 * mib), 200U * mib) << "somebody with more";
    EXPECT_EQ(raise_limit(200 * mib, 100 * mib), 200U * mib) << "somebody with less";
    EXPECT_EQ(raise_limit(RLIM_INFINITY, 20 * mib), 64U * mib) << "Samba's databases";
    EXPECT_EQ(raise_limit(RLIM_INFINITY, 0), 64U * mib) << "Samba's databases";
}

} // namespace
} // namespace pedell::gate
