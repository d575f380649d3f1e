// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace pedell::directory
{

/// A value inside a search filter (RFC 4515 3): no bracket, star, backslash or NUL gets a meaning.
[[nodiscard]] std::string filter_value(std::string_view value);

/// "CN=" and so on with the value escaped (RFC 4514 2.4).
[[nodiscard]] std::string rdn(std::string_view type, std::string_view value);

/// A password as unicodePwd wants it: in quotation marks, UTF-16LE (MS-ADTS 3.1.1.3.1.5). Errors: malformed
/// UTF-8.
[[nodiscard]] base::Result<std::string> unicode_password(std::string_view utf8);

/// A name as sAMAccountName of a group: what AD forbids there becomes '_' (MS-SAMR 3.1.1.8.4).
[[nodiscard]] std::string group_name(std::string_view name);

} // namespace pedell::directory
