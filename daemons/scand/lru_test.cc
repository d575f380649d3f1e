// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/lru.h"

#include "daemons/scand/identity.h"

#include <gtest/gtest.h>
#include <string>

namespace pedell::scand
{
namespace
{

TEST(Lru, DropsWhatWasNotUsedForLongest)
{
    Lru<int, std::string> cache(2, 100);
    cache.put(1, "one");
    cache.put(2, "two");
    ASSERT_NE(cache.find(1), nullptr);
    cache.put(3, "three");
    EXPECT_EQ(cache.find(2), nullptr);
    EXPECT_EQ(*cache.find(1), "one");
    EXPECT_EQ(*cache.find(3), "three");
}

TEST(Lru, StaysBelowItsWeight)
{
    Lru<int, std::string> cache(100, 10);
    cache.put(1, "one", 6);
    cache.put(2, "two", 4);
    EXPECT_EQ(cache.size(), 2U);
    cache.put(3, "three", 1);
    EXPECT_EQ(cache.find(1), nullptr);
    cache.put(4, "too heavy", 11);
    EXPECT_EQ(cache.find(4), nullptr);
    EXPECT_EQ(cache.size(), 2U);
    cache.put(2, "heavier", 9);
    EXPECT_EQ(*cache.find(2), "heavier");
    EXPECT_EQ(cache.size(), 2U);
    cache.erase(2);
    cache.erase(2);
    EXPECT_EQ(cache.size(), 1U);
}

TEST(Identity, IsSettledOnceALaterWriteMustShow)
{
    const Identity identity{
        .device = 1, .inode = 2, .size = 3, .modified_ns = 1'000'000'000, .changed_ns = 1'500'000'000};
    EXPECT_FALSE(is_settled(identity, 1'500'000'000));
    EXPECT_FALSE(is_settled(identity, 1'520'000'000));
    EXPECT_TRUE(is_settled(identity, 1'520'000'001));
    Identity future = identity; // a clock that was set back, or a client's own time
    future.modified_ns = 9'000'000'000;
    EXPECT_FALSE(is_settled(future, 2'000'000'000));
}

} // namespace
} // namespace pedell::scand
