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

constexpr const char* default_acl = "system.posix_acl_default";
constexpr const char* access_acl = "system.posix_acl_access";

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

std::string group_acl(std::span<const gid_t> groups)
{
    constexpr std::uint32_t all = ACL_READ | ACL_WRITE | ACL_EXECUTE;
    std::string out;
    put(out, POSIX_ACL_XATTR_VERSION, 4);
    put_entry(out, ACL_USER_OBJ, all);
    put_entry(out, ACL_GROUP_OBJ, all);
    for (const gid_t group : groups)
        put_entry(out, ACL_GROUP, all, group);
    put_entry(out, ACL_MASK, all);
    put_entry(out, ACL_OTHER, 0);
    return out;
}

base::Result<bool> keep(int folder, const char* attribute, std::span<const gid_t> groups)
{
    const auto wanted = group_acl(groups);
    std::array<char, 1024> now{};
    const ssize_t size = ::fgetxattr(folder, attribute, now.data(), now.size());
    if (size < 0 && errno != ENODATA && errno != ERANGE)
        return base::fail_errno("reading a folder's ACL");
    if (size >= 0 && wanted == std::string_view(now.data(), static_cast<std::size_t>(size)))
        return false;

    if (::fsetxattr(folder, attribute, wanted.data(), wanted.size(), 0) != 0)
        return base::fail_errno("setting a folder's ACL");
    return true;
}

} // namespace

base::Result<bool> keep_group_acl(int folder, std::span<const gid_t> groups)
{
    return keep(folder, default_acl, groups);
}

base::Result<bool> keep_access_acl(int folder, std::span<const gid_t> groups)
{
    return keep(folder, access_acl, groups);
}

} // namespace pedell::hand
