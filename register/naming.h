// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <soci/soci.h>
#include <string>
#include <string_view>

#include "base/result.h"
#include "core/names.h"
#include "core/people.h"

/// Every login and local part ever given. Inside a transaction only: these throw soci_error (see session.h).
namespace pedell::registry
{

/// Login, sAMAccountName and local part of a new person: the chosen login, or derived. Errors: malformed,
/// conflict.
[[nodiscard]] base::Result<core::AccountNames> choose_names(soci::session& sql, const std::string& given,
                                                            const std::string& surname,
                                                            const std::optional<std::string>& chosen);

/// Gives the names to that person for good.
void reserve_names(soci::session& sql, core::PersonId id, const core::AccountNames& names);

/// The list address of a class: core::class_local_part of its name, with "klasse-", "kurs-" or "ag-" before
/// it where that is taken. One that another class has left may be given to a class again (every year has its
/// 5a). Errors: conflict.
[[nodiscard]] base::Result<> give_class_address(soci::session& sql, core::ClassId id, core::ClassKind kind,
                                                const std::string& name);

/// Takes the address from a class; only a class gets it again.
void leave_class_address(soci::session& sql, core::ClassId id);

/// Takes a local part for an alias; one that an alias has left may be an alias again. Errors: malformed,
/// conflict.
[[nodiscard]] base::Result<> reserve_alias(soci::session& sql, const std::string& name);

/// An address taken apart at its last '@'; without one it is a local part of our own domain. Both in lower
/// case.
struct Address {
    std::string local;
    std::string domain;
};
[[nodiscard]] Address split_address(std::string_view text, std::string_view own_domain);

/// Whether a target outside can stand in Postfix's tables: dot-atom without routing tricks, a domain of two
/// labels.
[[nodiscard]] bool is_outside_address(const Address& address);

} // namespace pedell::registry
