// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/deny_list.h"

#include "base/file.h"

namespace pedell::hand
{

using base::Result;

namespace
{

constexpr base::Ownership roots_own{.mode = 0600, .uid = 0, .gid = 0};
/// Said explicitly: a line that is merely gone keeps its last value in an smbd that reloads.
constexpr std::string_view nobody = "invalid users =\n";

} // namespace

std::vector<std::string> shares_of(core::Service service, const ShareNames& names)
{
    switch (service) {
    case core::Service::logon:
        return {"sysvol", "netlogon"};
    case core::Service::home:
        return {names.home};
    case core::Service::classes:
        return {names.classes};
    case core::Service::mail:
        break;
    }
    return {};
}

std::filesystem::path DenyList::file_of(core::Service service) const
{
    return folder_ / (std::string(core::name_of(service)) + ".conf");
}

Result<> DenyList::deny(const std::string& sam, const std::set<core::Service>& services) const
{
    const std::string content = "invalid users = " + netbios_ + '\\' + sam + "\n";
    for (const auto service : services) {
        if (service == core::Service::mail)
            continue;
        if (auto written = base::write_atomically(file_of(service), content, roots_own); !written)
            return written;
    }
    return {};
}

Result<bool> DenyList::clear() const
{
    bool changed = false;
    for (const auto service : {core::Service::logon, core::Service::home, core::Service::classes}) {
        const auto written = base::write_if_changed(file_of(service), nobody, roots_own);
        if (!written)
            return written;
        changed = changed || *written;
    }
    return changed;
}

} // namespace pedell::hand
