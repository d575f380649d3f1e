// SPDX-License-Identifier: GPL-3.0-or-later

/// pedell-pwcheck: may this account have this password?
///
/// Samba starts it as root for every change and reset, whichever way it came (smb.conf, [global]):
///
///     check password script = exec /usr/bin/timeout --signal=KILL 0.7 /usr/libexec/pedell/pedell-pwcheck ...
///
/// The password comes on standard input, without a newline; the account's names stand in the environment.
/// Exit status: 0 good, 1 refused, 2 cannot tell; Samba takes everything but 0 as a refusal.
///
/// Samba waits inside the directory's write transaction: nobody else can log on meanwhile. So:
///   1. root closes every descriptor that Samba left open and reads nothing;
///   2. a child gives up all rights (user pedell-gate, group pedell-access, no capability, none to gain),
///   only
///      then reads password, settings and register, judges by core/passwords, wipes the password and is gone,
///      after 500 ms at the latest;
///   3. root logs the name of the fault, nothing else, and ends.
///
/// timeout(1) stands outside for what this program cannot promise of itself: should it hang, it is killed
/// with all its children, and Samba refuses (decision 0015).

#include "base/journal.h"
#include "daemons/pwcheck/judgement.h"
#include "daemons/pwcheck/messages.h"
#include "register/register.h"
#include "settings/school_toml.h"

#include <csignal>
#include <cstdlib>
#include <unistd.h>

namespace
{

using namespace pedell;

constexpr int good = 0;
constexpr int refused = 1;
constexpr int cannot_tell = 2;

std::string from_environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// Whatever signals Samba blocks or ignores: the child must end by its timer and be waited for.
void forget_signals()
{
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGCHLD, SIG_DFL);
    ::signal(SIGPIPE, SIG_IGN);
}

int check()
{
    const auto reader = base::identity_of("pedell-gate", "pedell-access");
    if (!reader) {
        base::log(messages::pwcheck::broken, {{"REASON", reader.error().context}});
        return cannot_tell;
    }

    const pwcheck::Account account{.sam = from_environment("SAMBA_CPS_ACCOUNT_NAME"),
                                   .upn = from_environment("SAMBA_CPS_USER_PRINCIPAL_NAME"),
                                   .full_name = from_environment("SAMBA_CPS_FULL_NAME")};
    const auto fault = pwcheck::judge_without_rights(
        STDIN_FILENO, account, {settings::school_file, registry::register_file}, *reader);
    if (!fault) {
        base::log(messages::pwcheck::undecided);
        return cannot_tell;
    }
    if (*fault == core::PasswordFault::none)
        return good;

    base::log(messages::pwcheck::refused, {{"REASON", std::string(core::name_of(*fault))}});
    return refused;
}

} // namespace

int main()
{
    ::close_range(3, ~0U, 0);
    forget_signals();
    return check();
}
