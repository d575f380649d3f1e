// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/quota.h"

#include "core/people.h"
#include "daemons/hand/tree.h"

// glibc's sys/quota.h knows no project quotas, linux/quota.h has them all; both together do not compile.
#include <linux/fs.h>
#include <linux/quota.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace pedell::hand
{

using base::Result;

namespace
{

bool is_unsupported(int fault) noexcept
{
    return fault == EOPNOTSUPP || fault == ENOTTY || fault == ENOSYS || fault == ESRCH || fault == EINVAL;
}

long quota_call(int folder, unsigned command, std::uint32_t project, if_dqblk& block)
{
    return ::syscall(SYS_quotactl_fd, folder, QCMD(command, PRJQUOTA), project, &block);
}

/// Returns whether the folder had another project; absent: the file system knows none.
Result<std::optional<bool>> set_project(int folder, std::uint32_t project)
{
    fsxattr attributes{};
    if (::ioctl(folder, FS_IOC_FSGETXATTR, &attributes) != 0) {
        if (is_unsupported(errno))
            return std::optional<bool>{};
        return base::fail_errno("reading a folder's project");
    }
    if (attributes.fsx_projid == project && (attributes.fsx_xflags & FS_XFLAG_PROJINHERIT) != 0)
        return std::optional(false);

    attributes.fsx_projid = project;
    attributes.fsx_xflags |= FS_XFLAG_PROJINHERIT;
    if (::ioctl(folder, FS_IOC_FSSETXATTR, &attributes) != 0) {
        if (is_unsupported(errno))
            return std::optional<bool>{};
        return base::fail_errno("setting a folder's project");
    }
    return std::optional(true);
}

std::uint32_t project_of(const Owner& owner)
{
    return static_cast<std::uint32_t>((owner.kind == FolderKind::person ? core::uid_base : core::gid_base) +
                                      owner.id);
}

} // namespace

Result<bool> check_project(int folder, const Owner& owner, bool heal)
{
    fsxattr attributes{};
    if (::ioctl(folder, FS_IOC_FSGETXATTR, &attributes) != 0)
        return is_unsupported(errno) ? Result<bool>(true) : base::fail_errno("reading a folder's project");

    // A file system without the feature shows project 0, and tells so only when it is asked for a quota; a
    // container's kernel does not let us ask.
    const std::uint32_t project = project_of(owner);
    if (attributes.fsx_projid == project && (attributes.fsx_xflags & FS_XFLAG_PROJINHERIT) != 0)
        return true;
    if_dqblk block{};
    if (quota_call(folder, Q_GETQUOTA, project, block) != 0 && errno != ENOENT)
        return errno == EPERM || is_unsupported(errno) ? Result<bool>(true)
                                                       : base::fail_errno("reading a quota");
    if (heal)
        if (const auto set = set_project(folder, project); !set)
            return std::unexpected(set.error());
    return false;
}

Result<QuotaAnswer> set_quota(int folder, const Owner& owner, std::int64_t bytes)
{
    const std::uint32_t project = project_of(owner);
    const auto blocks = static_cast<std::uint64_t>((bytes + 1023) / 1024);

    // First the project: a file system without them says so here.
    const auto top = set_project(folder, project);
    if (!top)
        return std::unexpected(top.error());
    if (!*top)
        return QuotaAnswer{.supported = false, .changed = false};
    QuotaAnswer answer{.supported = true, .changed = **top};

    const auto names = names_in(folder);
    if (!names)
        return std::unexpected(names.error());
    for (const auto& name : *names) {
        const auto inner = open_folder(folder, name);
        if (!inner || !*inner)
            continue; // a file: it inherited its project when it was made
        const auto set = set_project((*inner)->get(), project);
        if (!set)
            return std::unexpected(set.error());
        answer.changed = answer.changed || set->value_or(false);
    }

    if_dqblk block{};
    if (quota_call(folder, Q_GETQUOTA, project, block) != 0 && errno != ENOENT) {
        if (is_unsupported(errno))
            return QuotaAnswer{.supported = false, .changed = false};
        return base::fail_errno("reading a quota");
    }
    if (block.dqb_bhardlimit == blocks)
        return answer;

    block = {};
    block.dqb_bhardlimit = blocks;
    block.dqb_bsoftlimit = blocks;
    block.dqb_valid = QIF_BLIMITS;
    if (quota_call(folder, Q_SETQUOTA, project, block) != 0)
        return base::fail_errno("setting a quota");
    answer.changed = true;
    return answer;
}

} // namespace pedell::hand
