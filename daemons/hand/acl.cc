// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/acl.h"

#include <array>
#include <cstdint>
#include <linux/posix_acl.h>
#include <linux/posix_acl_xattr.h>
#include <string>
#include <sys/xattr.h>

namespace pedell::hand
{

namespace
{

constexpr const char* attribute = "system.posix_acl_default";

void put(std::string& out, std::uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

/// One entry, little endian (linux/posix_acl_xattr.h).
void put_entry(std::string& out, std::uint32_t tag, std::uint32_t rights,
               std::uint32_t id = static_cast<std::uint32_t>(ACL_UNDEFINED_ID))
{
    put(out, tag, 2);
    put(out, rights, 2);
    put(out, id, 4);
}

std::string group_acl(gid_t group)
{
    constexpr std::uint32_t all = ACL_READ | ACL_WRITE | ACL_EXECUTE;
    std::string out;
    put(out, POSIX_ACL_XATTR_VERSION, 4);
    put_entry(out, ACL_USER_OBJ, all);
    put_entry(out, ACL_GROUP_OBJ, all);
    put_entry(out, ACL_GROUP, all, group);
    put_entry(out, ACL_MASK, all);
    put_entry(out, ACL_OTHER, 0);
    return out;
}

} // namespace

base::Result<bool> keep_group_acl(int folder, gid_t group)
{
    const auto wanted = group_acl(group);
    std::array<char, 1024> now{};
    const ssize_t size = ::fgetxattr(folder, attribute, now.data(), now.size());
    if (size < 0 && errno != ENODATA && errno != ERANGE)
        return base::fail_errno("reading a folder's default ACL");
    if (size >= 0 && wanted == std::string_view(now.data(), static_cast<std::size_t>(size)))
        return false;

    if (::fsetxattr(folder, attribute, wanted.data(), wanted.size(), 0) != 0)
        return base::fail_errno("setting a folder's default ACL");
    return true;
}

} // namespace pedell::hand
