// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/request_book.h"

#include "register/test_register.h"

namespace pedell::registry
{
namespace
{

using core::GrantKind;

class RequestBookTest : public ::testing::Test
{
protected:
    Folder folder;
    std::filesystem::path file = folder.file("requests.sqlite");
    RequestBook book = opened(now);
    std::set<std::string> approved;

    [[nodiscard]] RequestBook opened(core::Time when) const
    {
        auto result = RequestBook::open(file, 'M', when);
        if (!result)
            ADD_FAILURE() << result.error().context;
        return std::move(result).value();
    }
    std::string record(std::int64_t person, GrantKind kind, std::int64_t value, core::Time when = now)
    {
        const auto number = book.record({person}, kind, value, when,
                                        [&](const std::string& number) { return approved.contains(number); });
        if (!number)
            ADD_FAILURE() << number.error().context;
        return number->value_or("none");
    }
};

const core::Time later = at(1'790'000'000); // in September 2026

TEST_F(RequestBookTest, GivesEachPersonAndKindItsNumber)
{
    const std::set<std::string> numbers{
        record(1, GrantKind::recipients, 51), record(2, GrantKind::recipients, 51),
        record(1, GrantKind::upload_size, 9), record(1, GrantKind::outside_mail, 0)};

    EXPECT_EQ(numbers.size(), 4U);
    for (const auto& number : numbers)
        EXPECT_TRUE(number.starts_with("M-")) << number;
}

TEST_F(RequestBookTest, KeepsTheNumberForADayAndTheMostThatWasRefused)
{
    const auto number = record(1, GrantKind::recipients, 51);
    EXPECT_EQ(record(1, GrantKind::recipients, 80), number);
    EXPECT_EQ(record(1, GrantKind::recipients, 60), number);

    const auto all = value_of(read_requests(file, now));
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].number, number);
    EXPECT_EQ(all[0].value, 80);
    EXPECT_EQ(all[0].person.value, 1);
    EXPECT_EQ(all[0].kind, GrantKind::recipients);
    EXPECT_NE(record(1, GrantKind::recipients, 51, now + std::chrono::days{1}), number);
}

TEST_F(RequestBookTest, BeginsANewOneWhereTheOldOneWasApprovedAndDidNotDo)
{
    const auto number = record(1, GrantKind::recipients, 51);
    approved.insert(number);

    const auto next = record(1, GrantKind::recipients, 90);
    EXPECT_NE(next, number);
    EXPECT_EQ(record(1, GrantKind::recipients, 91), next);
}

TEST_F(RequestBookTest, StopsAtSomeADay)
{
    std::string number;
    for (int i = 0; i < RequestBook::most_a_day; ++i) {
        number = record(1, GrantKind::recipients, 51);
        approved.insert(number);
    }
    EXPECT_EQ(record(1, GrantKind::recipients, 51), "none");
    EXPECT_NE(record(2, GrantKind::recipients, 51), "none");
    EXPECT_EQ(value_of(read_requests(file, now)).size(), RequestBook::most_a_day + 1U);
}

TEST_F(RequestBookTest, WritesNothingDownWhereTheRegisterCannotBeAsked)
{
    (void)record(1, GrantKind::recipients, 51);
    const auto number =
        book.record({1}, GrantKind::recipients, 90, now, [](const std::string&) -> base::Result<bool> {
            return base::fail(base::Errc::unavailable, "register is locked");
        });

    EXPECT_CODE(number, base::Errc::unavailable);
    EXPECT_EQ(value_of(read_requests(file, now))[0].value, 51);
}

TEST_F(RequestBookTest, ForgetsAfterThirtyDaysAndWhatLiesAhead)
{
    (void)record(1, GrantKind::recipients, 51);
    (void)record(2, GrantKind::recipients, 51, now + std::chrono::days{400});
    EXPECT_EQ(value_of(read_requests(file, now)).size(), 1U); // the first went with the second
    (void)record(3, GrantKind::recipients, 51);

    const auto all = value_of(read_requests(file, now));
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].person.value, 3);
    EXPECT_TRUE(value_of(read_requests(file, now + RequestBook::kept)).empty());
}

TEST_F(RequestBookTest, NeverRepeatsANumber)
{
    const auto number = record(1, GrantKind::recipients, 51);
    book = opened(now); // a killed door
    EXPECT_NE(record(2, GrantKind::recipients, 51), number);

    const std::filesystem::path lost = folder.file("lost.sqlite");
    const auto none = [](const std::string&) -> base::Result<bool> { return false; };
    auto old = value_of(RequestBook::open(lost, 'M', later));
    const auto last = value_of(old.record({1}, GrantKind::quota, 1, later, none));
    for (const char* end : {"", "-wal", "-shm"})
        std::filesystem::remove(lost.string() + end);
    auto anew = value_of(RequestBook::open(lost, 'M', later + std::chrono::days{1}));
    EXPECT_NE(value_of(anew.record({1}, GrantKind::quota, 1, later + std::chrono::days{1}, none)), last);
}

TEST_F(RequestBookTest, IsEmptyBeforeTheDoorRefusedAnything)
{
    EXPECT_TRUE(value_of(read_requests(folder.file("none.sqlite"), now)).empty());
}

} // namespace
} // namespace pedell::registry
