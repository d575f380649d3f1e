// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// Small, bounded reading of foreign bytes: whatever lies outside reads as nothing.
namespace pedell::content
{

/// Unsigned number of `width` bytes at `at`, least significant byte first; 0 beyond the end.
[[nodiscard]] inline std::uint64_t little(std::string_view bytes, std::size_t at, std::size_t width) noexcept
{
    if (at > bytes.size() || bytes.size() - at < width)
        return 0;
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}
[[nodiscard]] inline std::uint16_t little16(std::string_view bytes, std::size_t at) noexcept
{
    return static_cast<std::uint16_t>(little(bytes, at, 2));
}
[[nodiscard]] inline std::uint32_t little32(std::string_view bytes, std::size_t at) noexcept
{
    return static_cast<std::uint32_t>(little(bytes, at, 4));
}

/// The same with the most significant byte first.
[[nodiscard]] inline std::uint64_t big(std::string_view bytes, std::size_t at, std::size_t width) noexcept
{
    if (at > bytes.size() || bytes.size() - at < width)
        return 0;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}
[[nodiscard]] inline std::uint32_t big16(std::string_view bytes, std::size_t at) noexcept
{
    return static_cast<std::uint32_t>(big(bytes, at, 2));
}
[[nodiscard]] inline std::uint32_t big32(std::string_view bytes, std::size_t at) noexcept
{
    return static_cast<std::uint32_t>(big(bytes, at, 4));
}

/// A stretch of bytes; shorter or empty where they end.
[[nodiscard]] inline std::string_view slice(std::string_view bytes, std::size_t at,
                                            std::size_t length) noexcept
{
    return at >= bytes.size() ? std::string_view{} : bytes.substr(at, length);
}

/// True if these bytes stand at this place.
[[nodiscard]] inline bool stands_at(std::string_view bytes, std::size_t at, std::string_view what) noexcept
{
    return slice(bytes, at, what.size()) == what;
}

/// First place at or after `from`; npos if there is none. As fast as memory (std::string_view::find is not).
[[nodiscard]] std::size_t find_bytes(std::string_view bytes, std::string_view what,
                                     std::size_t from = 0) noexcept;

/// ASCII lower case.
[[nodiscard]] std::string lower(std::string_view text);

/// Begins with `prefix`, upper and lower case alike (ASCII; `prefix` in lower case).
[[nodiscard]] bool begins_like(std::string_view text, std::string_view prefix) noexcept;

/// Contains `what`, upper and lower case alike (ASCII; `what` in lower case).
[[nodiscard]] bool contains_like(std::string_view text, std::string_view what) noexcept;

/// UTF-16 (with or without byte order mark) as UTF-8; unpaired halves become U+FFFD.
[[nodiscard]] std::string utf8_from_utf16(std::string_view bytes, bool big_endian);

/// The extension of a file's name without its dot, lower case; empty: none. "Zeugnis.PDF " gives "pdf".
[[nodiscard]] std::string extension_of(std::string_view name);

/// For findings and paths: control characters and what is no UTF-8 become "?", cut at `most` bytes.
[[nodiscard]] std::string printable(std::string_view text, std::size_t most = 200);

} // namespace pedell::content
