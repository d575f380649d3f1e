// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/access.h"
#include "core/people.h"
#include "daemons/cli/csv.h"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the CLI says to the API, as typed values (docs/api/openapi.yaml).
namespace pedell::cli
{

struct NewConsent {
    core::Purpose purpose = core::Purpose::use;
    core::Channel channel = core::Channel::in_school;
    std::string form; ///< version of the form on paper
    std::optional<core::Time> given;
    std::optional<core::Time> expires;
    std::optional<core::Time> signed_on = {}; ///< the beginning of the day on the paper
};

struct NewPerson {
    core::Role role = core::Role::pupil;
    std::string given;
    std::string surname;
    std::string login; ///< empty: derived
    std::vector<std::string> classes;
    std::string password; ///< empty: pedelld makes a one-time password
    std::vector<NewConsent> consents;
    std::optional<core::Time> leaves;
};

[[nodiscard]] boost::json::object to_json(const NewConsent& consent);
[[nodiscard]] boost::json::object to_json(const NewPerson& person);

[[nodiscard]] std::optional<core::Purpose> purpose_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<core::Channel> channel_from(std::string_view name) noexcept;

/// The consents of a signed form: all that it asks for, or only some: "use:in_school", "evaluation" (then for
/// both channels). No form: none. Errors: malformed.
[[nodiscard]] base::Result<std::vector<NewConsent>> consents_of(const std::string& form,
                                                                const std::vector<std::string>& only);

/// The rows of import.csv: role,given,surname and, optional, class,login,password,consent,consent_for,leaves.
/// Errors: malformed, naming the line: unknown role, no surname, a password against the rule, a bad consent
/// or day.
[[nodiscard]] base::Result<std::vector<NewPerson>> people_from_csv(std::string_view text, core::Time now);

struct NewClass {
    std::string name;
    core::ClassKind kind = core::ClassKind::school_class;
};

/// The rows of classes.csv: name and, optional, kind. Errors: malformed, naming the line.
[[nodiscard]] base::Result<std::vector<NewClass>> classes_from_csv(std::string_view text);

struct NewAlias {
    std::string name;
    std::vector<std::string> targets; ///< "person:LOGIN", "class:NAME" or an address
};

/// The rows of an alias list: name,targets (several parted by semicolons). Errors: malformed, naming the
/// line.
[[nodiscard]] base::Result<std::vector<NewAlias>> aliases_from_csv(std::string_view text);

} // namespace pedell::cli
