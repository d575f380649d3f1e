// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What single values of school.toml must look like. Pure.
namespace pedell::settings
{

/// "20 MB", "2 GB", "512 KB", "1 TB", "300 B" in bytes; 1 KB = 1024 bytes, as Windows shows sizes.
[[nodiscard]] std::optional<std::int64_t> parse_size(std::string_view text);

/// At least two labels of lower-case letters, digits and dashes (RFC 1035 2.3.1), at most 200 characters.
[[nodiscard]] bool is_domain(std::string_view text);

/// The same in upper case.
[[nodiscard]] bool is_realm(std::string_view text);

/// 1-15 upper-case letters, digits and dashes, a letter first.
[[nodiscard]] bool is_netbios(std::string_view text);

/// 1-15 lower-case letters, digits and dashes, a letter first.
[[nodiscard]] bool is_host(std::string_view text);

/// "de_DE.UTF-8": language, country, UTF-8.
[[nodiscard]] bool is_locale(std::string_view text);

/// 1-20 lower-case letters, digits, dashes; none of Samba's own names.
[[nodiscard]] bool is_share(std::string_view text);

/// A numeric IPv4 or IPv6 address.
[[nodiscard]] bool is_address(std::string_view text);

/// "192.168.1.10/24", "fd00::10/64": an address that a machine can have, with its prefix; not the first
/// address of the network, not loopback, not multicast.
[[nodiscard]] bool is_host_address(std::string_view text);

/// 1-15 characters of an interface's name: letters, digits, dot, dash, underscore.
[[nodiscard]] bool is_interface(std::string_view text);

/// "Europe/Berlin": an entry of the tz database by its form; whether it exists is seen at the set-up.
[[nodiscard]] bool is_time_zone(std::string_view text);

/// "smtp.example.de" or "smtp.example.de:587".
[[nodiscard]] bool is_smarthost(std::string_view text);

/// "https://updates.example.de/pedell/": https alone, letters, digits and - . _ ~ / : behind it, ending in
/// "/".
[[nodiscard]] bool is_update_source(std::string_view text);

/// One line of authorized_keys without options (sshd(8)): type, base64, comment.
[[nodiscard]] bool is_ssh_key(std::string_view text);

/// 1-80 bytes of UTF-8 without control characters and quotation marks, no blank at the ends: goes into files
/// of other programs.
[[nodiscard]] bool is_display_name(std::string_view text);

/// An absolute path of at most 255 visible characters without "." or ".." on the way: "/etc/pedell/links.d".
[[nodiscard]] bool is_path(std::string_view text);

[[nodiscard]] std::string upper(std::string_view text); ///< ASCII

/// The NetBIOS name that a domain suggests: its first label, upper case, at most 15; "SCHULE" where that is
/// none.
[[nodiscard]] std::string suggested_netbios(std::string_view domain);

} // namespace pedell::settings
