// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/nursery.h"

#include "base/journal.h"
#include "base/service.h"
#include "daemons/scand/messages.h"
#include "daemons/scand/worker.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <string>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pedell::scand
{

using base::Result;

namespace
{

constexpr std::int64_t at_once_ms = 100; ///< younger than that it can have done nothing
constexpr std::int64_t pause_ms = 200;
constexpr long alive_ns = 500'000'000; ///< shorter than half of the unit's WatchdogSec=
constexpr long short_ns = 50'000'000;

std::int64_t now_ms()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

sigset_t awaited()
{
    sigset_t signals;
    ::sigemptyset(&signals);
    for (const int signal : {SIGCHLD, SIGTERM, SIGINT})
        ::sigaddset(&signals, signal);
    return signals;
}

/// In the new process: dies with the nursery, takes signals like any program.
void leave_nursery(pid_t nursery)
{
    const auto signals = awaited();
    ::sigprocmask(SIG_UNBLOCK, &signals, nullptr);
    if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != nursery)
        ::_exit(EXIT_FAILURE);
}

void tell_death(int status)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS)
        return;

    const bool signalled = WIFSIGNALED(status);
    base::log(messages::scand::worker_died,
              {{"REASON", (signalled ? "signal " : "exit ") +
                              std::to_string(signalled ? WTERMSIG(status) : WEXITSTATUS(status))}});
}

} // namespace

Result<> Nursery::refill()
{
    const pid_t nursery = ::getpid();
    while (born_.size() < count_ && now_ms() >= not_before_) {
        const pid_t child = ::fork();
        if (child < 0 && born_.empty())
            return base::fail_errno("make a worker");
        if (child < 0) {
            not_before_ = now_ms() + pause_ms;
            return {};
        }
        if (child == 0) {
            leave_nursery(nursery);
            work_();
            ::_exit(EXIT_FAILURE);
        }
        born_[child] = now_ms();
    }
    return {};
}

Result<> Nursery::reap()
{
    for (;;) {
        int status = 0;
        const pid_t child = ::waitpid(-1, &status, WNOHANG | WUNTRACED);
        if (child <= 0)
            return {};

        if (WIFSTOPPED(status)) { // whoever stopped it: it would keep what it was given
            ::kill(child, SIGKILL);
            continue;
        }
        tell_death(status);
        if (const auto found = born_.find(child); found != born_.end()) {
            if (now_ms() - found->second < at_once_ms && status != 0)
                not_before_ = now_ms() + pause_ms;
            born_.erase(found);
        }
        if (WIFEXITED(status) && WEXITSTATUS(status) == exit_unconfined)
            return base::fail(base::Errc::unavailable,
                              "a worker cannot give up its rights (seccomp, limits): nothing is inspected");
    }
}

void Nursery::end_all()
{
    for (const auto& [child, when] : born_)
        ::kill(child, SIGKILL);
    for (const auto& [child, when] : born_)
        ::waitpid(child, nullptr, 0);
    born_.clear();
}

Result<> Nursery::run()
{
    const auto signals = awaited();
    if (::sigprocmask(SIG_BLOCK, &signals, nullptr) != 0)
        return base::fail_errno("block signals");
    if (auto filled = refill(); !filled)
        return filled;

    base::say_ready("workers wait");
    for (;;) {
        const timespec patience{0, born_.size() < count_ ? short_ns : alive_ns};
        const int signal = ::sigtimedwait(&signals, nullptr, &patience);
        if (signal == SIGTERM || signal == SIGINT)
            break;

        base::say_alive();
        auto kept = reap();
        if (kept)
            kept = refill();
        if (!kept) {
            end_all();
            return kept;
        }
    }
    base::say_stopping();
    end_all();
    return {};
}

} // namespace pedell::scand
