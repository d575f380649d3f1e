// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace pedell::core
{

/// What many people in German-speaking schools take as a password, without the digits and signs that they put
/// around it: lower case, umlauts spelt out, sorted. A guess list, not a dictionary: strength/ knows more
/// English.
[[nodiscard]] std::span<const std::string_view> common_passwords() noexcept;

} // namespace pedell::core
