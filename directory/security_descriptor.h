// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::directory
{

/// Rights on directory objects (MS-ADTS 5.1.3.2), named as SDDL does.
namespace right
{
inline constexpr std::uint32_t list_children = 0x4;    // LC
inline constexpr std::uint32_t read_property = 0x10;   // RP
inline constexpr std::uint32_t list_object = 0x80;     // LO
inline constexpr std::uint32_t read_control = 0x20000; // RC
inline constexpr std::uint32_t full = 0xF01FF;         // CCDCLCSWRPWPDTLOCRSDRCWDWO
inline constexpr std::uint32_t read = list_children | read_property | list_object | read_control;
} // namespace right

/// One "allowed" entry. `sid` is the binary form (MS-DTYP 2.4.2.2).
struct Ace {
    std::string sid;
    std::uint32_t rights = 0;
    bool inherited_by_children = false; ///< CI
    bool operator==(const Ace&) const = default;
};

/// A protected discretionary list (SDDL "D:P..."): nothing is inherited from above.
using ProtectedAcl = std::vector<Ace>;

/// The self-relative security descriptor with this list and neither owner, group nor auditing
/// (MS-DTYP 2.4.6): what nTSecurityDescriptor takes.
[[nodiscard]] std::string descriptor_of(const ProtectedAcl& acl);

/// Reads a descriptor back. Nothing where it is not protected, malformed, or has entries that ProtectedAcl
/// does not know: then it is not ours.
[[nodiscard]] std::optional<ProtectedAcl> read_protected_acl(std::string_view descriptor);

/// S-1-5-<rid>, as 18 (system), 11 (authenticated users), 9 (enterprise domain controllers).
[[nodiscard]] std::string well_known_sid(std::uint32_t rid);
/// <domain>-<rid>.
[[nodiscard]] std::string domain_sid(std::string_view domain, std::uint32_t rid);

/// For Pedell's OUs: the system and the domain's administrators everything, domain controllers and joined
/// computers read all, everybody else the OU itself but nothing in it. With list-object mode a person then
/// sees nobody but himself (his own object grants him that by its default SELF entry).
[[nodiscard]] ProtectedAcl acl_of_ou(std::string_view domain);

/// For Pedell's groups: computers read the members, people see only that the group is there.
[[nodiscard]] ProtectedAcl acl_of_group(std::string_view domain);

} // namespace pedell::directory
