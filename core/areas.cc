// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/areas.h"

#include "core/names.h"

namespace pedell::core
{
namespace
{

constexpr std::uint32_t none = 0;
/// On a folder that stays where it is: everything but to delete or rename it.
constexpr std::uint32_t keep_house = right::read | right::add | right::write | right::clear;
constexpr std::uint32_t keep_order = right::change | right::add | right::clear;

/// - members of a class are whoever is in it; teachers, staff and head are met only where they are members.
/// - teachers may clear a folder: a file with a list of its own cannot be kept out of their hands.
/// - an owner's row stands in every area, and never with WRITE_DAC: nobody keeps others out of shared places.
/// - administrators, guardians, guests and devices have no row (P21).
// clang-format off
constexpr std::array table{
    // place                 party            on itself                   folders below             files below
    AreaGrant{Place::share,         Party::everyone, right::read,                none,                     none},

    AreaGrant{Place::class_folder,  Party::members,  right::read,                none,                     none},

    AreaGrant{Place::material,      Party::members,  right::read,                right::read,              right::read},
    AreaGrant{Place::material,      Party::teachers, keep_house,                 keep_order,               right::change},
    AreaGrant{Place::material,      Party::head,     keep_house,                 keep_order,               right::change},
    AreaGrant{Place::material,      Party::owner,    none,                       right::read,              right::read},

    AreaGrant{Place::hand_in,       Party::members,  right::read | right::add,   none,                     none},
    AreaGrant{Place::hand_in,       Party::teachers, keep_house,                 keep_order,               right::change},
    AreaGrant{Place::hand_in,       Party::head,     keep_house,                 keep_order,               right::change},
    AreaGrant{Place::hand_in,       Party::owner,    none,                       right::change,            right::change},

    AreaGrant{Place::common,        Party::members,  right::read | right::add,   right::read | right::add, right::read},
    AreaGrant{Place::common,        Party::teachers, keep_house,                 keep_order,               right::change},
    AreaGrant{Place::common,        Party::head,     keep_house,                 keep_order,               right::change},
    AreaGrant{Place::common,        Party::owner,    none,                       right::change,            right::change},

    AreaGrant{Place::wastebasket,   Party::members,  right::read,                none,                     none},

    AreaGrant{Place::teachers_room, Party::teachers, keep_house,                 keep_order,               right::change},
    AreaGrant{Place::teachers_room, Party::staff,    keep_house,                 keep_order,               right::change},
    AreaGrant{Place::teachers_room, Party::head,     keep_house,                 keep_order,               right::change},
    AreaGrant{Place::teachers_room, Party::owner,    none,                       right::read,              right::read},
};
// clang-format on

void add_entries(std::vector<AreaEntry>& list, const AreaGrant& grant, Depth depth)
{
    const auto add = [&](std::uint32_t rights, std::uint8_t flags) {
        if (rights != none)
            list.push_back({grant.party, flags, rights});
    };
    switch (depth) {
    case Depth::top:
        add(grant.here, 0);
        add(grant.folders, inherit::folders | inherit::only);
        add(grant.files, inherit::files | inherit::only);
        return;
    case Depth::folder:
        add(grant.folders, inherit::folders);
        add(grant.files, inherit::files | inherit::only);
        return;
    case Depth::file:
        add(grant.files, 0);
        return;
    }
}

} // namespace

std::span<const AreaGrant> grants_of_places() noexcept
{
    return table;
}

std::vector<AreaEntry> declared(Place place, Depth depth)
{
    std::vector<AreaEntry> list;
    for (const AreaGrant& grant : table)
        if (grant.place == place)
            add_entries(list, grant, depth);
    return list;
}

std::optional<Place> area_named(const AreaNames& names, std::string_view name) noexcept
{
    if (name == names.material)
        return Place::material;
    if (name == names.hand_in)
        return Place::hand_in;
    if (name == names.common)
        return Place::common;
    return std::nullopt;
}

bool is_name_of_room(const AreaNames& names, std::string_view class_name)
{
    return lower(class_name) == lower(names.teachers_room);
}

std::array<std::pair<std::string, Place>, 3> areas_of(const AreaNames& names)
{
    return {
        {{names.material, Place::material}, {names.hand_in, Place::hand_in}, {names.common, Place::common}}};
}

const char* name_of(Place place) noexcept
{
    static constexpr std::array<const char*, all_places.size()> names{
        "share", "class_folder", "material", "hand_in", "common", "wastebasket", "teachers_room"};
    return names.at(static_cast<std::size_t>(place));
}

} // namespace pedell::core
