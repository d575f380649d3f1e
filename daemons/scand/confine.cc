// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/confine.h"

#include "base/handle.h"
#include "daemons/scand/worker_talk.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace pedell::scand
{

using base::Result;

namespace
{

constexpr int exit_after_fault = 70; // EX_SOFTWARE
constexpr std::size_t fault_stack_bytes = std::size_t{64} << 10U;

using Filter = base::Handle<void, seccomp_release>;

// Set once a connection, read by a signal's handler in the same thread.
volatile std::sig_atomic_t fault_socket = -1;
std::array<char, fault_stack_bytes> fault_stack;

void on_fault(int signal)
{
    const auto word = signal == SIGALRM ? word_late : word_fault;
    (void)::send(fault_socket, word.data(), word.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    ::_exit(exit_after_fault);
}

Result<> limit(__rlimit_resource_t resource, rlim_t most)
{
    const rlimit limits{most, most};
    return ::setrlimit(resource, &limits) == 0 ? Result<>{} : Result<>(base::fail_errno("limit a worker"));
}

Result<> set_limits(const WorkerLimits& limits)
{
    constexpr rlim_t most_files = 32; // the listener, a connection, a descriptor, and one too many
    if (limits.memory != 0)
        if (auto set = limit(RLIMIT_DATA, limits.memory); !set)
            return set;
    for (const auto& [resource, most] :
         {std::pair{RLIMIT_CPU, static_cast<rlim_t>(limits.processor_of_life.count())},
          std::pair{RLIMIT_NOFILE, most_files}, std::pair{RLIMIT_FSIZE, rlim_t{0}},
          std::pair{RLIMIT_CORE, rlim_t{0}}})
        if (auto set = limit(resource, most); !set)
            return set;
    return {};
}

/// What may be called whatever its arguments are.
constexpr std::array allowed{SCMP_SYS(read),         SCMP_SYS(readv),
                             SCMP_SYS(pread64),      SCMP_SYS(lseek),
                             SCMP_SYS(fstat),        SCMP_SYS(close),
                             SCMP_SYS(munmap),       SCMP_SYS(mremap),
                             SCMP_SYS(madvise),      SCMP_SYS(brk),
                             SCMP_SYS(futex),        SCMP_SYS(clock_gettime),
                             SCMP_SYS(gettimeofday), SCMP_SYS(getrandom),
                             SCMP_SYS(getpid),       SCMP_SYS(gettid),
                             SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
                             SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
                             SCMP_SYS(setitimer),    SCMP_SYS(restart_syscall),
                             SCMP_SYS(sched_yield),  SCMP_SYS(poll),
                             SCMP_SYS(ppoll),        SCMP_SYS(accept),
                             SCMP_SYS(accept4),      SCMP_SYS(recvmsg),
                             SCMP_SYS(recvfrom),     SCMP_SYS(sendto),
                             SCMP_SYS(sendmsg),      SCMP_SYS(exit),
                             SCMP_SYS(exit_group)};

bool add_rules(scmp_filter_ctx filter)
{
    for (const int call : allowed)
        if (::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0)
            return false;

    const auto none_of = [](unsigned argument, scmp_datum_t bits) {
        return scmp_arg_cmp{argument, SCMP_CMP_MASKED_EQ, bits, 0};
    };
    const auto exactly = [](unsigned argument, scmp_datum_t value) {
        return scmp_arg_cmp{argument, SCMP_CMP_EQ, value, 0};
    };
    // No code is made or loaded, and no mapping is shared: a descriptor that was handed over for writing
    // stays as it is.
    const scmp_arg_cmp is_private{3, SCMP_CMP_MASKED_EQ, MAP_TYPE, MAP_PRIVATE};
    return ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, none_of(2, PROT_EXEC), is_private) ==
               0 &&
           ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, none_of(2, PROT_EXEC)) == 0 &&
           // fstat(2) of some C libraries: the descriptor itself.
           ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1, exactly(3, AT_EMPTY_PATH)) ==
               0 &&
           // abort(3)
           ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                              exactly(0, static_cast<scmp_datum_t>(::getpid()))) == 0;
}

} // namespace

Result<> confine_worker(const WorkerLimits& limits)
{
    if (auto set = set_limits(limits); !set)
        return set;
    if (::prctl(PR_SET_DUMPABLE, 0) != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return base::fail_errno("give up rights");

    const Filter filter(::seccomp_init(SCMP_ACT_ERRNO(EPERM)));
    if (!filter || !add_rules(filter.get()))
        return base::fail(base::Errc::unavailable, "libseccomp takes no rules");
    if (const int loaded = ::seccomp_load(filter.get()); loaded != 0)
        return base::fail_errno("load the filter of system calls", -loaded);
    return {};
}

void report_faults_to(int connection) noexcept
{
    fault_socket = connection;
    stack_t stack{};
    stack.ss_sp = fault_stack.data();
    stack.ss_size = fault_stack.size();
    ::sigaltstack(&stack, nullptr);

    struct sigaction action{};
    action.sa_handler = on_fault;
    action.sa_flags = static_cast<int>(SA_ONSTACK | SA_RESETHAND);
    ::sigfillset(&action.sa_mask);
    for (const int signal :
         {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGTRAP, SIGXCPU, SIGXFSZ, SIGPROF, SIGALRM})
        ::sigaction(signal, &action, nullptr);
}

void start_clocks(const WorkerLimits& limits) noexcept
{
    const itimerval wall{{0, 0}, {limits.wall.count(), 0}};
    const itimerval processor{{0, 0}, {limits.processor.count(), 0}};
    ::setitimer(ITIMER_REAL, &wall, nullptr);
    ::setitimer(ITIMER_PROF, &processor, nullptr);
}

void stop_clocks() noexcept
{
    const itimerval off{};
    ::setitimer(ITIMER_REAL, &off, nullptr);
    ::setitimer(ITIMER_PROF, &off, nullptr);
}

} // namespace pedell::scand
