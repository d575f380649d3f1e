// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/people.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/people.h"

namespace pedell::hand
{

/// What smb.conf calls the shares.
struct ShareNames {
    std::string home = "home";
    std::string classes = "klassen";
};

/// The shares behind one service; none behind mail. IPC$ stays: it opens no file, and Windows asks there for
/// the reason of a refusal.
[[nodiscard]] std::vector<std::string> shares_of(core::Service service, const ShareNames& names);

/// One file a service, which smb.conf includes in the shares behind it (`invalid users`, smb.conf(5)). It is
/// no lock: that stands in the register, and the gate asks there. It only tells smbd, for the moment of a
/// cut, whose tree connects to close; empty at all other times.
class DenyList
{
public:
    DenyList(std::filesystem::path folder, std::string netbios)
        : folder_(std::move(folder)), netbios_(std::move(netbios))
    {
    }

    /// Replaces whatever the files of these services said. An account that Active Directory does not know any
    /// more cannot be denied: sessions are cut before it is deleted there.
    [[nodiscard]] base::Result<> deny(const std::string& sam, const std::set<core::Service>& services) const;

    /// Returns whether anybody stood on it: somebody was stopped in the middle of a cut.
    [[nodiscard]] base::Result<bool> clear() const;

private:
    [[nodiscard]] std::filesystem::path file_of(core::Service service) const;

    std::filesystem::path folder_;
    std::string netbios_;
};

} // namespace pedell::hand
