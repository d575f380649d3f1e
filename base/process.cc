// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/process.h"

#include "base/handle.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pedell::base
{
namespace
{

using Clock = std::chrono::steady_clock;

struct Pipe {
    Fd read;
    Fd write;
};

Result<Pipe> make_pipe()
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return fail_errno("make a pipe");

    return Pipe{Fd{ends[0]}, Fd{ends[1]}};
}

/// The input as a file in memory: no pipe that could fill up, no SIGPIPE when the program does not read.
Result<Fd> input_file(std::string_view input)
{
    Fd fd{::memfd_create("input", MFD_CLOEXEC)};
    if (!fd)
        return fail_errno("make a file in memory");

    while (!input.empty()) {
        const auto written = ::write(fd.get(), input.data(), input.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail_errno("write a program's input");

        input.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::lseek(fd.get(), 0, SEEK_SET) != 0)
        return fail_errno("rewind a program's input");

    return fd;
}

/// Attributes and file actions of posix_spawn(3), given back at the end.
class Plan
{
public:
    Plan(int in, int out, int err)
    {
        ::posix_spawnattr_init(&attributes_);
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawn_file_actions_adddup2(&actions_, in, STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, out, STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions_, err, STDERR_FILENO);
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);

        // What a daemon blocks and ignores for itself (termination_signals) is not for its children; a
        // process group of their own lets us end all of them at the time limit.
        sigset_t signals;
        ::sigemptyset(&signals);
        ::posix_spawnattr_setsigmask(&attributes_, &signals);
        for (const int signal : {SIGPIPE, SIGXFSZ, SIGTERM, SIGINT})
            ::sigaddset(&signals, signal);
        ::posix_spawnattr_setsigdefault(&attributes_, &signals);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setflags(&attributes_,
                                   POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }
    Plan(const Plan&) = delete;
    Plan& operator=(const Plan&) = delete;
    ~Plan()
    {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }

    [[nodiscard]] Result<pid_t> spawn(const std::vector<std::string>& argv) const
    {
        std::vector<char*> words;
        for (const auto& word : argv)
            words.push_back(const_cast<char*>(word.c_str())); // posix_spawn(3) does not write to them
        words.push_back(nullptr);

        pid_t child = -1;
        const int failed = ::posix_spawnp(&child, words[0], &actions_, &attributes_, words.data(), environ);
        if (failed != 0)
            return fail_errno("start " + argv[0], failed);

        return child;
    }

private:
    posix_spawnattr_t attributes_{};
    posix_spawn_file_actions_t actions_{};
};

/// A started program: killed with its group and reaped unless somebody waited for it.
class Child
{
public:
    explicit Child(pid_t pid) : pid_(pid) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child()
    {
        if (pid_ <= 0)
            return;

        ::kill(-pid_, SIGKILL);
        (void)wait();
    }

    [[nodiscard]] int wait()
    {
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }

private:
    pid_t pid_;
};

/// Takes what lies in the pipe now; closes it at its end. Above the limit bytes are read and dropped, so that
/// the program does not stop at a full pipe.
void take(Fd& pipe, std::string& output, std::size_t most_bytes)
{
    std::array<char, 65536> block;
    const auto got = ::read(pipe.get(), block.data(), block.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN))
        return;

    if (got <= 0) {
        pipe.reset();
        return;
    }
    const auto room = most_bytes - output.size();
    output.append(block.data(), std::min(static_cast<std::size_t>(got), room));
}

int milliseconds_until(Clock::time_point deadline)
{
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1 << 30));
}

/// Collects until the program has ended and its pipes are empty. A grandchild that keeps a pipe open (a
/// daemon that was started) is not waited for.
Result<> collect(int pidfd, Fd& out, Fd& err, ProcessOutput& output, Clock::time_point deadline,
                 std::size_t most_bytes)
{
    bool ended = false;
    for (;;) {
        std::array<pollfd, 3> wanted{pollfd{out.get(), POLLIN, 0}, pollfd{err.get(), POLLIN, 0},
                                     pollfd{ended ? -1 : pidfd, POLLIN, 0}};
        const int ready = ::poll(wanted.data(), wanted.size(), ended ? 0 : milliseconds_until(deadline));
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready < 0)
            return fail_errno("wait for a program");

        if (ended && (ready == 0 || Clock::now() >= deadline))
            return {};

        ended = ended || wanted[2].revents != 0;
        if (!ended && Clock::now() >= deadline)
            return fail(Errc::unavailable, "not finished within the time limit");

        if (wanted[0].revents != 0)
            take(out, output.out, most_bytes);
        if (wanted[1].revents != 0)
            take(err, output.err, most_bytes);
    }
}

} // namespace

Result<ProcessOutput> run(const std::vector<std::string>& argv, std::string_view input,
                          std::chrono::milliseconds limit, std::size_t most_bytes)
{
    if (argv.empty())
        return fail(Errc::malformed, "no program named");

    auto in = input_file(input);
    if (!in)
        return std::unexpected(in.error());

    auto out = make_pipe();
    if (!out)
        return std::unexpected(out.error());

    auto err = make_pipe();
    if (!err)
        return std::unexpected(err.error());

    const auto deadline = Clock::now() + limit;
    const auto pid = Plan{in->get(), out->write.get(), err->write.get()}.spawn(argv);
    if (!pid)
        return std::unexpected(pid.error());

    Child child{*pid};
    out->write.reset();
    err->write.reset();
    // glibc 2.41 declares pidfd_open(2) without C linkage.
    const Fd pidfd{static_cast<int>(::syscall(SYS_pidfd_open, *pid, 0))};
    if (!pidfd)
        return fail_errno("watch " + argv[0]);

    ProcessOutput output;
    if (auto collected = collect(pidfd.get(), out->read, err->read, output, deadline, most_bytes); !collected)
        return fail(collected.error().code, argv[0] + ": " + collected.error().context,
                    collected.error().sys_errno);

    output.status = child.wait();
    return output;
}

} // namespace pedell::base
