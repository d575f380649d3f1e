// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <soci/soci.h>
#include <string>
#include <vector>

#include "base/result.h"
#include "core/people.h"

#include "register/register.h"
#include "register/session.h"

/// Inside a transaction only: these throw soci_error (see session.h).
namespace pedell::registry
{

/// People where a condition on `p` holds ("p.login = :login"), by login.
template <class... Values>
std::vector<Person> select_people(soci::session& sql, const std::string& condition, const Values&... values)
{
    std::vector<Person> all;
    for (const auto& [id, role, given, surname, login, sam, mail, leaves, erasing] :
         rows<core::PersonId, core::Role, std::string, std::string, std::string, std::string, std::string,
              std::optional<core::Time>, std::optional<core::Time>>(
             sql,
             "SELECT p.id, p.role, p.given, p.surname, p.login, p.sam, p.mail, p.leaves, p.erasing_since"
             " FROM person p WHERE " +
                 condition + " ORDER BY p.login",
             values...))
        all.push_back({id, role, given, surname, login, sam, mail, leaves, erasing.has_value()});
    return all;
}

/// Classes where a condition on `c` holds, without those that are being removed, by name.
template <class... Values>
std::vector<SchoolClass> select_classes(soci::session& sql, const std::string& condition,
                                        const Values&... values)
{
    std::vector<SchoolClass> all;
    for (const auto& [id, kind, name] : rows<core::ClassId, core::ClassKind, std::string>(
             sql,
             "SELECT c.id, c.kind, c.name FROM class c WHERE c.removing_since IS NULL AND (" + condition +
                 ") ORDER BY c.folded",
             values...))
        all.push_back({id, kind, name});
    return all;
}

/// By login, in any case of letters. Errors: not_found.
[[nodiscard]] base::Result<Person> find_person(soci::session& sql, const std::string& login);

/// As find_person. Errors: also conflict where the person is being erased.
[[nodiscard]] base::Result<Person> find_staying(soci::session& sql, const std::string& login);

/// By shown name, in any case of letters, not one that is being removed. Errors: not_found.
[[nodiscard]] base::Result<SchoolClass> find_class(soci::session& sql, const std::string& name);

/// After a consent or a sanction: the answers, and a Pending where one of them changed.
void settle_person(soci::session& sql, const core::AccessRules& rules, core::PersonId id, core::Time now);

/// Keeps one consent. Errors: malformed.
[[nodiscard]] base::Result<> keep_consent(soci::session& sql, core::PersonId id,
                                          const RecordedConsent& consent, core::Time now);

} // namespace pedell::registry
