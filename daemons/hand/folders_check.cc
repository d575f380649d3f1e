// SPDX-License-Identifier: GPL-3.0-or-later
// What is compared with what is declared, and healed.
#include "core/people.h"
#include "daemons/hand/folders.h"
#include "daemons/hand/links.h"
#include "daemons/hand/naming.h"
#include "daemons/hand/quota.h"
#include "daemons/hand/tree.h"

#include <sys/stat.h>

namespace pedell::hand
{

using base::Errc;
using base::Result;

namespace
{

constexpr std::int64_t day = 24 * 60 * 60;

bool is_settled(int folder, const Settled& wanted)
{
    struct stat found{};
    return ::fstat(folder, &found) == 0 && found.st_uid == wanted.uid && found.st_gid == wanted.gid &&
           (found.st_mode & 07777) == wanted.mode;
}

Result<> check_mode(int folder, const Settled& wanted, const std::string& label, bool heal, Tally& tally)
{
    if (is_settled(folder, wanted))
        return {};

    tally.add(label, "mode");
    const auto settled = heal ? settle(folder, wanted) : Result<bool>(false);
    return settled ? Result<>{} : std::unexpected(settled.error());
}

} // namespace

Result<Folders::Checked> Folders::check(const Owner& owner, bool heal, std::int64_t now)
{
    Tally tally;
    const auto there =
        owner.kind == FolderKind::person ? check_person(owner, heal, tally) : check_class(owner, heal, tally);
    if (!there)
        return naming(owner, Result<Checked>(std::unexpected(there.error())));

    const auto cleared = *there && heal ? clear(owner, now) : Result<std::int64_t>(0);
    if (!cleared)
        return naming(owner, Result<Checked>(std::unexpected(cleared.error())));
    return Checked{tally.drifts(), *cleared};
}

/// Returns whether there is a folder at all. What a person does inside the own home is no business of
/// anybody's.
Result<bool> Folders::check_person(const Owner& owner, bool heal, Tally& tally)
{
    const auto folder = open(owner);
    if (!folder && folder.error().code == Errc::not_found) {
        tally.add("", "missing");
        return false;
    }
    if (!folder)
        return std::unexpected(folder.error());

    if (const auto checked = check_key(folder->get(), owner, "", tally); !checked)
        return checked;
    if (const auto checked = check_mode(folder->get(), {0711, 0, 0}, "", heal, tally); !checked)
        return std::unexpected(checked.error());

    const auto uid = static_cast<uid_t>(core::uid_base + owner.id);
    for (const char* name : {"home", "mail"}) {
        const auto inner = open_folder(folder->get(), name);
        if (!inner)
            return std::unexpected(inner.error());
        if (!*inner) {
            tally.add(name, "missing");
            bool ignored = false;
            if (heal)
                if (const auto made = keep_folder(folder->get(), name, {0700, uid, members_gid}, ignored);
                    !made)
                    return std::unexpected(made.error());
            continue;
        }
        if (const auto checked = check_mode((*inner)->get(), {0700, uid, members_gid}, name, heal, tally);
            !checked)
            return std::unexpected(checked.error());
    }
    const auto counted = check_project(folder->get(), owner, heal);
    if (!counted)
        return std::unexpected(counted.error());
    if (!*counted)
        tally.add("", "project");
    return true;
}

/// A folder under another key, or none: told, not healed; nobody can move what is in it without reading it.
Result<bool> Folders::check_key(int folder, const Owner& owner, const std::string& label, Tally& tally)
{
    const auto policy = encryption_.policy_of(folder);
    if (!policy)
        return std::unexpected(policy.error());

    const auto* key = keys_.find(owner);
    const auto identifier = key == nullptr ? Result<KeyIdentifier>(KeyIdentifier{}) : encryption_.load(*key);
    if (!identifier)
        return std::unexpected(identifier.error());
    if (key == nullptr || !*policy || **policy != *identifier)
        tally.add(label, "key");
    return true;
}

Result<std::int64_t> Folders::clear(const Owner& owner, std::int64_t now)
{
    auto folder = open(owner);
    if (!folder)
        return std::unexpected(folder.error());
    if (owner.kind == FolderKind::person) {
        auto home = open_folder(folder->get(), "home");
        if (!home || !*home)
            return home ? Result<std::int64_t>(0) : std::unexpected(home.error());
        folder = std::move(**home);
    }
    // Whose home it is may put anything in this place: then there is nothing to clear.
    const auto basket = open_folder(folder->get(), core::wastebasket_name);
    if (!basket || !*basket)
        return 0;
    return clear_wastebasket((*basket)->get(), now - areas_.names().wastebasket_days * day);
}

} // namespace pedell::hand
