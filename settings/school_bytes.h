// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/school_toml.h"

#include <expected>
#include <string>
#include <string_view>

/// A school.toml as an editor on any PC saved it.
namespace pedell::settings
{

/// At most so large: the default file has 6 KB.
inline constexpr std::size_t max_school_bytes = std::size_t{256} << 10;

/// UTF-8 with line feeds, without a mark in front, whatever the editor made of it (CRLF, byte order mark). A
/// file that is no such text is one fault: UTF-16, UTF-8 that is none (saved as "ANSI"), a word processor's
/// file, NUL bytes, too large. `name` as in the fault. Pure.
[[nodiscard]] std::expected<std::string, Fault> school_text_from(std::string_view bytes,
                                                                 const std::string& name);

/// Whether nothing is filled in yet: only comments, empty lines and names of tables. Pure.
[[nodiscard]] bool is_blank_school(std::string_view text);

} // namespace pedell::settings
