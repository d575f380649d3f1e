// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/sessions.h"

#include "base/journal.h"
#include "daemons/hand/messages.h"

#include <algorithm>
#include <charconv>

namespace pedell::hand
{

using base::Errc;
using base::Result;

namespace
{

/// "2 connections kicked" -> 2.
std::int64_t leading_number(std::string_view text)
{
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool is_one_of(const std::vector<std::string>& shares, const std::string& share)
{
    return std::ranges::find(shares, share) != shares.end();
}

std::unexpected<base::Error> ended_with(const std::string& program, int status)
{
    return base::fail(Errc::unavailable, program + " ended with status " + std::to_string(status));
}

} // namespace

Result<std::int64_t> Sessions::cut(const CutSessions& request, const Account& account) const
{
    // Both are tried whatever the other says: half a cut is better than none.
    const auto mail = request.services.contains(core::Service::mail) ? cut_mail(request.login) : 0;
    const auto files = cut_files(request.services, account);
    if (!mail)
        return mail;
    if (!files)
        return files;
    return *mail + *files;
}

Result<bool> Sessions::clean_up() const
{
    const auto cleared = deny_list_.clear();
    if (!cleared || !*cleared)
        return cleared;

    // Whoever read the list before has to read it again; nobody knows any more who that was.
    const auto told = command_({"/usr/bin/smbcontrol", "all", "reload-config"}, {});
    return told ? cleared : std::unexpected(told.error());
}

Result<std::int64_t> Sessions::cut_mail(const std::string& login) const
{
    if (!dovecot_runs_)
        return 0;

    const auto kick = command_({"/usr/bin/doveadm", "kick", login}, {});
    if (!kick)
        return std::unexpected(kick.error());
    constexpr int no_such_session = 68; // EX_NOHOST, doveadm's "nothing matched"
    if (kick->status == no_such_session)
        return 0;
    if (kick->status != 0)
        return ended_with("doveadm kick", kick->status);
    return leading_number(kick->out);
}

Result<std::int64_t> Sessions::cut_files(const std::set<core::Service>& services,
                                         const Account& account) const
{
    std::vector<std::string> shares;
    for (const auto service : services)
        std::ranges::copy(shares_of(service, shares_), std::back_inserter(shares));
    if (shares.empty())
        return 0;

    // Without the open files: the answer of a school at work would be large. (One call would do, but
    // smbstatus answers one of the two questions at a time, or all of them.)
    const auto answer = ask({"--processes"});
    const auto sessions = answer ? sessions_of(*answer, account) : std::unexpected(answer.error());
    if (!sessions)
        return std::unexpected(sessions.error());
    if (sessions->empty())
        return 0;

    const auto before = look(shares, *sessions);
    const auto closed = close_denied(*sessions, services, shares, account);

    // Off the list again, however it went: left there it would deny who is unlocked tomorrow.
    const auto cleared = deny_list_.clear();
    const auto read = tell(processes_of(*sessions), {"reload-config"});
    for (const auto& step :
         {before.transform([](const auto&) {}), closed, cleared.transform([](bool) {}), read})
        if (!step)
            return std::unexpected(step.error());
    return static_cast<std::int64_t>(before->size());
}

Result<std::string> Sessions::ask(const std::vector<std::string>& options) const
{
    std::vector<std::string> argv{"/usr/bin/smbstatus", "--json"};
    argv.insert(argv.end(), options.begin(), options.end());
    auto status = command_(argv, {});
    if (!status)
        return std::unexpected(status.error());
    if (status->status != 0)
        return ended_with("smbstatus", status->status);
    return std::move(status->out);
}

Result<std::vector<SmbTree>> Sessions::look(const std::vector<std::string>& shares,
                                            const SmbSessions& sessions) const
{
    const auto answer = ask({"--shares"});
    if (!answer)
        return std::unexpected(answer.error());

    auto trees = trees_of(*answer, sessions);
    if (trees)
        std::erase_if(*trees, [&](const SmbTree& tree) { return !is_one_of(shares, tree.share); });
    return trees;
}

Result<> Sessions::tell(const std::set<std::int64_t>& processes, const std::vector<std::string>& words) const
{
    Result<> result;
    for (const auto process : processes) {
        std::vector<std::string> argv{"/usr/bin/smbcontrol", std::to_string(process)};
        argv.insert(argv.end(), words.begin(), words.end());
        // An exit status says little: one that has just gone by itself cannot be told anything, and must not
        // save the others.
        if (const auto told = command_(argv, {}); !told)
            result = std::unexpected(told.error());
    }
    return result;
}

Result<> Sessions::close_denied(const SmbSessions& sessions, const std::set<core::Service>& services,
                                const std::vector<std::string>& shares, const Account& account) const
{
    if (auto denied = deny_list_.deny(account.sam, services); !denied)
        return denied;
    if (auto told = tell(processes_of(sessions), {"reload-config"}); !told)
        return told;
    // Whatever is denied now, also what smbstatus did not show: a tree connect may just be on its way.
    if (auto told = tell(processes_of(sessions), {"close-denied-share", "*"}); !told)
        return told;
    return wait_until_closed(shares, sessions);
}

Result<> Sessions::wait_until_closed(const std::vector<std::string>& shares,
                                     const SmbSessions& sessions) const
{
    std::set<std::int64_t> stuck;
    for (int looked = 0; looked < looks; ++looked, pause_()) {
        const auto left = look(shares, sessions);
        if (!left)
            return std::unexpected(left.error());
        if (left->empty())
            return {};

        stuck.clear();
        for (const auto& tree : *left)
            stuck.insert(tree.process);
    }
    base::log(messages::hand::connection_ended, {{"COUNT", std::to_string(stuck.size())}});
    return tell(stuck, {"shutdown"});
}

} // namespace pedell::hand
