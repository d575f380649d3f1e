// SPDX-License-Identifier: GPL-3.0-or-later

/// pedell-gate USER SHARE PID HOME CLASSES CLIENT: may this account connect to this share, now, from there?
///
/// Samba starts it as root at every tree connect, also with an old Kerberos ticket (smb.conf, [global]):
///
///     root preexec = exec /usr/libexec/pedell/pedell-gate '%u' '%S' '%d' 'home' 'klassen' '%I'
///     root preexec close = yes
///
/// Exit status: 0 allow, 1 deny, 2 cannot decide; Samba takes everything but 0 as a denial.
///
/// Root is needed for one thing: the file size limit of a foreign process (PID, the smbd of this connection),
/// by the role of the person. The role stands in the register, and root shall parse neither register nor
/// settings. So:
///
///   1. root closes every descriptor that Samba left open and reads the six arguments;
///   2. a child gives up all rights (user pedell-gate, group pedell-access, no capability, none to gain),
///      only then opens settings and register, writes two numbers into a pipe and is gone, after 800 ms at
///      the latest;
///   3. root checks the two numbers, sets the limit with prlimit(2), logs a denial by its rule and ends.
///
/// The limit is the largest of any person on that smbd and never below 64 MiB; its soft value alone, so that
/// the next person can raise it.

#include "base/journal.h"
#include "daemons/gate/answer.h"
#include "daemons/gate/messages.h"
#include "register/register.h"
#include "settings/school_toml.h"

#include <charconv>
#include <csignal>
#include <filesystem>
#include <sys/resource.h>
#include <unistd.h>

namespace
{

using namespace pedell;
using gate::Rule;

constexpr int allow = 0;
constexpr int deny = 1;
constexpr int cannot_decide = 2;

int refuse(Rule rule, core::Service service)
{
    const auto& message = rule == Rule::cannot_decide ? messages::gate::undecided : messages::gate::denied;
    base::log(message,
              {{"RULE", std::string(gate::name_of(rule))}, {"SERVICE", std::string(core::name_of(service))}});
    return rule == Rule::cannot_decide ? cannot_decide : deny;
}

int fail_to(const char* what, int fault)
{
    base::log(messages::gate::broken, {{"REASON", what}, {"ERRNO", std::to_string(fault)}});
    return cannot_decide;
}

/// The process is an smbd: no other one gets a limit from us.
bool is_smbd(pid_t process)
{
    std::error_code fault;
    const auto program = std::filesystem::read_symlink("/proc/" + std::to_string(process) + "/exe", fault);
    const std::string name = program.filename();
    return !fault && (name == "smbd" || name == "smbd (deleted)"); // deleted: Samba was updated while it runs
}

int set_limit(pid_t process, std::int64_t file_bytes)
{
    if (!is_smbd(process))
        return fail_to("the process to limit is no smbd", 0);

    rlimit limit{};
    if (::prlimit(process, RLIMIT_FSIZE, nullptr, &limit) != 0)
        return fail_to("reading the file size limit", errno);

    limit.rlim_cur = gate::raise_limit(limit.rlim_cur, file_bytes);
    if (limit.rlim_max != RLIM_INFINITY && limit.rlim_max < limit.rlim_cur)
        limit.rlim_max = limit.rlim_cur;
    if (::prlimit(process, RLIMIT_FSIZE, &limit, nullptr) != 0)
        return fail_to("setting the file size limit", errno);
    return allow;
}

int decide(std::string_view user, std::string_view share, pid_t smbd, const gate::ShareNames& names,
           const char* client)
{
    auto reading = gate::read_question(user, share, names);
    const auto service = reading.question.service;
    if (reading.rule != Rule::allowed)
        return refuse(reading.rule, service);

    reading.question.client = client;
    const auto reader = base::identity_of("pedell-gate", "pedell-access");
    if (!reader)
        return fail_to(reader.error().context.c_str(), 0);

    const auto answer =
        gate::ask_without_rights(reading.question, {settings::school_file, registry::register_file}, *reader);
    if (answer.rule != Rule::allowed)
        return refuse(answer.rule, service);
    return service == core::Service::logon ? allow : set_limit(smbd, answer.file_bytes);
}

} // namespace

int main(int argc, char** argv)
{
    ::close_range(3, ~0U, 0);
    ::signal(SIGPIPE, SIG_IGN);
    if (argc != 7)
        return fail_to("wrong number of arguments in smb.conf", 0);

    const std::string_view process(argv[3]);
    pid_t smbd = 0;
    const auto [end, fault] = std::from_chars(process.data(), process.data() + process.size(), smbd);
    if (fault != std::errc{} || end != process.data() + process.size() || smbd <= 1)
        return fail_to("the process number in smb.conf's line is none", 0);
    return decide(argv[1], argv[2], smbd, {argv[4], argv[5]}, argv[6]);
}
