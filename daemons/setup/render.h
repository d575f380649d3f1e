// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/school.h"

#include <map>
#include <string>
#include <string_view>

namespace pedell::setup
{

using Values = std::map<std::string, std::string, std::less<>>;

/// What the templates under etc/ call @KEY@.
[[nodiscard]] Values template_values(const core::School& school);

/// Replaces every @KEY@ (upper case and underscores). Errors: malformed, naming a key that has no value.
[[nodiscard]] base::Result<std::string> render(std::string_view text, const Values& values);

} // namespace pedell::setup
