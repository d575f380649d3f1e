// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/fair_queue.h"

#include <gmock/gmock.h>
#include <memory>
#include <string>

namespace pedell::scand
{
namespace
{

using core::Door;

bool all(Door)
{
    return true;
}

class FairQueueTest : public testing::Test
{
protected:
    bool push(Door door, std::int64_t person, std::string job)
    {
        return queue.push(door, person, job);
    }
    std::string order(const std::function<bool(Door)>& may = all)
    {
        std::string jobs;
        while (const auto job = queue.pop(may))
            jobs += (jobs.empty() ? "" : " ") + *job;
        return jobs;
    }
    FairQueue<std::string> queue{8, 5};
};

TEST_F(FairQueueTest, LetsPersonsOfADoorTakeTurns)
{
    for (const char* job : {"a1", "a2", "a3"})
        ASSERT_TRUE(push(Door::drive, 1, job));
    ASSERT_TRUE(push(Door::drive, 2, "b1"));
    ASSERT_TRUE(push(Door::drive, 2, "b2"));
    ASSERT_TRUE(push(Door::drive, 3, "c1"));
    EXPECT_EQ(order(), "a1 b1 c1 a2 b2 a3");
    EXPECT_EQ(queue.size(), 0U);
}

TEST_F(FairQueueTest, LetsDoorsTakeTurns)
{
    for (std::int64_t person = 1; person <= 4; ++person)
        ASSERT_TRUE(push(Door::drive, person, "d" + std::to_string(person)));
    ASSERT_TRUE(push(Door::mail, 1, "m1"));
    ASSERT_TRUE(push(Door::mail, 1, "m2"));
    ASSERT_TRUE(push(Door::mailbox, 9, "i1"));
    EXPECT_EQ(order(), "m1 i1 d1 m2 d2 d3 d4");
}

TEST_F(FairQueueTest, PassesOverADoorThatMayNotHaveATurn)
{
    ASSERT_TRUE(push(Door::drive, 1, "d1"));
    ASSERT_TRUE(push(Door::mail, 1, "m1"));
    EXPECT_EQ(order([](Door door) { return door == Door::mail; }), "m1");
    EXPECT_EQ(queue.size(), 1U);
    EXPECT_EQ(order(), "d1");
}

TEST_F(FairQueueTest, TakesNoMoreThanItHoldsAndGivesTheJobBack)
{
    FairQueue<std::unique_ptr<int>> small(2, 1);
    auto job = std::make_unique<int>(1);
    ASSERT_TRUE(small.push(Door::mail, 1, job));
    job = std::make_unique<int>(2);
    EXPECT_FALSE(small.push(Door::mail, 1, job)); // this person has one
    EXPECT_EQ(*job, 2);
    ASSERT_TRUE(small.push(Door::mail, 2, job));
    job = std::make_unique<int>(3);
    EXPECT_FALSE(small.push(Door::drive, 3, job)); // full
    EXPECT_EQ(small.size(), 2U);
    EXPECT_EQ(**small.pop(all), 1);
    EXPECT_EQ(**small.pop(all), 2);
    EXPECT_EQ(small.pop(all), std::nullopt);
}

TEST_F(FairQueueTest, ForgetsWhoWaitsNoLonger)
{
    ASSERT_TRUE(push(Door::drive, 1, "a1"));
    ASSERT_TRUE(push(Door::drive, 1, "a2"));
    ASSERT_TRUE(push(Door::drive, 2, "b1"));
    queue.erase_if([](const std::string& job) { return job != "a2"; });
    EXPECT_EQ(queue.size(), 1U);
    ASSERT_TRUE(push(Door::drive, 2, "b2"));
    EXPECT_EQ(order(), "a2 b2");
}

} // namespace
} // namespace pedell::scand
