// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pwcheck/judgement.h"

#include "base/handle.h"
#include "register/reader.h"
#include "settings/school_toml.h"
#include "strength/strength.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pedell::pwcheck
{
namespace
{

constexpr int patience_ms = 500;

/// The child's exit status: this and the number of the fault; anything else is "cannot tell".
constexpr int judged = 64;

core::PasswordContext context_by_samba(const Account& account)
{
    return {.login = account.upn.substr(0, account.upn.find('@')),
            .sam = account.sam,
            .given = {},
            .surname = account.full_name,
            .school = {}};
}

/// Nothing: the register is there and cannot be read.
std::optional<core::PasswordContext> context_of(const Account& account, const Sources& sources,
                                                const std::string& mail_domain)
{
    std::error_code fault;
    if (!std::filesystem::exists(sources.register_file, fault))
        return fault ? std::nullopt : std::optional(context_by_samba(account));

    auto reader =
        registry::Reader::open(sources.register_file, mail_domain, std::chrono::milliseconds{patience_ms});
    if (!reader)
        return std::nullopt;

    const auto names = reader->names_by_sam(account.sam);
    if (!names)
        return std::nullopt;
    if (!*names)
        return context_by_samba(account);
    return core::PasswordContext{.login = (*names)->login,
                                 .sam = account.sam,
                                 .given = (*names)->given,
                                 .surname = (*names)->surname,
                                 .school = {}};
}

/// Reads to the end, or nothing when there is more than a password can have.
std::optional<std::size_t> read_password(int input, std::array<char, longest_password + 1>& buffer)
{
    std::size_t length = 0;
    while (length < buffer.size()) {
        const auto got = ::read(input, buffer.data() + length, buffer.size() - length);
        if (got == 0)
            return length;
        if (got < 0 && errno != EINTR)
            return std::nullopt;
        length += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    return std::nullopt;
}

/// The child's whole life: forget, drop, read, judge, wipe. Its own timer ends it when SQLite waits for a
/// lock or the password does not come.
[[noreturn]] void judge_as_child(int input, const Account& account, const Sources& sources,
                                 const base::Identity& reader)
{
    const itimerval limit{.it_interval = {}, .it_value = {.tv_sec = 0, .tv_usec = patience_ms * 1000L}};
    const rlimit no_core{};
    ::signal(SIGALRM, SIG_DFL);
    if (::setitimer(ITIMER_REAL, &limit, nullptr) != 0 || ::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 ||
        ::setrlimit(RLIMIT_CORE, &no_core) != 0 || !base::drop_rights(reader))
        ::_exit(2);

    std::array<char, longest_password + 1> buffer{};
    const auto length = read_password(input, buffer);
    const auto fault = length ? judge({buffer.data(), *length}, account, sources) : std::nullopt;
    ::explicit_bzero(buffer.data(), buffer.size());
    ::_exit(fault ? judged + static_cast<int>(*fault) : 2);
}

Judgement judgement_of(int status)
{
    if (!WIFEXITED(status))
        return std::nullopt;

    const int fault = WEXITSTATUS(status) - judged;
    if (fault < 0 || fault > static_cast<int>(core::last_password_fault))
        return std::nullopt;
    return static_cast<core::PasswordFault>(fault);
}

} // namespace

Judgement judge(std::string_view password, const Account& account, const Sources& sources)
{
    const auto school = settings::load_school(sources.school);
    if (!school)
        return std::nullopt;

    auto context = context_of(account, sources, school->domain);
    if (!context)
        return std::nullopt;

    context->school = core::school_words(*school);
    return core::check_password(password, *context, strength::bits_of(password));
}

Judgement judge_without_rights(int input, const Account& account, const Sources& sources,
                               const base::Identity& reader)
{
    const pid_t child = ::fork();
    if (child < 0)
        return std::nullopt;
    if (child == 0)
        judge_as_child(input, account, sources, reader);

    // A descriptor of the child can be waited for with a limit; root trusts no timer of somebody else.
    const base::Fd end(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
    pollfd waiting{end.get(), POLLIN, 0};
    if (end.get() < 0 || ::poll(&waiting, 1, patience_ms) != 1)
        ::kill(child, SIGKILL);

    int status = 0;
    if (::waitpid(child, &status, 0) != child)
        return std::nullopt;
    return judgement_of(status);
}

} // namespace pedell::pwcheck
