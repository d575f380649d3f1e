// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace pedell::content
{

/// A name in a ZIP as UTF-8: it is already, or it is code page 437 (APPNOTE D.1), whatever the flag says,
/// because Windows writes UTF-8 without flag and old tools the code page with it.
[[nodiscard]] std::string utf8_from_zip_name(std::string_view name);

/// True if all is well-formed UTF-8 (RFC 3629).
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

} // namespace pedell::content
