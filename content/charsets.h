// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pedell::content
{

/// What a declared character set means to somebody who wants to know what a text says.
enum class Charset : std::uint8_t {
    ascii_like,  ///< UTF-8, US-ASCII or nothing declared: the bytes are what they look like
    convertible, ///< one that to_utf8() reads
    shifting,    ///< UTF-7, HZ: ASCII that means something else; no mail program of today writes it
    unknown
};

[[nodiscard]] Charset charset_kind(std::string_view name) noexcept;

/// The text in UTF-8; what cannot be read becomes U+FFFD. Nothing for a set that is neither convertible nor
/// ASCII-like.
[[nodiscard]] std::optional<std::string> to_utf8(std::string_view bytes, std::string_view charset);

/// As it stands when it is UTF-8, else read as Windows-1252 (what old mail programs mean by undeclared 8-bit
/// text).
[[nodiscard]] std::string as_utf8(std::string_view bytes);

/// Opens every converter, so that a worker that may open no file any more can still convert. Idempotent.
void prepare_charsets();

} // namespace pedell::content
