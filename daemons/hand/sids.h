// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "daemons/hand/command.h"
#include "daemons/hand/ntacl.h"

#include <map>
#include <sys/types.h>
#include <vector>

namespace pedell::hand
{

/// How Active Directory calls the uids and gids of the register: asked of winbindd by wbinfo(1), each once.
class Sids
{
public:
    explicit Sids(Command command) : command_(std::move(command)) {}

    /// Errors: unavailable (winbindd does not answer; Active Directory does not know one of the groups yet).
    [[nodiscard]] base::Result<std::vector<Sid>> of_groups(const std::vector<gid_t>& groups);

    /// Somebody whom Active Directory does not know (any more) is S-1-22-1-<uid>, as Samba says it.
    [[nodiscard]] base::Result<Sid> of_user(uid_t user);

private:
    [[nodiscard]] base::Result<std::vector<std::string>> ask(const std::string& ids, std::size_t count) const;

    Command command_;
    std::map<gid_t, Sid> groups_;
    std::map<uid_t, Sid> users_;
};

} // namespace pedell::hand
