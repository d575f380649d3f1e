// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "daemons/hand/keystore.h"

namespace pedell::hand
{

/// What a file system said about a quota.
struct QuotaAnswer {
    bool supported = true;
    bool changed = false;
};

/// Bounds all that an owner stores: the folder and those directly in it get the owner's project id (uidNumber
/// or gidNumber), which everything new inherits; the kernel counts and stops (ext4 with -O quota,project,
/// mounted prjquota). Asked right after the folder was made, while it is empty: what an older folder holds
/// already is not counted anew. A file system without project quotas is not an error: supported = false.
[[nodiscard]] base::Result<QuotaAnswer> set_quota(int folder, const Owner& owner, std::int64_t bytes);

/// Whether a folder is counted as its owner's; with `heal` it is from now on. True, too, on a file system
/// without project quotas.
[[nodiscard]] base::Result<bool> check_project(int folder, const Owner& owner, bool heal);

} // namespace pedell::hand
