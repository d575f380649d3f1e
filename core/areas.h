// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Who may do what in which place of the share of the classes: one table, from which pedell-hand makes the
/// access lists and against which it checks them, so that declared and made cannot differ (P3, P6).
///
/// Two locks, one behind the other: a class's own folder lets in the members of the class alone (by the
/// kernel, too); behind it, roles decide. So "teachers" in a class means teachers who are members of it.
namespace pedell::core
{

/// A place with a list of its own.
enum class Place : std::uint8_t {
    share,        ///< the share of the classes itself
    class_folder, ///< the folder of a class, course or working group
    material,     ///< teachers write, members read
    hand_in,      ///< members drop; only teachers and the owner see and change
    common,       ///< all create; only the owner and teachers change or delete
    wastebasket,  ///< what was deleted, below the name of the area it came from
    teachers_room ///< teachers, staff and head among themselves
};
inline constexpr std::array all_places{Place::share,        Place::class_folder, Place::material,
                                       Place::hand_in,      Place::common,       Place::wastebasket,
                                       Place::teachers_room};

/// Whom an entry is about. An entry for the owner takes from owners what they would have by themselves: to
/// change the list (OWNER RIGHTS, S-1-3-4; MS-DTYP 2.5.3.2).
enum class Party : std::uint8_t { everyone, members, teachers, staff, head, owner };

/// Access masks (MS-DTYP 2.4.3, MS-SMB2 2.2.13.1). None of them lets anybody change a list or take an owner's
/// place.
namespace right
{
inline constexpr std::uint32_t read = 0x1200A9;   ///< list or read, attributes, the list itself
inline constexpr std::uint32_t add = 0x000006;    ///< make files and folders
inline constexpr std::uint32_t write = 0x000116;  ///< content and attributes
inline constexpr std::uint32_t remove = 0x010000; ///< delete and rename
inline constexpr std::uint32_t clear = 0x000040; ///< delete what lies in a folder, whatever its own list says
inline constexpr std::uint32_t change = read | write | remove;
inline constexpr std::uint32_t change_acl = 0x040000;     ///< WRITE_DAC: nobody's
inline constexpr std::uint32_t take_ownership = 0x080000; ///< WRITE_OWNER: nobody's
} // namespace right

/// One row of the table: what a party may on the place itself, on folders below it, and on files below it.
struct AreaGrant {
    Place place;
    Party party;
    std::uint32_t here;
    std::uint32_t folders;
    std::uint32_t files;
};
[[nodiscard]] std::span<const AreaGrant> grants_of_places() noexcept;

/// Where in a place something lies.
enum class Depth : std::uint8_t { top, folder, file };

/// Inheritance of an entry (MS-DTYP 2.4.4.1).
namespace inherit
{
inline constexpr std::uint8_t files = 1;   ///< object inherit
inline constexpr std::uint8_t folders = 2; ///< container inherit
inline constexpr std::uint8_t only = 8;    ///< does not count for the folder itself
} // namespace inherit

/// One "allowed" entry of a list.
struct AreaEntry {
    Party party;
    std::uint8_t flags = 0; ///< of `inherit`
    std::uint32_t rights = 0;
    bool operator==(const AreaEntry&) const = default;
};

/// The whole list of something in a place: what Samba makes by inheritance from the list of `top` is the list
/// of `folder` and `file`.
[[nodiscard]] std::vector<AreaEntry> declared(Place place, Depth depth);

/// How the areas are called in this school (school.toml, [shares]).
struct AreaNames {
    std::string material = "Material";
    std::string hand_in = "Abgabe";
    std::string common = "Gemeinsam";
    std::string teachers_room = "Lehrerzimmer";
    int wastebasket_days = 30; ///< how long what was deleted can be fetched back

    bool operator==(const AreaNames&) const = default;
};

/// The name of every wastebasket; the dot hides it.
inline constexpr const char* wastebasket_name = ".Papierkorb";

/// Where a class's refused files lie; no share shows it.
inline constexpr const char* quarantine_name = ".quarantine";

/// Whether no class can be called this: the teachers' room stands beside the classes under its name, and
/// drives know no difference of case.
[[nodiscard]] bool is_name_of_room(const AreaNames& names, std::string_view class_name);

/// The area of a class with this name; absent: none.
[[nodiscard]] std::optional<Place> area_named(const AreaNames& names, std::string_view name) noexcept;

/// The three areas of every class with their names.
[[nodiscard]] std::array<std::pair<std::string, Place>, 3> areas_of(const AreaNames& names);

/// "material", ...: for people who read JSON.
[[nodiscard]] const char* name_of(Place place) noexcept;

} // namespace pedell::core
