// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The access list of Windows as Samba keeps it beside a file: the extended attribute security.NTACL
/// (librpc/idl/xattr.idl, a security descriptor of MS-DTYP 2.4.6 with a head).
namespace pedell::hand
{

/// A security identifier in its binary form (MS-DTYP 2.4.2.2).
using Sid = std::string;

/// From "S-1-5-21-..."; absent: malformed.
[[nodiscard]] std::optional<Sid> sid_from(std::string_view text);

/// S-1-1-0, S-1-3-4 and S-1-5-18.
[[nodiscard]] Sid everyone_sid();
[[nodiscard]] Sid owner_rights_sid();
[[nodiscard]] Sid system_sid();

/// One entry; the mark "inherited" is left out of `flags`: it changes nothing.
struct NtAce {
    std::uint8_t type = 0; ///< 0: allowed, 1: denied
    std::uint8_t flags = 0;
    std::uint32_t rights = 0;
    Sid sid;
    auto operator<=>(const NtAce&) const = default;
};

struct NtAcl {
    Sid owner;
    std::vector<NtAce> aces;
    bool operator==(const NtAcl&) const = default;
};

inline constexpr const char* ntacl_attribute = "security.NTACL";

/// Version 1: without a hash of the file system's own list, so that Samba takes it as it is.
[[nodiscard]] std::string encode_ntacl(const NtAcl& acl);

/// Versions 1 and 3 (what Samba writes). Absent: malformed, another version, no list, or an entry that
/// nothing of ours makes; then it is not as declared, whatever it says.
[[nodiscard]] std::optional<NtAcl> decode_ntacl(std::string_view bytes);

} // namespace pedell::hand
