// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/service.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <gtest/gtest.h>
#include <pthread.h>
#include <string>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pedell::base
{
namespace
{

TEST(Service, NamesTheSocketThatIsMissing)
{
    ::unsetenv("LISTEN_PID");

    const auto taken = take_socket("api");

    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code, Errc::not_found);
    EXPECT_NE(taken.error().context.find("FileDescriptorName=api"), std::string::npos);
}

TEST(Service, IsAskedForALifeSignAtHalfTheWatchdogsTime)
{
    ::setenv("WATCHDOG_USEC", "60000000", 1);
    ::setenv("WATCHDOG_PID", std::to_string(::getpid()).c_str(), 1);
    EXPECT_EQ(alive_interval(), std::chrono::seconds{30});

    ::setenv("WATCHDOG_PID", "1", 1);
    EXPECT_FALSE(alive_interval()) << "another process is meant";

    ::unsetenv("WATCHDOG_PID");
    ::unsetenv("WATCHDOG_USEC");
    EXPECT_FALSE(alive_interval());
}

/// In a process of its own: the protocol fixes the numbers of the descriptors (3, 4, ...).
int take_second_of_two()
{
    const int first = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const int second = ::socket(AF_UNIX, SOCK_SEQPACKET, 0);
    if (::dup2(second, 40) != 40 || ::dup2(first, 3) != 3 || ::dup2(40, 4) != 4)
        return 10;

    ::setenv("LISTEN_PID", std::to_string(::getpid()).c_str(), 1);
    ::setenv("LISTEN_FDS", "2", 1);
    ::setenv("LISTEN_FDNAMES", "api:hand", 1);
    const auto taken = take_socket("hand");
    if (!taken)
        return 11;

    int type = 0;
    socklen_t length = sizeof type;
    ::getsockopt(taken->get(), SOL_SOCKET, SO_TYPE, &type, &length);
    if (taken->get() != 4 || type != SOCK_SEQPACKET)
        return 12;

    return take_socket("hands") ? 13 : 0;
}

TEST(Service, TakesTheSocketOfThatName)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(take_second_of_two());

    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(Service, TellsSystemdInOneLineThatItIsReady)
{
    std::string folder = "/tmp/pedell-service-XXXXXX";
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    const auto path = folder + "/notify";
    const Fd listener{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, path.c_str());
    ASSERT_EQ(::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);

    say_ready("120 people\nMAINPID=1");
    say_stopping();

    ::unsetenv("NOTIFY_SOCKET");
    std::array<char, 256> got{};
    ASSERT_GT(::recv(listener.get(), got.data(), got.size() - 1, MSG_DONTWAIT), 0);
    EXPECT_STREQ(got.data(), "READY=1\nSTATUS=120 people MAINPID=1");
    got.fill('\0');
    ASSERT_GT(::recv(listener.get(), got.data(), got.size() - 1, MSG_DONTWAIT), 0);
    EXPECT_STREQ(got.data(), "STOPPING=1");
    std::filesystem::remove_all(folder);
}

TEST(Service, ReadsTerminationFromADescriptor)
{
    sigset_t before;
    ASSERT_EQ(::pthread_sigmask(SIG_BLOCK, nullptr, &before), 0);
    const auto signals = termination_signals();
    ASSERT_TRUE(signals) << signals.error().context;
    signalfd_siginfo info{};
    EXPECT_LT(::read(signals->get(), &info, sizeof info), 0);

    ASSERT_EQ(::pthread_kill(::pthread_self(), SIGTERM), 0);

    ASSERT_EQ(::read(signals->get(), &info, sizeof info), static_cast<ssize_t>(sizeof info));
    EXPECT_EQ(info.ssi_signo, static_cast<unsigned>(SIGTERM));
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    std::signal(SIGPIPE, SIG_DFL);
    std::signal(SIGXFSZ, SIG_DFL);
}

} // namespace
} // namespace pedell::base
