// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/passwords.h"
#include "core/school.h"
#include "register/register.h"

#include <optional>
#include <string>

namespace pedell::pedelld
{

/// A password on its way to Active Directory; nowhere else is it kept.
struct Password {
    std::string text;
    bool made = false;       ///< a one-time password of ours: told once in the answer
    bool must_change = true; ///< at the next log-in
};

/// Whose password it will be, as pedell-pwcheck will see it. A person who is not in the register yet is known
/// by the login that was chosen, or by the one that the names alone would give.
[[nodiscard]] core::PasswordContext context_of(const registry::Register::NewPerson& person,
                                               const core::School& school);
[[nodiscard]] core::PasswordContext context_of(const registry::Person& person, const core::School& school);

/// Whether somebody of this role can change a password: by logging on. Guardians and devices cannot, so
/// theirs is no one-time password.
[[nodiscard]] bool can_change_password(core::Role role) noexcept;

/// The chosen password, checked against the school's rule (P9), or a one-time password from getrandom(2).
/// Errors: malformed, with what it lacks in German and English.
[[nodiscard]] base::Result<Password> password_for(const std::optional<std::string>& chosen, bool must_change,
                                                  const core::PasswordContext& context);

} // namespace pedell::pedelld
