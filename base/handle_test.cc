// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/handle.h"

#include <fcntl.h>
#include <gtest/gtest.h>

namespace pedell::base
{
namespace
{

int closed = 0;
void count_closing(int* number) noexcept
{
    closed += *number;
}

bool is_open(int fd)
{
    return ::fcntl(fd, F_GETFD) != -1;
}

Fd open_null()
{
    return Fd{::open("/dev/null", O_RDONLY | O_CLOEXEC)};
}

TEST(Handle, GivesThePointerBackOnce)
{
    closed = 0;
    int number = 7;
    {
        Handle<int, count_closing> owner{&number};
        const auto moved = std::move(owner);
    }

    EXPECT_EQ(closed, 7);
}

TEST(Fd, ClosesWhatItOwns)
{
    int raw = -1;
    {
        const auto owner = open_null();
        raw = owner.get();
        EXPECT_TRUE(is_open(raw));
    }

    EXPECT_FALSE(is_open(raw));
}

TEST(Fd, MovesOwnershipAndClosesTheOldOne)
{
    auto first = open_null();
    auto second = open_null();
    const int old = first.get();
    const int kept = second.get();

    first = std::move(second);

    EXPECT_FALSE(is_open(old));
    EXPECT_EQ(first.get(), kept);
    EXPECT_TRUE(is_open(kept));
}

TEST(Fd, ReleasesWithoutClosing)
{
    auto owner = open_null();
    const Fd next{owner.release()};

    EXPECT_FALSE(owner);
    EXPECT_TRUE(is_open(next.get()));
}

} // namespace
} // namespace pedell::base
