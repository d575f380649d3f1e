// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/names.h"
#include "core/school.h"
#include "settings/keys.h"

#include <cstdint>
#include <string>
#include <variant>

/// For settings/keys.cc: what stands in [shares], each value into its member of the school; false: not a
/// value for it.
namespace pedell::settings
{

/// The letter of a network drive. A to C are floppies and the system's own disk on every Windows.
template <auto Member>
bool take_drive(core::School& school, core::Role, const Value& value)
{
    const auto& text = std::get<std::string>(value);
    if (text.size() != 1 || text[0] < 'D' || text[0] > 'Z')
        return false;

    school.*Member = text[0];
    return true;
}

/// The names of areas are names of folders, as those of classes are.
template <auto Member>
bool take_area(core::School& school, core::Role, const Value& value)
{
    const auto& text = std::get<std::string>(value);
    school.areas.*Member = text;
    return core::is_class_name(text);
}

/// How many days what was deleted can be fetched back.
inline bool take_wastebasket_days(core::School& school, core::Role, const Value& value)
{
    const auto days = std::get<std::int64_t>(value);
    if (days < 1 || days > 365)
        return false;

    school.areas.wastebasket_days = static_cast<int>(days);
    return true;
}

} // namespace pedell::settings
