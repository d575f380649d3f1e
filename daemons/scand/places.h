// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"
#include "core/judge.h"
#include "core/people.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

/// Where a path that smbd names lies among the school's folders.
namespace pedell::scand
{

inline constexpr const char* school_root = "/srv/pedell";

struct Place {
    std::string below; ///< relative to /srv/pedell, no "..", no link needed
    std::string name;  ///< the file's own
    core::Area area = core::Area::common;
    std::optional<core::PersonId> owner; ///< whose home it is
    bool operator==(const Place&) const = default;
};

/// Pure. What smbd calls a folder, as it stands on the disk:
///     /srv/pedell/people/ID/home/...            -> home
///     /srv/pedell/klassen/CLASS/Material/...    -> material; Abgabe: hand_in; all else in a class: common
///     /srv/pedell/klassen/Lehrerzimmer/...      -> teachers
/// Absent: nothing of these, or a path with "." or "..", empty names or NUL.
[[nodiscard]] std::optional<Place> place_of(std::string_view path);

/// Opens it for reading: beneath the root, no link on the way (openat2(2)), never waiting for a FIFO's other
/// end. Errors: not_found, denied, unavailable.
[[nodiscard]] base::Result<base::Fd> open_place(int root, const Place& place);

} // namespace pedell::scand
