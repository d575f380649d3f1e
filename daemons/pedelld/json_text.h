// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/school.h"
#include "daemons/pedelld/projector.h"
#include "register/register.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

/// The answers of the API as JSON (docs/api/openapi.yaml).
namespace pedell::pedelld
{

[[nodiscard]] boost::json::value to_json(const std::optional<core::Time>& time);
[[nodiscard]] boost::json::object to_json(const base::Error& error);
[[nodiscard]] boost::json::array to_json(const Parts& parts);
[[nodiscard]] boost::json::object to_json(const registry::RecordedConsent& consent);
/// With its reason: for one person alone, never for a list.
[[nodiscard]] boost::json::object to_json(const registry::RecordedSanction& sanction);
[[nodiscard]] boost::json::object to_json(const registry::ModuleSetting& module);
[[nodiscard]] boost::json::object to_json(const registry::RecordedReset& reset);
[[nodiscard]] boost::json::object to_json(const registry::Alias& alias);
[[nodiscard]] boost::json::value to_json(const std::optional<Drift>& drift);
[[nodiscard]] boost::json::array to_json(const std::vector<std::string>& texts);

/// What the school calls a role; its name in the API where the settings say nothing.
[[nodiscard]] std::string_view shown_name(const core::School& school, core::Role role);

/// A person with addresses, classes, access and state, as the register says at `now`.
[[nodiscard]] base::Result<boost::json::object> describe(registry::Register& reg, const core::School& school,
                                                         const registry::Person& person, core::Time now);
/// A class with its members.
[[nodiscard]] base::Result<boost::json::object> describe(registry::Register& reg,
                                                         const registry::SchoolClass& one);

} // namespace pedell::pedelld
