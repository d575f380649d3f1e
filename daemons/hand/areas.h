// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/areas.h"
#include "daemons/hand/ntacl.h"
#include "daemons/hand/sids.h"
#include "daemons/hand/tree.h"
#include "hand/protocol.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pedell::hand
{

/// What somebody found who compared folders with what is declared: how often, by place and kind.
class Tally
{
public:
    void add(const std::string& place, std::string_view kind)
    {
        ++counts_[{place, std::string(kind)}];
    }
    [[nodiscard]] bool empty() const noexcept
    {
        return counts_.empty();
    }
    [[nodiscard]] std::vector<Drift> drifts() const;

private:
    std::map<std::pair<std::string, std::string>, std::int64_t> counts_;
};

/// The areas of the classes and the teachers' room: makes and checks them, both by core::declared().
///
/// Promises: follows no link; changes only what differs; no file is lost: what lies beside the areas (of an
/// older
///           Pedell, or under the name of an area that was renamed) is moved into the common one.
class Areas
{
public:
    Areas(core::AreaNames names, Command command) : names_(std::move(names)), sids_(std::move(command)) {}

    [[nodiscard]] const core::AreaNames& names() const noexcept
    {
        return names_;
    }

    /// The folder that the share of the classes shows.
    [[nodiscard]] base::Result<> share(int classes, bool heal, Tally& tally);

    /// Whose folder, and how thoroughly.
    struct Folder {
        int fd = -1;
        bool is_room = false; ///< the teachers' room, not a class
        gid_t group = 0;      ///< whom the folder itself belongs to: the class's
        bool heal = false;
        bool all = false; ///< everything below, too; otherwise the areas themselves
    };
    [[nodiscard]] base::Result<> check(const Folder& folder, Tally& tally);

private:
    class Check;
    [[nodiscard]] base::Result<std::map<core::Party, Sid>> parties(bool is_room, gid_t members);
    [[nodiscard]] base::Result<> check_class(Check& check, const Folder& folder);
    [[nodiscard]] base::Result<> check_basket(Check& check, int basket);
    [[nodiscard]] base::Result<> check_room(Check& check, const Folder& folder);

    core::AreaNames names_;
    Sids sids_;
};

/// Deletes from a wastebasket what lies in it since before `before` (seconds of the epoch), and folders that
/// are empty then; those directly in it stay. Returns the number of files.
[[nodiscard]] base::Result<std::int64_t> clear_wastebasket(int folder, std::int64_t before);

} // namespace pedell::hand
