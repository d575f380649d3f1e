// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rights.h"

#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace pedell::base
{

Result<Identity> identity_of(const std::string& user, const std::string& group)
{
    const passwd* account = ::getpwnam(user.c_str());
    if (account == nullptr || account->pw_uid == 0)
        return fail(Errc::not_found, "no user " + user + ": run systemd-sysusers");
    const uid_t uid = account->pw_uid;

    const ::group* members = ::getgrnam(group.c_str());
    if (members == nullptr)
        return fail(Errc::not_found, "no group " + group + ": run systemd-sysusers");
    return Identity{uid, members->gr_gid};
}

bool drop_rights(const Identity& identity)
{
    return ::setgroups(0, nullptr) == 0 && ::setresgid(identity.gid, identity.gid, identity.gid) == 0 &&
           ::setresuid(identity.uid, identity.uid, identity.uid) == 0 &&
           ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::setresuid(0, 0, 0) != 0;
}

} // namespace pedell::base
