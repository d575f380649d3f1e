// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/confine.h"

#include "base/handle.h"
#include "daemons/scand/worker_talk.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pedell::scand
{
namespace
{

// Sanitizers map far more than a worker may: without a limit of memory.
constexpr WorkerLimits test_limits{.memory = 0};

/// Runs it in a confined process of its own; the number that it returned, or 200 + signal.
int in_confinement(const std::function<int()>& work)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(confine_worker(test_limits) ? work() : 99);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 200 + WTERMSIG(status);
}

TEST(Confinement, TakesAwayEverythingButWhatIsOpen)
{
    struct Case {
        const char* what;
        std::function<bool()> works;
    };
    std::array<int, 2> ends{-1, -1};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends.data()), 0);
    const base::Fd one(ends[0]);
    const base::Fd two(ends[1]);
    const base::Fd file(::memfd_create("file", 0));
    ASSERT_EQ(::write(file.get(), "text", 4), 4);
    const pid_t parent = ::getpid();
    const Case forbidden[]{
        {"open", [] { return ::open("/etc/passwd", O_RDONLY) >= 0; }},
        {"stat", [] { return ::access("/etc/passwd", F_OK) == 0; }},
        {"socket", [] { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }},
        {"internet", [] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; }},
        {"fork", [] { return ::fork() >= 0; }},
        {"exec", [] { return ::execl("/bin/true", "true", nullptr) == 0; }},
        {"kill", [parent] { return ::kill(parent, 0) == 0; }},
        {"write", [&] { return ::write(file.get(), "evil", 4) == 4; }},
        {"truncate", [&] { return ::ftruncate(file.get(), 0) == 0; }},
        {"map for others",
         [&] { return ::mmap(nullptr, 4, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0) != MAP_FAILED; }},
        {"map code",
         [] { return ::mmap(nullptr, 4096, PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; }},
        {"duplicate", [&] { return ::dup(file.get()) >= 0; }},
    };
    for (const auto& [what, works] : forbidden)
        EXPECT_EQ(in_confinement([&works] { return works() ? 1 : 0; }), 0) << what;

    const Case allowed[]{
        {"map", [&] { return ::mmap(nullptr, 4, PROT_READ, MAP_PRIVATE, file.get(), 0) != MAP_FAILED; }},
        {"read",
         [&] {
             std::array<char, 4> got{};
             return ::pread(file.get(), got.data(), 4, 0) == 4;
         }},
        {"memory", [] { return std::malloc(std::size_t{8} << 20U) != nullptr; }},
        {"answer", [&] { return ::send(one.get(), "x", 1, 0) == 1; }},
    };
    for (const auto& [what, works] : allowed)
        EXPECT_EQ(in_confinement([&works] { return works() ? 1 : 0; }), 1) << what;
}

TEST(Confinement, TellsWhyAWorkerEnds)
{
    struct Case {
        std::string_view word;
        std::function<void()> end;
    };
    const WorkerLimits hasty{
        .memory = 0, .wall = std::chrono::seconds{1}, .processor = std::chrono::seconds{30}};
    const WorkerLimits thrifty{
        .memory = 0, .wall = std::chrono::seconds{30}, .processor = std::chrono::seconds{1}};
    const Case cases[]{
        {word_fault, [] { ::raise(SIGSEGV); }},
        {word_fault, [] { std::abort(); }},
        {word_late,
         [&] {
             start_clocks(hasty);
             for (;;)
                 ::poll(nullptr, 0, 10'000);
         }},
        {word_fault,
         [&] {
             start_clocks(thrifty);
             for (const volatile bool spins = true; spins;) {
             }
         }},
    };
    for (const auto& [word, end] : cases) {
        std::array<int, 2> ends{-1, -1};
        ASSERT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends.data()), 0);
        const base::Fd worker(ends[0]);
        base::Fd front(ends[1]);
        const pid_t child = ::fork();
        if (child == 0) {
            report_faults_to(worker.get());
            end();
            ::_exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 70) << status;
        std::array<char, 8> got{};
        ASSERT_EQ(::recv(front.get(), got.data(), got.size(), MSG_DONTWAIT), 1);
        EXPECT_EQ(std::string_view(got.data(), 1), word);
    }
}

} // namespace
} // namespace pedell::scand
