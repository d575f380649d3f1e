// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/school.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pedell::settings
{

/// How a value stands in the file. A size is an integer of bytes or a text with unit ("20 MB"); a flag is
/// true or false.
enum class Type : std::uint8_t { text, texts, number, size, flag };

/// A value after its type was checked: text, list of texts, number (sizes in bytes), or flag.
using Value = std::variant<std::string, std::vector<std::string>, std::int64_t, bool>;

/// One key of school.toml. The table of keys drives the parser; a test compares the man page and the default
/// file with it.
struct Key {
    std::string_view table; ///< "school"; "limits.*" stands for limits.pupil and every other role
    std::string_view name;  ///< "domain"; "*" in the table of role names stands for every role
    Type type = Type::text;
    std::string_view unit;     ///< of a number: "bytes", "messages an hour"; empty for texts
    std::string_view fallback; ///< the default, as it would stand in the file; empty: the key must be given
    std::string_view expected; ///< what a right value is, for whoever wrote a wrong one
    bool fixed = false;        ///< refuses to change after the first set-up
    /// Puts the value into the school; false where it is not right.
    bool (*take)(core::School& school, core::Role role, const Value& value) = nullptr;
};

/// All keys, in the order of the default file.
[[nodiscard]] std::span<const Key> keys() noexcept;

/// The table of this key for one role: "limits.pupil"; tables without roles stay as they are.
[[nodiscard]] std::string table_for(const Key& key, core::Role role);

} // namespace pedell::settings
