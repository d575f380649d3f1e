// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/process.h"

#include <csignal>
#include <gtest/gtest.h>

namespace pedell::base
{
namespace
{

using namespace std::chrono_literals;

TEST(Process, CollectsBothOutputsAndTheStatus)
{
    const auto ran = run({"/bin/sh", "-c", "echo out; echo err >&2; exit 3"});

    ASSERT_TRUE(ran) << ran.error().context;
    EXPECT_EQ(ran->status, 3);
    EXPECT_EQ(ran->out, "out\n");
    EXPECT_EQ(ran->err, "err\n");
}

TEST(Process, FeedsTheInputAndEndsIt)
{
    const std::string input(300'000, 'x');

    const auto ran = run({"cat"}, input);

    ASSERT_TRUE(ran) << ran.error().context;
    EXPECT_EQ(ran->out, input);
}

TEST(Process, CanBeReadAgainByItsDeviceName)
{
    const auto ran = run({"cat", "/dev/stdin"}, "secret");

    ASSERT_TRUE(ran) << ran.error().context;
    EXPECT_EQ(ran->out, "secret");
}

TEST(Process, DoesNotMindAProgramThatReadsNothing)
{
    const auto ran = run({"true"}, std::string(300'000, 'x'));

    ASSERT_TRUE(ran) << ran.error().context;
    EXPECT_EQ(ran->status, 0);
}

TEST(Process, PassesArgumentsWithoutAShell)
{
    const auto ran = run({"printf", "%s|", "a b", "$HOME", "`id`", ""});

    ASSERT_TRUE(ran) << ran.error().context;
    EXPECT_EQ(ran->out, "a b|$HOME|`id`||");
}

TEST(Process, DropsWhatIsBeyondOneMebibyte)
{
    const auto ran = run({"head", "-c", "3000000", "/dev/zero"});

    ASSERT_TRUE(ran) << ran.error().context;
    EXPECT_EQ(ran->status, 0);
    EXPECT_EQ(ran->out.size(), std::size_t{1} << 20);
}

TEST(Process, TellsTheSignalThatKilledIt)
{
    const auto ran = run({"/bin/sh", "-c", "kill -KILL $$"});

    ASSERT_TRUE(ran) << ran.error().context;
    EXPECT_EQ(ran->status, 128 + SIGKILL);
}

TEST(Process, IsKilledWithItsChildrenAtTheLimit)
{
    const auto began = std::chrono::steady_clock::now();

    const auto ran = run({"/bin/sh", "-c", "sleep 60 & sleep 60"}, {}, 100ms);

    ASSERT_FALSE(ran);
    EXPECT_EQ(ran.error().code, Errc::unavailable);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 30s);
}

TEST(Process, IsKilledAtTheLimitEvenWhileItTalks)
{
    const auto ran = run({"yes"}, {}, 100ms);

    ASSERT_FALSE(ran);
    EXPECT_EQ(ran.error().code, Errc::unavailable);
}

TEST(Process, DoesNotWaitForADaemonThatItStarted)
{
    const auto began = std::chrono::steady_clock::now();

    const auto ran = run({"/bin/sh", "-c", "sleep 30 & echo $!"});

    ASSERT_TRUE(ran) << ran.error().context;
    EXPECT_LT(std::chrono::steady_clock::now() - began, 20s);
    ::kill(std::stoi(ran->out), SIGKILL);
}

TEST(Process, TellsAProgramThatIsMissing)
{
    const auto ran = run({"/nonexistent/program"});

    ASSERT_FALSE(ran);
    EXPECT_EQ(ran.error().code, Errc::not_found);
    EXPECT_EQ(run({}).error().code, Errc::malformed);
}

TEST(Process, GivesNoDescriptorOfOursToTheProgram)
{
    const auto ran = run({"/bin/sh", "-c", "ls /proc/self/fd | sort -n | tr '\\n' ' '"});

    ASSERT_TRUE(ran) << ran.error().context;
    EXPECT_EQ(ran->out, "0 1 2 3 "); // 3 is ls's own, on the folder
}

} // namespace
} // namespace pedell::base
