// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/gate/answer.h"

#include "base/handle.h"
#include "base/rights.h"
#include "core/place.h"
#include "register/reader.h"
#include "settings/school_toml.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <span>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pedell::gate
{

using base::Fd;

namespace
{

constexpr int patience_ms = 800;

/// The child's whole life: forget, drop, answer. Its own timer ends it when SQLite waits for a lock.
[[noreturn]] void answer_as_child(int pipe, const Question& question, const Sources& sources,
                                  const base::Identity& reader)
{
    const itimerval limit{.it_interval = {}, .it_value = {.tv_sec = 0, .tv_usec = patience_ms * 1000L}};
    ::signal(SIGALRM, SIG_DFL);
    if (::setitimer(ITIMER_REAL, &limit, nullptr) != 0 || ::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 ||
        !base::drop_rights(reader))
        ::_exit(2);

    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const Answer answer = ask_register(question, sources, now);
    const bool sent = ::write(pipe, &answer, sizeof answer) == static_cast<ssize_t>(sizeof answer);
    ::_exit(sent ? 0 : 2);
}

/// One answer from the pipe, whole and plausible, or none.
Answer read_answer(int pipe)
{
    pollfd waiting{pipe, POLLIN, 0};
    if (::poll(&waiting, 1, patience_ms) != 1)
        return {};

    Answer answer;
    if (::read(pipe, &answer, sizeof answer) != static_cast<ssize_t>(sizeof answer) ||
        answer.rule > Rule::cannot_decide || answer.file_bytes < 0)
        return {};
    return answer;
}

/// The role decides on the limit, or an exception in force; without one (settings of an older version) the
/// largest still stops a runaway.
std::int64_t file_limit(std::optional<core::Role> role, const core::Limits& limits,
                        std::span<const core::Grant> grants)
{
    if (role)
        if (const auto own = limits.find(*role); own != limits.end())
            return core::effective_limits(own->second, grants, core::ceilings_of(limits)).file_bytes;

    std::int64_t largest = 0;
    for (const auto& [of, of_role] : limits)
        largest = std::max(largest, of_role.file_bytes);
    return largest;
}

} // namespace

Answer ask_register(const Question& question, const Sources& sources, core::Time now)
{
    const auto school = settings::load_school(sources.school);
    if (!school)
        return {};

    const auto channel = core::channel_of(question.client, school->networks);
    if (question.machine)
        return {.rule = channel == core::Channel::in_school ? Rule::allowed : Rule::machine_elsewhere};

    auto reader = registry::Reader::open(sources.register_file, school->domain);
    if (!reader)
        return {};

    const auto access = reader->access_by_sam(question.sam, question.service, channel, now);
    if (!access)
        return {};
    if (!*access)
        return {.rule = Rule::no_account, .file_bytes = 0};
    if (!(*access)->allowed)
        return {.rule = Rule::register_says_no, .file_bytes = 0};
    if (question.service == core::Service::logon)
        return {.rule = Rule::allowed, .file_bytes = 0};

    const auto role = reader->role_by_sam(question.sam);
    if (!role)
        return {};
    const auto grants = reader->grants_by_sam(question.sam, now);
    if (!grants)
        return {};
    return {.rule = Rule::allowed, .file_bytes = file_limit(*role, school->limits, *grants)};
}

Answer ask_without_rights(const Question& question, const Sources& sources, const base::Identity& reader)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return {};
    const Fd in(ends[0]);
    Fd out(ends[1]);

    const pid_t child = ::fork();
    if (child < 0)
        return {};
    if (child == 0)
        answer_as_child(out.get(), question, sources, reader);

    out.reset(); // a child that dies without a word is then an end of file
    const Answer answer = read_answer(in.get());
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    return answer;
}

} // namespace pedell::gate
