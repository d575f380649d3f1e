// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/ldap_descriptor.h"

#include "base/unix_socket.h"

#include <sys/stat.h>

namespace pedell::hand
{

using base::Errc;
using base::Result;

Result<base::Fd> connect_directory(const std::filesystem::path& ldap_folder)
{
    struct stat found{};
    if (::lstat(ldap_folder.c_str(), &found) != 0)
        return base::fail(Errc::unavailable, "Samba's folder ldap_priv is not there: is samba-ad-dc running?",
                          errno);
    if (!S_ISDIR(found.st_mode) || found.st_uid != 0 || found.st_gid != 0 || (found.st_mode & 07777) != 0750)
        return base::fail(Errc::denied,
                          "Samba's folder ldap_priv is open to others: every password may be known. "
                          "Run chown root:root and chmod 0750 on " +
                              ldap_folder.string());

    auto socket = base::connect_stream(ldap_folder / "ldapi");
    if (!socket)
        return base::fail(Errc::unavailable, "Samba's directory does not answer: " + socket.error().context,
                          socket.error().sys_errno);
    return socket;
}

} // namespace pedell::hand
