// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/authority.h"
#include "core/people.h"

#include <optional>
#include <string>

namespace pedell::pedelld
{

/// Who is noted as the one who did it, where root calls without a session.
inline constexpr const char* system_caller = "system";

/// Who asks: the system (root on this machine), or a person who has proven the password.
struct Caller {
    struct Person {
        core::PersonId id;
        core::Role role = core::Role::pupil;
        std::string login;
    };
    std::optional<Person> person = {}; ///< absent: the system

    [[nodiscard]] bool is_system() const noexcept
    {
        return !person;
    }
    /// In the register: "system" or the login.
    [[nodiscard]] std::string noted() const
    {
        return person ? person->login : system_caller;
    }
    /// In the journal, which has no names: "system" or "teacher 12".
    [[nodiscard]] std::string in_journal() const
    {
        return person ? std::string(core::name_of(person->role)) + " " + std::to_string(person->id.value)
                      : system_caller;
    }
    /// What it may do at all. The system may everything.
    [[nodiscard]] core::Permission may(core::Verb verb, const core::AuthorityRules& rules) const noexcept
    {
        return person ? core::permission(person->role, verb, rules) : core::Permission::yes;
    }
};

} // namespace pedell::pedelld
