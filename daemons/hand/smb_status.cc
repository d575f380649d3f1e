// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/smb_status.h"

#include "core/names.h"

#include <boost/json.hpp>

#include <charconv>

namespace pedell::hand
{

namespace json = boost::json;
using base::Errc;
using base::Result;

namespace
{

std::unexpected<base::Error> not_understood(const char* what)
{
    return base::fail(Errc::malformed, std::string("smbstatus: ") + what);
}

const json::value* member(const json::value& value, std::string_view key)
{
    return value.is_object() ? value.get_object().if_contains(key) : nullptr;
}

/// Numbers come as numbers or as text. Absent: neither.
std::optional<std::int64_t> number_of(const json::value* value)
{
    if (value != nullptr && value->is_int64())
        return value->get_int64();
    if (value == nullptr || !value->is_string())
        return std::nullopt;

    const std::string_view text = value->get_string();
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// The smbd of a session or tree connect. Absent: none that could be one.
std::optional<std::int64_t> process_of(const json::value& entry)
{
    const auto* server = member(entry, "server_id");
    const auto process = number_of(server == nullptr ? nullptr : member(*server, "pid"));
    return process && *process > 1 ? process : std::nullopt;
}

/// Absent: a session without a name.
std::optional<bool> belongs_to(const json::value& session, const Account& account)
{
    const auto* user = member(session, "username");
    if (user == nullptr || !user->is_string())
        return std::nullopt;

    std::string_view name = user->get_string();
    name.remove_prefix(name.rfind('\\') + 1); // npos + 1 is 0: no domain before it
    const auto uid = number_of(member(session, "uid"));
    return (account.uid && uid && *uid == *account.uid) || core::lower(name) == core::lower(account.sam);
}

std::string session_id_of(const json::value& entry)
{
    const auto* id = member(entry, "session_id");
    return id == nullptr ? "" : json::serialize(*id);
}

/// One of the lists in smbstatus' answer. Absent: there is none.
std::optional<json::object> list_in(std::string_view smbstatus_json, std::string_view key)
{
    boost::system::error_code fault;
    const json::value status = json::parse(smbstatus_json, fault);
    const auto* list = fault ? nullptr : member(status, key);
    return list != nullptr && list->is_object() ? std::optional(list->get_object()) : std::nullopt;
}

} // namespace

Result<SmbSessions> sessions_of(std::string_view smbstatus_json, const Account& account)
{
    const auto list = list_in(smbstatus_json, "sessions");
    if (!list)
        return not_understood("no sessions in its answer");

    SmbSessions sessions;
    for (const auto& entry : *list) {
        const auto ours = belongs_to(entry.value(), account);
        const auto process = process_of(entry.value());
        if (!ours || !process)
            return not_understood("a session without name or process");
        if (*ours)
            sessions.emplace(*process, session_id_of(entry.value()));
    }
    return sessions;
}

Result<std::vector<SmbTree>> trees_of(std::string_view smbstatus_json, const SmbSessions& sessions)
{
    const auto list = list_in(smbstatus_json, "tcons");
    if (!list)
        return not_understood("no tree connects in its answer");

    std::vector<SmbTree> trees;
    for (const auto& entry : *list) {
        const auto* share = member(entry.value(), "service");
        const auto process = process_of(entry.value());
        if (share == nullptr || !share->is_string() || !process)
            return not_understood("a tree connect without share or process");
        if (sessions.contains({*process, session_id_of(entry.value())}))
            trees.push_back({*process, std::string(share->get_string())});
    }
    return trees;
}

std::set<std::int64_t> processes_of(const SmbSessions& sessions)
{
    std::set<std::int64_t> processes;
    for (const auto& [process, id] : sessions)
        processes.insert(process);
    return processes;
}

} // namespace pedell::hand
