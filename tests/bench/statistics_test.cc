// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics.h"

#include <gtest/gtest.h>

namespace pedell::bench
{
namespace
{

TEST(Statistics, TakesTheMiddleOfSortedSamples)
{
    EXPECT_EQ(spread_of({3, 1, 2}), (Spread{2, 1, 3}));
    EXPECT_EQ(spread_of({4, 1, 2, 3}), (Spread{2.5, 1, 4}));
    EXPECT_EQ(spread_of({7}), (Spread{7, 7, 7}));
}

TEST(Statistics, SaysASlowerSubjectIsBelowOne)
{
    EXPECT_EQ(speed_ratios({1, 2}, {2, 2}), (std::vector<double>{0.5, 1}));
}

} // namespace
} // namespace pedell::bench
