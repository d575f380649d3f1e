// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <span>
#include <sys/types.h>

namespace pedell::hand
{

/// The POSIX default ACL of a class folder: whatever is made in it, these groups may read and change it, as
/// far as the kernel is asked and whatever the maker's umask says (acl(5)); behind it stands the list of
/// core/areas.h. Returns whether it was another one before.
///
/// Written as the kernel's extended attribute: libacl sets a default ACL by path alone, we hold a descriptor.
[[nodiscard]] base::Result<bool> keep_group_acl(int folder, std::span<const gid_t> groups);

/// The same as access ACL of the folder itself, where one group is not enough.
[[nodiscard]] base::Result<bool> keep_access_acl(int folder, std::span<const gid_t> groups);

} // namespace pedell::hand
