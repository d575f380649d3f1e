// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/areas.h"

#include "core/people.h"
#include "daemons/hand/acl.h"
#include "daemons/hand/walk.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace pedell::hand
{

using base::Errc;
using base::Fd;
using base::Result;
using core::Depth;
using core::Party;
using core::Place;

namespace
{

constexpr std::size_t most_acl_bytes = 65536;

gid_t group_of(core::Role role)
{
    return static_cast<gid_t>(core::role_gid_base + static_cast<std::int64_t>(role));
}

Result<std::string> read_list(int fd)
{
    std::string bytes(4096, '\0');
    ssize_t size = ::fgetxattr(fd, ntacl_attribute, bytes.data(), bytes.size());
    if (size < 0 && errno == ERANGE) {
        bytes.resize(most_acl_bytes);
        size = ::fgetxattr(fd, ntacl_attribute, bytes.data(), bytes.size());
    }
    if (size < 0 && errno != ENODATA)
        return base::fail_errno("reading an access list");
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    return bytes;
}

/// Moves an entry into another folder, under another name where its own is taken.
Result<> move_aside(int from, const std::string& name, int to)
{
    for (int number = 1; number < 1000; ++number) {
        const std::string as = number == 1 ? name : name + " (" + std::to_string(number) + ")";
        if (::renameat2(from, name.c_str(), to, as.c_str(), RENAME_NOREPLACE) == 0 || errno == ENOENT)
            return {};
        if (errno != EEXIST)
            return base::fail_errno("moving what lies beside the areas");
    }
    return base::fail(Errc::conflict, "moving what lies beside the areas: every name is taken");
}

} // namespace

std::vector<Drift> Tally::drifts() const
{
    std::vector<Drift> list;
    for (const auto& [where, count] : counts_)
        list.push_back({where.first, where.second, count});
    return list;
}

/// One comparison of one folder: whom the parties are, and whether it heals.
class Areas::Check
{
public:
    Check(Sids& sids, std::map<Party, Sid> parties, bool heal, Tally& tally)
        : sids_(sids), parties_(std::move(parties)), heal_(heal), tally_(tally)
    {
    }

    [[nodiscard]] bool heals() const noexcept
    {
        return heal_;
    }

    /// The list of one file or folder.
    Result<> list(int fd, Place place, Depth depth, const std::string& label)
    {
        struct stat found{};
        if (::fstat(fd, &found) != 0)
            return base::fail_errno("fstat");

        const auto owner = sids_.of_user(found.st_uid);
        const auto now = owner ? read_list(fd) : Result<std::string>(std::unexpected(owner.error()));
        if (!now)
            return std::unexpected(now.error());

        const NtAcl wanted{*owner, aces(place, depth)};
        auto read = decode_ntacl(*now);
        if (read)
            std::ranges::sort(read->aces);
        if (read == wanted)
            return {};

        tally_.add(label, read && read->aces == wanted.aces ? "owner" : "list");
        const std::string bytes = encode_ntacl(wanted);
        if (heal_ && ::fsetxattr(fd, ntacl_attribute, bytes.data(), bytes.size(), 0) != 0)
            return base::fail_errno("writing an access list");
        return {};
    }

    /// A folder of ours in another: there, root's, the group's, with the list of the place. Absent: it is not
    /// there, and is not to be made.
    Result<std::optional<Fd>> area(int parent, const std::string& name, Place place, gid_t group,
                                   const std::string& label, Depth depth = Depth::top)
    {
        auto folder = open_folder(parent, name);
        if (!folder)
            return std::unexpected(folder.error());
        if (!*folder) {
            tally_.add(label, "missing");
            if (!heal_)
                return std::optional<Fd>{};
            auto made = open_or_make_folder(parent, name);
            if (!made)
                return std::unexpected(made.error());
            folder = std::move(made->fd);
        }
        const int fd = (*folder)->get();
        if (const auto kept = mode(fd, {02770, 0, group}, label); !kept)
            return std::unexpected(kept.error());
        if (const auto kept = list(fd, place, depth, label); !kept)
            return std::unexpected(kept.error());
        return folder;
    }

    Result<> mode(int fd, const Settled& wanted, const std::string& label)
    {
        struct stat found{};
        if (::fstat(fd, &found) != 0)
            return base::fail_errno("fstat");
        if (found.st_uid == wanted.uid && found.st_gid == wanted.gid &&
            (found.st_mode & 07777) == wanted.mode)
            return {};

        tally_.add(label, "mode");
        const auto settled = heal_ ? settle(fd, wanted) : Result<bool>(false);
        return settled ? Result<>{} : std::unexpected(settled.error());
    }

    void stray(const std::string& label)
    {
        tally_.add(label, "stray");
    }

private:
    std::vector<NtAce> aces(Place place, Depth depth)
    {
        auto& kept = made_[{place, depth}];
        if (kept.empty()) {
            for (const auto& entry : core::declared(place, depth))
                kept.push_back({0, entry.flags, entry.rights, parties_.at(entry.party)});
            std::ranges::sort(kept);
        }
        return kept;
    }

    Sids& sids_;
    std::map<Party, Sid> parties_;
    std::map<std::pair<Place, Depth>, std::vector<NtAce>> made_;
    bool heal_;
    Tally& tally_;
};

namespace
{

/// The lists of everything below an area.
template <class Check>
class Below final : public Visitor
{
public:
    Below(Check& check, Place place, std::string label)
        : check_(check), place_(place), label_(std::move(label))
    {
    }
    Result<> file(int folder, const std::string& name) override
    {
        const Fd fd(
            ::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOATIME | O_CLOEXEC));
        return fd ? check_.list(fd.get(), place_, Depth::file, label_) : Result<>{}; // gone
    }
    Result<> enter(int folder, const std::string& /*name*/) override
    {
        return check_.list(folder, place_, Depth::folder, label_);
    }
    Result<> leave(int /*parent*/, const std::string& /*name*/, std::size_t /*level*/) override
    {
        return {};
    }

private:
    Check& check_;
    Place place_;
    std::string label_;
};

/// Deletes what is old enough. A rename sets the time of the inode's change: since then it lies in the
/// wastebasket.
class Clearing final : public Visitor
{
public:
    explicit Clearing(std::int64_t before) : before_(before) {}
    Result<> file(int folder, const std::string& name) override
    {
        struct stat found{};
        if (::fstatat(folder, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0 &&
            found.st_ctim.tv_sec < before_ && ::unlinkat(folder, name.c_str(), 0) == 0)
            ++deleted_;
        return {};
    }
    Result<> enter(int /*folder*/, const std::string& /*name*/) override
    {
        return {};
    }
    Result<> leave(int parent, const std::string& name, std::size_t level) override
    {
        if (level > 1)
            (void)::unlinkat(parent, name.c_str(), AT_REMOVEDIR); // only an empty one goes
        return {};
    }
    [[nodiscard]] std::int64_t deleted() const noexcept
    {
        return deleted_;
    }

private:
    std::int64_t before_;
    std::int64_t deleted_ = 0;
};

} // namespace

Result<std::map<Party, Sid>> Areas::parties(bool is_room, gid_t members)
{
    using core::Role;
    std::vector<gid_t> groups{group_of(Role::teacher), group_of(Role::staff), group_of(Role::head)};
    if (!is_room)
        groups.push_back(members);
    const auto sids = sids_.of_groups(groups);
    if (!sids)
        return std::unexpected(sids.error());

    std::map<Party, Sid> known{{Party::everyone, everyone_sid()},
                               {Party::owner, owner_rights_sid()},
                               {Party::teachers, sids->at(0)},
                               {Party::staff, sids->at(1)},
                               {Party::head, sids->at(2)}};
    if (!is_room)
        known[Party::members] = sids->at(3);
    return known;
}

Result<> Areas::share(int classes, bool heal, Tally& tally)
{
    Check check(sids_, {{Party::everyone, everyone_sid()}}, heal, tally);
    return check.list(classes, Place::share, Depth::top, "");
}

Result<> Areas::check(const Folder& folder, Tally& tally)
{
    auto known = parties(folder.is_room, folder.group);
    if (!known)
        return std::unexpected(known.error());

    Check check(sids_, std::move(*known), folder.heal, tally);
    return folder.is_room ? check_room(check, folder) : check_class(check, folder);
}

Result<> Areas::check_class(Check& check, const Folder& folder)
{
    if (const auto kept = check.list(folder.fd, Place::class_folder, Depth::top, ""); !kept)
        return kept;

    const auto basket = check.area(folder.fd, core::wastebasket_name, Place::wastebasket, folder.group,
                                   core::wastebasket_name);
    if (!basket)
        return std::unexpected(basket.error());

    std::map<Place, Fd> areas;
    for (const auto& [name, place] : core::areas_of(names_)) {
        auto area = check.area(folder.fd, name, place, folder.group, name);
        if (area && *area && *basket)
            if (const auto inner = check.area((*basket)->get(), name, place, folder.group,
                                              std::string(core::wastebasket_name) + "/" + name);
                !inner)
                return std::unexpected(inner.error());
        if (!area)
            return std::unexpected(area.error());
        if (*area)
            areas[place] = std::move(**area);
    }

    bool moved = false;
    const auto names = names_in(folder.fd);
    if (!names)
        return std::unexpected(names.error());
    for (const auto& name : *names) {
        if (name == core::wastebasket_name || name == core::quarantine_name || core::area_named(names_, name))
            continue;
        check.stray("");
        if (!check.heals())
            continue;
        if (const auto put = move_aside(folder.fd, name, areas.at(Place::common).get()); !put)
            return put;
        moved = true;
    }

    for (const auto& [name, place] : core::areas_of(names_)) {
        const auto area = areas.find(place);
        if (area == areas.end() || !(folder.all || (moved && place == Place::common)))
            continue;
        Below<Check> below(check, place, name);
        if (const auto walked = walk_below(area->second.get(), below); !walked)
            return walked;
    }
    return folder.all && *basket ? check_basket(check, (*basket)->get()) : Result<>{};
}

/// What was deleted keeps the list of the area that it came from; of an area that is no more, the strictest.
Result<> Areas::check_basket(Check& check, int basket)
{
    const auto names = names_in(basket);
    if (!names)
        return std::unexpected(names.error());

    for (const auto& name : *names) {
        const auto folder = open_folder(basket, name);
        if (!folder || !*folder)
            continue;
        Below<Check> below(check, core::area_named(names_, name).value_or(Place::hand_in),
                           std::string(core::wastebasket_name) + "/" + name);
        if (const auto walked = walk_below((*folder)->get(), below); !walked)
            return walked;
    }
    return {};
}

Result<> Areas::check_room(Check& check, const Folder& folder)
{
    if (const auto kept = check.list(folder.fd, Place::teachers_room, Depth::top, ""); !kept)
        return kept;

    const auto basket = check.area(folder.fd, core::wastebasket_name, Place::teachers_room, folder.group,
                                   core::wastebasket_name, Depth::folder);
    if (!basket || !folder.all)
        return basket ? Result<>{} : std::unexpected(basket.error());

    Below<Check> below(check, Place::teachers_room, names_.teachers_room);
    return walk_below(folder.fd, below);
}

Result<std::int64_t> clear_wastebasket(int folder, std::int64_t before)
{
    Clearing clearing(before);
    const auto walked = walk_below(folder, clearing);
    if (!walked && walked.error().code != Errc::over_limit)
        return std::unexpected(walked.error());
    return clearing.deleted();
}

} // namespace pedell::hand
