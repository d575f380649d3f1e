// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/sessions.h"

#include "base/process.h"
#include "core/names.h"

#include <boost/json.hpp>

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace pedell::hand
{

namespace json = boost::json;
using base::Errc;
using base::Result;

namespace
{

constexpr std::chrono::seconds limit{10};

/// "2 connections kicked" -> 2.
std::int64_t leading_number(std::string_view text)
{
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Result<std::int64_t> cut_mail(const std::string& login)
{
    if (!std::filesystem::exists("/run/dovecot/master.pid"))
        return 0;

    const auto kick = base::run({"/usr/bin/doveadm", "kick", login}, {}, limit);
    if (!kick)
        return std::unexpected(kick.error());
    constexpr int no_such_session = 68; // EX_NOHOST, doveadm's "nothing matched"
    if (kick->status == no_such_session)
        return 0;
    if (kick->status != 0)
        return base::fail(Errc::unavailable,
                          "doveadm kick ended with status " + std::to_string(kick->status));
    return leading_number(kick->out);
}

Result<std::int64_t> cut_files(const Account& account)
{
    // Sessions alone: with every open file in it, the answer of a school at work would not fit into what
    // run() keeps.
    const auto status = base::run({"/usr/bin/smbstatus", "--json", "--processes"}, {}, limit);
    if (!status)
        return std::unexpected(status.error());
    if (status->status != 0)
        return base::fail(Errc::unavailable, "smbstatus ended with status " + std::to_string(status->status));

    const auto processes = smbd_of(status->out, account);
    if (!processes)
        return std::unexpected(processes.error());

    // One that has just gone by itself must not save the others.
    Result<std::int64_t> count = static_cast<std::int64_t>(processes->size());
    for (const auto process : *processes) {
        const auto cut = base::run({"/usr/bin/smbcontrol", std::to_string(process), "shutdown"}, {}, limit);
        if (!cut)
            count = std::unexpected(cut.error());
        else if (cut->status != 0)
            count =
                base::fail(Errc::unavailable, "smbcontrol ended with status " + std::to_string(cut->status));
    }
    return count;
}

const json::value* member(const json::value& value, std::string_view key)
{
    return value.is_object() ? value.get_object().if_contains(key) : nullptr;
}

} // namespace

Result<std::vector<std::int64_t>> smbd_of(std::string_view smbstatus_json, const Account& account)
{
    boost::system::error_code fault;
    const json::value status = json::parse(smbstatus_json, fault);
    const auto* sessions = fault ? nullptr : member(status, "sessions");
    if (sessions == nullptr || !sessions->is_object())
        return base::fail(Errc::malformed, "smbstatus: no sessions in its answer");

    std::vector<std::int64_t> processes;
    for (const auto& entry : sessions->get_object()) {
        const auto* user = member(entry.value(), "username");
        const auto* server = member(entry.value(), "server_id");
        const auto* pid = server == nullptr ? nullptr : member(*server, "pid");
        if (user == nullptr || !user->is_string() || pid == nullptr)
            return base::fail(Errc::malformed, "smbstatus: a session without name or process");

        std::string_view name = user->get_string();
        name.remove_prefix(name.rfind('\\') + 1); // npos + 1 is 0: no domain before it
        const auto* uid = member(entry.value(), "uid");
        const bool same_uid =
            account.uid && uid != nullptr && uid->is_int64() && uid->get_int64() == *account.uid;
        if (!same_uid && core::lower(name) != core::lower(account.sam))
            continue;

        const auto process = pid->is_string()  ? leading_number(pid->get_string())
                             : pid->is_int64() ? pid->get_int64()
                                               : 0;
        if (process <= 1)
            return base::fail(Errc::malformed, "smbstatus: a session without a process");
        if (std::ranges::find(processes, process) == processes.end())
            processes.push_back(process);
    }
    return processes;
}

Result<std::int64_t> cut_sessions(const std::string& login, const Account& account)
{
    // Both are tried whatever the other says: half a cut is better than none.
    const auto mail = cut_mail(login);
    const auto files = cut_files(account);
    if (!mail)
        return mail;
    if (!files)
        return files;
    return *mail + *files;
}

} // namespace pedell::hand
