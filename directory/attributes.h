// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::directory
{

/// LDAP compares attribute names without case (RFC 4512 2.5).
struct CaselessLess {
    using is_transparent = void;
    bool operator()(std::string_view left, std::string_view right) const noexcept;
};

/// An object's attributes with all their values, as bytes.
using Attributes = std::map<std::string, std::vector<std::string>, CaselessLess>;

/// One change of one attribute (RFC 4511 4.6). `replace` without values removes the attribute.
struct Change {
    enum class Kind : std::uint8_t { add, remove, replace };
    Kind kind = Kind::replace;
    std::string attribute;
    std::vector<std::string> values;
    bool operator==(const Change&) const = default;
};

/// What has to be replaced so that `found` has what `wanted` names; the order of values does not count,
/// attributes that `wanted` does not name are left alone, and an empty list means "shall not be there".
[[nodiscard]] std::vector<Change> changes_towards(const Attributes& wanted, const Attributes& found);

/// The first value, or an empty string.
[[nodiscard]] std::string first_value(const Attributes& attributes, std::string_view name);

/// userAccountControl with the flag "disabled" set or cleared and "no password needed" cleared; the others
/// stay.
[[nodiscard]] std::string account_control(std::string_view found, bool enabled);

} // namespace pedell::directory
