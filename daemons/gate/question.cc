// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/gate/question.h"

#include "core/names.h"

#include <algorithm>

namespace pedell::gate
{

namespace
{

bool is_sam(std::string_view text) noexcept
{
    const auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    };
    return !text.empty() && text.size() <= 20 && std::ranges::all_of(text, good);
}

std::optional<core::Service> service_of(const std::string& share, const ShareNames& names)
{
    if (share == "ipc$" || share == "ipc_" || share == "sysvol" || share == "netlogon")
        return core::Service::logon;
    if (share == core::lower(names.home))
        return core::Service::home;
    if (share == core::lower(names.classes))
        return core::Service::classes;
    return std::nullopt;
}

} // namespace

std::string_view name_of(Rule rule) noexcept
{
    switch (rule) {
    case Rule::allowed:
        return "allowed";
    case Rule::register_says_no:
        return "register_says_no";
    case Rule::no_account:
        return "no_account";
    case Rule::machine_elsewhere:
        return "machine_elsewhere";
    case Rule::unknown_share:
        return "unknown_share";
    case Rule::cannot_decide:
        break;
    }
    return "cannot_decide";
}

Reading read_question(std::string_view user, std::string_view share, const ShareNames& names)
{
    Reading reading;
    const auto service = service_of(core::lower(share), names);
    if (!service) {
        reading.rule = Rule::unknown_share;
        return reading;
    }

    user.remove_prefix(user.rfind('\\') + 1); // npos + 1 is 0: no domain before it
    reading.question = {.sam = core::lower(user), .machine = false, .service = *service};
    if (user.ends_with('$') || user.ends_with('_')) {
        reading.question.machine = true;
        reading.rule = *service == core::Service::logon ? Rule::allowed : Rule::machine_elsewhere;
        return reading;
    }
    // AD's own Administrator is no person of the register; joining a PC needs IPC$ and sysvol, nothing else.
    if (reading.question.sam == "administrator" && *service == core::Service::logon) {
        reading.question.machine = true;
        reading.rule = Rule::allowed;
        return reading;
    }
    reading.rule = is_sam(reading.question.sam) ? Rule::allowed : Rule::no_account;
    return reading;
}

rlim_t raise_limit(rlim_t now, std::int64_t file_bytes) noexcept
{
    const auto wanted = static_cast<rlim_t>(std::max(file_bytes, lowest_file_limit));
    return now == RLIM_INFINITY ? wanted : std::max(now, wanted); // infinity: this smbd carries nobody yet
}

} // namespace pedell::gate
