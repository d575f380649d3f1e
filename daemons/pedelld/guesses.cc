// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/guesses.h"

#include <vector>

namespace pedell::pedelld
{
namespace
{

std::vector<std::string> keys_of(const std::string& login, uid_t uid)
{
    std::vector<std::string> keys{"login " + login};
    if (uid != 0)
        keys.push_back("uid " + std::to_string(uid));
    return keys;
}

} // namespace

std::optional<std::chrono::seconds> Guesses::admit(const std::string& login, uid_t uid, Steady now)
{
    std::erase_if(tries_, [now](auto& entry) {
        auto& times = entry.second;
        while (!times.empty() && now - times.front() >= window)
            times.pop_front();
        return times.empty();
    });

    const auto keys = keys_of(login, uid);
    for (const std::string& key : keys) {
        const auto found = tries_.find(key);
        if (found != tries_.end() && found->second.size() >= most)
            return std::chrono::duration_cast<std::chrono::seconds>(found->second.front() + window - now);
    }
    for (const std::string& key : keys)
        tries_[key].push_back(now);
    return std::nullopt;
}

void Guesses::forgive(const std::string& login, uid_t uid)
{
    for (const std::string& key : keys_of(login, uid)) {
        const auto found = tries_.find(key);
        if (found != tries_.end() && !found->second.empty())
            found->second.pop_back();
    }
}

} // namespace pedell::pedelld
