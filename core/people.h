// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pedell::core
{

/// Seconds since 1970-01-01 UTC: the only time that rules and register know.
using Time = std::chrono::sys_seconds;

/// Stable number of a person; never given twice. Its uidNumber is uid_base + value.
struct PersonId {
    std::int64_t value = 0;
    auto operator<=>(const PersonId&) const = default;
};

/// Stable number of a class, course or working group. Its gidNumber is gid_base + value.
struct ClassId {
    std::int64_t value = 0;
    auto operator<=>(const ClassId&) const = default;
};

/// Above every id that Debian and systemd give away, below systemd-nspawn's range (uids-gids in systemd's
/// docs).
inline constexpr std::int64_t uid_base = 200'000;
inline constexpr std::int64_t gid_base = 300'000;
/// The gidNumber of everybody's group of a role is role_gid_base + role.
inline constexpr std::int64_t role_gid_base = gid_base - 100;

/// What somebody is at the school. A device is a copier or an info screen: no person.
enum class Role : std::uint8_t { pupil, teacher, staff, head, administrator, guardian, guest, device };
inline constexpr std::array all_roles{Role::pupil,         Role::teacher,  Role::staff, Role::head,
                                      Role::administrator, Role::guardian, Role::guest, Role::device};

/// What an account can be used for, one by one (terms of use, "modules").
enum class Service : std::uint8_t { logon, mail, home, classes };
inline constexpr std::array all_services{Service::logon, Service::mail, Service::home, Service::classes};

/// A class, a course or a working group: the three kinds of group that a school keeps.
enum class ClassKind : std::uint8_t { school_class, course, working_group };

/// Wire names, English: "pupil", "teacher", ...; "logon", "mail", "home", "class"; "class", "course",
/// "group".
[[nodiscard]] std::string_view name_of(Role role) noexcept;
[[nodiscard]] std::string_view name_of(Service service) noexcept;
[[nodiscard]] std::string_view name_of(ClassKind kind) noexcept;
[[nodiscard]] std::optional<Role> role_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<Service> service_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<ClassKind> class_kind_from(std::string_view name) noexcept;

} // namespace pedell::core
