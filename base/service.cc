// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/service.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <pthread.h>
#include <string>
#include <sys/signalfd.h>
#include <systemd/sd-daemon.h>

namespace pedell::base
{
namespace
{

/// The names of the passed sockets, as sd_listen_fds_with_names(3) allocates them.
class Names
{
public:
    Names() : count_(::sd_listen_fds_with_names(0, &names_)) {}
    Names(const Names&) = delete;
    Names& operator=(const Names&) = delete;
    ~Names()
    {
        for (int i = 0; names_ != nullptr && i < count_; ++i)
            std::free(names_[i]);
        std::free(names_);
    }

    /// The descriptor of that name, -1 where there is none.
    [[nodiscard]] int find(std::string_view name) const noexcept
    {
        for (int i = 0; names_ != nullptr && i < count_; ++i)
            if (name == names_[i])
                return SD_LISTEN_FDS_START + i;
        return -1;
    }

private:
    char** names_ = nullptr;
    int count_;
};

} // namespace

Result<Fd> take_socket(std::string_view name)
{
    const int fd = Names{}.find(name);
    if (fd < 0)
        return fail(Errc::not_found, "systemd passed no socket \"" + std::string{name} +
                                         "\": enable and start the .socket unit of this service "
                                         "(FileDescriptorName=" +
                                         std::string{name} + ")");

    return Fd{fd};
}

void say_ready(std::string_view status)
{
    // A line break would start another assignment of the protocol.
    std::string line{status};
    std::ranges::replace(line, '\n', ' ');
    (void)::sd_notify(0, ("READY=1\nSTATUS=" + line).c_str());
}

void say_stopping()
{
    (void)::sd_notify(0, "STOPPING=1");
}

void say_reloading()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    const auto microseconds = std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1'000;
    (void)::sd_notify(0, ("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds)).c_str());
}

std::optional<std::chrono::milliseconds> alive_interval()
{
    std::uint64_t microseconds = 0;
    if (::sd_watchdog_enabled(0, &microseconds) <= 0)
        return std::nullopt;

    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::microseconds{microseconds / 2});
}

void say_alive()
{
    (void)::sd_notify(0, "WATCHDOG=1");
}

Result<Fd> termination_signals()
{
    if (std::signal(SIGPIPE, SIG_IGN) == SIG_ERR || std::signal(SIGXFSZ, SIG_IGN) == SIG_ERR)
        return fail_errno("ignore signals");

    sigset_t wanted;
    ::sigemptyset(&wanted);
    ::sigaddset(&wanted, SIGTERM);
    ::sigaddset(&wanted, SIGINT);
    if (const int failed = ::pthread_sigmask(SIG_BLOCK, &wanted, nullptr); failed != 0)
        return fail_errno("block signals", failed);

    Fd fd{::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK)};
    if (!fd)
        return fail_errno("make a descriptor for signals");

    return fd;
}

} // namespace pedell::base
