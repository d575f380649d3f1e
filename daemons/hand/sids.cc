// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/sids.h"

#include <sstream>

namespace pedell::hand
{

using base::Errc;
using base::Result;

/// One line of text for each id, in their order.
Result<std::vector<std::string>> Sids::ask(const std::string& ids, std::size_t count) const
{
    const auto answer = command_({"wbinfo", "--unix-ids-to-sids=" + ids}, "");
    if (!answer)
        return std::unexpected(answer.error());
    if (answer->status != 0)
        return base::fail(Errc::unavailable, "winbindd does not say how Active Directory calls a group");

    std::vector<std::string> lines;
    std::istringstream text(answer->out);
    for (std::string line; std::getline(text, line);)
        lines.push_back(line);
    if (lines.size() != count)
        return base::fail(Errc::unavailable, "winbindd's answer is not understood");
    return lines;
}

Result<std::vector<Sid>> Sids::of_groups(const std::vector<gid_t>& groups)
{
    std::string ids;
    std::vector<gid_t> asked;
    for (const gid_t group : groups)
        if (!groups_.contains(group)) {
            ids += (ids.empty() ? "g" : ",g") + std::to_string(group);
            asked.push_back(group);
        }
    if (!asked.empty()) {
        const auto lines = ask(ids, asked.size());
        if (!lines)
            return std::unexpected(lines.error());

        for (std::size_t i = 0; i < asked.size(); ++i) {
            const auto sid = sid_from(lines->at(i));
            // S-1-22-2-<gid> stands for a group that only the system knows: such an entry would name nobody.
            if (!sid || !lines->at(i).starts_with("S-1-5-21-"))
                return base::fail(Errc::unavailable, "Active Directory does not know a group yet");
            groups_[asked[i]] = *sid;
        }
    }
    std::vector<Sid> sids;
    for (const gid_t group : groups)
        sids.push_back(groups_.at(group));
    return sids;
}

Result<Sid> Sids::of_user(uid_t user)
{
    if (user == 0)
        return system_sid();
    if (const auto known = users_.find(user); known != users_.end())
        return known->second;

    const auto lines = ask("u" + std::to_string(user), 1);
    if (!lines)
        return std::unexpected(lines.error());

    const auto sid = sid_from(lines->front());
    if (!sid)
        return base::fail(Errc::unavailable, "winbindd's answer is not understood");
    return users_[user] = *sid;
}

} // namespace pedell::hand
