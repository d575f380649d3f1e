// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace pedell::content
{

/// True for an extension (lower case, without its dot) that starts something at a double click on Windows,
/// macOS, Linux or Android. Text that only a programmer's tool runs (.py, .c, .php) is not among them: its
/// content is judged.
[[nodiscard]] bool is_active_extension(std::string_view extension) noexcept;

} // namespace pedell::content
