// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <sys/types.h>

namespace pedell::hand
{

/// The POSIX default ACL of a class folder: whatever is made in it, the class's group may read and change it,
/// whatever the maker's umask says (acl(5)). Returns whether it was another one before.
///
/// Written as the kernel's extended attribute: libacl sets a default ACL by path alone, we hold a descriptor.
[[nodiscard]] base::Result<bool> keep_group_acl(int folder, gid_t group);

} // namespace pedell::hand
