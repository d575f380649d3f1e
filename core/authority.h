// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/people.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pedell::core
{

/// What somebody can ask the caretaker for. Every route of the API belongs to exactly one of these; the last
/// ones are no routes of their own, but parts of what a route does or tells.
enum class Verb : std::uint8_t {
    see_own_session, ///< who am I, log out
    see_status,
    heal,
    list_people,
    show_person,
    add_person,
    edit_person,
    erase_person,
    lock_person, ///< and restrict, and end both
    reset_password,
    write_letters,  ///< access letters; they carry a one-time password
    explain_access, ///< why a person may or may not, with states
    list_consents,
    record_consent,
    revoke_consent,
    list_classes,
    edit_classes, ///< make, rename, join, leave
    erase_class,
    list_aliases,
    edit_aliases,
    see_modules,
    set_modules,
    see_grants,
    request_grant,
    decide_grant,
    see_approvals,
    decide_approval,
    appoint,     ///< to make somebody staff, head or administrator, or to change one of these
    see_reasons, ///< why somebody was sanctioned
    see_resets   ///< who got a new password, when and from whom
};
inline constexpr std::array all_verbs{Verb::see_own_session, Verb::see_status,     Verb::heal,
                                      Verb::list_people,     Verb::show_person,    Verb::add_person,
                                      Verb::edit_person,     Verb::erase_person,   Verb::lock_person,
                                      Verb::reset_password,  Verb::write_letters,  Verb::explain_access,
                                      Verb::list_consents,   Verb::record_consent, Verb::revoke_consent,
                                      Verb::list_classes,    Verb::edit_classes,   Verb::erase_class,
                                      Verb::list_aliases,    Verb::edit_aliases,   Verb::see_modules,
                                      Verb::set_modules,     Verb::see_grants,     Verb::request_grant,
                                      Verb::decide_grant,    Verb::see_approvals,  Verb::decide_approval,
                                      Verb::appoint,         Verb::see_reasons,    Verb::see_resets};
[[nodiscard]] std::string_view name_of(Verb verb) noexcept; ///< "list_people", ...

/// How far somebody may.
enum class Permission : std::uint8_t {
    no,
    own_pupils, ///< for pupils of the own classes, courses and groups alone
    yes,
    second ///< when another person with another account agrees
};

/// What the school's settings say about it.
struct AuthorityRules {
    /// A teacher may set a new password for pupils of the own classes.
    bool teachers_reset = false;
};

/// Whether people of this role have a session at all: teachers, staff, head, administrators.
[[nodiscard]] bool has_session(Role role) noexcept;

/// Staff, head, administrators: whoever becomes one of these gets rights over others.
[[nodiscard]] bool is_leading(Role role) noexcept;

/// May people of this role do that? The table stands in authority.cc, with the reason of each row; what is
/// not in it is `no`. Sources: terms of use (administrators' further rights are never used to get at personal
/// accounts or data, P21; who forgot a password asks in person, P22; locking, P23).
[[nodiscard]] Permission permission(Role role, Verb verb, const AuthorityRules& rules) noexcept;

/// The person whom a request is about, as far as it decides.
struct Subject {
    Role role = Role::pupil;
    bool own_pupil = false; ///< shares a class, course or group with the caller
};

/// The same for one subject: own_pupils becomes yes or no, and nobody but an administrator touches the
/// password of somebody who is no pupil, guardian, guest or device.
[[nodiscard]] Permission permission_for(Role role, Verb verb, const AuthorityRules& rules,
                                        const Subject& subject) noexcept;

} // namespace pedell::core
