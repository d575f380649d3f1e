// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/refusals.h"

#include <gtest/gtest.h>

#include <future>
#include <semaphore>
#include <vector>

namespace pedell::scand
{
namespace
{

hand::Quarantine file(std::int64_t inode)
{
    return {"people/1/home/a.exe", inode, core::ContentRule::program};
}

TEST(Refusals, TellsEachFileOnceAndNeverMakesTheJudgeWait)
{
    std::binary_semaphore first{0};
    std::binary_semaphore go{0};
    std::promise<void> last;
    std::vector<std::int64_t> told;
    Refusals refusals([&](const hand::Quarantine& refused) -> base::Result<hand::Reply> {
        told.push_back(refused.inode);
        if (told.size() == 1) {
            first.release();
            go.acquire(); // a hand that takes its time
            return base::fail(base::Errc::unavailable, "away");
        }
        if (refused.inode == 3)
            last.set_value();
        return hand::Reply{};
    });
    refusals.tell(file(1));
    first.acquire();
    for (const std::int64_t inode : {2, 2, 2, 3})
        refusals.tell(file(inode));
    go.release();
    last.get_future().wait();
    EXPECT_EQ(told, (std::vector<std::int64_t>{1, 2, 3}));
}

TEST(Refusals, KeepsNotWithoutEnd)
{
    std::binary_semaphore first{0};
    std::binary_semaphore go{0};
    std::size_t told = 0;
    {
        Refusals refusals([&](const hand::Quarantine&) -> base::Result<hand::Reply> {
            if (++told == 1) {
                first.release();
                go.acquire();
            }
            return hand::Reply{};
        });
        refusals.tell(file(1));
        first.acquire();
        for (std::int64_t inode = 2; inode < 5'000; ++inode)
            refusals.tell(file(inode));
        go.release();
    }
    EXPECT_LE(told, Refusals::most_waiting + 1);
}

} // namespace
} // namespace pedell::scand
