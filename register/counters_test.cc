// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/counters.h"

#include "register/test_register.h"

namespace pedell::registry
{
namespace
{

constexpr core::PersonId anna{1};
constexpr core::PersonId jan{2};

TEST(CountersTest, CountsTheRunningHourOfEachPerson)
{
    const Folder folder;
    Counters counters = Counters::open(folder.file("counters.sqlite")).value();
    ASSERT_OK(counters.count(anna, 1, now));
    ASSERT_OK(counters.count(anna, 30, now + std::chrono::minutes{30}));
    ASSERT_OK(counters.count(jan, 1, now));

    const struct {
        const char* label;
        std::chrono::seconds later;
        std::int64_t expected;
    } cases[] = {{"at once", std::chrono::minutes{30}, 2},
                 {"last second of the hour", std::chrono::seconds{3599}, 2},
                 {"the hour is over", std::chrono::seconds{3600}, 1},
                 {"all over", std::chrono::hours{2}, 0}};
    for (const auto& [label, later, expected] : cases) {
        SCOPED_TRACE(label);
        EXPECT_EQ(counters.sent_last_hour(anna, now + later).value(), expected);
    }
}

TEST(CountersTest, KeepsCountsAcrossReopeningAndDropsOldRows)
{
    const Folder folder;
    {
        Counters counters = Counters::open(folder.file("counters.sqlite")).value();
        ASSERT_OK(counters.count(anna, 1, now));
    }
    Counters counters = Counters::open(folder.file("counters.sqlite")).value();
    EXPECT_EQ(counters.sent_last_hour(anna, now).value(), 1);

    ASSERT_OK(counters.count(jan, 1, now + std::chrono::days{1}));
    EXPECT_EQ(counters.sent_last_hour(anna, now).value(), 0);
}

TEST(CountersTest, ForgetsWhatAWrongClockCounted)
{
    const Folder folder;
    Counters counters = Counters::open(folder.file("counters.sqlite")).value();
    ASSERT_OK(counters.count(anna, 1, now + std::chrono::days{4000}));

    EXPECT_EQ(counters.sent_last_hour(anna, now).value(), 0);
    ASSERT_OK(counters.count(anna, 1, now));
    EXPECT_EQ(counters.sent_last_hour(anna, now + std::chrono::days{4000}).value(), 0) << "the row is gone";
}

TEST(CountersTest, IsUnavailableWithoutItsFolder)
{
    EXPECT_CODE(Counters::open("/nonexistent/counters.sqlite"), base::Errc::unavailable);
}

} // namespace
} // namespace pedell::registry
