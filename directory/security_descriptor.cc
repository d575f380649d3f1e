// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/security_descriptor.h"

namespace pedell::directory
{
namespace
{

constexpr std::uint16_t dacl_present = 0x0004;
constexpr std::uint16_t dacl_protected = 0x1000;
constexpr std::uint16_t self_relative = 0x8000;
constexpr std::size_t header_size = 20;
constexpr std::size_t acl_header_size = 8;
constexpr std::size_t ace_header_size = 8;
constexpr char acl_revision_ds = 4;
constexpr char access_allowed = 0;
constexpr char container_inherit = 2;

// Relative ids of a domain (MS-DTYP 2.4.2.4).
constexpr std::uint32_t domain_admins = 512;
constexpr std::uint32_t domain_computers = 515;
constexpr std::uint32_t domain_controllers = 516;
constexpr std::uint32_t enterprise_admins = 519;
constexpr std::uint32_t enterprise_controllers = 9;
constexpr std::uint32_t authenticated_users = 11;
constexpr std::uint32_t local_system = 18;

template <class Number>
void append(std::string& out, Number value)
{
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        out += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

template <class Number>
Number number_at(std::string_view bytes, std::size_t offset)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[offset + i])) << (8 * i);
    return static_cast<Number>(value);
}

std::string bytes_of(const Ace& ace)
{
    std::string out{access_allowed, ace.inherited_by_children ? container_inherit : '\0'};
    append(out, static_cast<std::uint16_t>(ace_header_size + ace.sid.size()));
    append(out, ace.rights);
    return out + ace.sid;
}

std::optional<Ace> read_ace(std::string_view bytes)
{
    const bool known = bytes[0] == access_allowed && (bytes[1] == 0 || bytes[1] == container_inherit);
    if (!known)
        return std::nullopt;

    return Ace{std::string(bytes.substr(ace_header_size)), number_at<std::uint32_t>(bytes, 4),
               bytes[1] == container_inherit};
}

} // namespace

std::string descriptor_of(const ProtectedAcl& acl)
{
    std::string aces;
    for (const Ace& ace : acl)
        aces += bytes_of(ace);

    std::string out{'\1', '\0'};
    append(out, static_cast<std::uint16_t>(dacl_present | dacl_protected | self_relative));
    append(out, std::uint32_t{0}); // no owner
    append(out, std::uint32_t{0}); // no group
    append(out, std::uint32_t{0}); // no auditing
    append(out, static_cast<std::uint32_t>(header_size));
    out += acl_revision_ds;
    out += '\0';
    append(out, static_cast<std::uint16_t>(acl_header_size + aces.size()));
    append(out, static_cast<std::uint16_t>(acl.size()));
    append(out, std::uint16_t{0});
    return out + aces;
}

std::optional<ProtectedAcl> read_protected_acl(std::string_view descriptor)
{
    if (descriptor.size() < header_size)
        return std::nullopt;

    const auto control = number_at<std::uint16_t>(descriptor, 2);
    const std::size_t start = number_at<std::uint32_t>(descriptor, 16);
    const bool ours =
        (control & dacl_present) != 0 && (control & dacl_protected) != 0 && start >= header_size;
    if (!ours || descriptor.size() < acl_header_size || start > descriptor.size() - acl_header_size)
        return std::nullopt;

    const std::size_t count = number_at<std::uint16_t>(descriptor, start + 4);
    std::string_view rest = descriptor.substr(start + acl_header_size);
    ProtectedAcl acl;
    for (std::size_t i = 0; i < count; ++i) {
        if (rest.size() < ace_header_size)
            return std::nullopt;

        const std::size_t size = number_at<std::uint16_t>(rest, 2);
        if (size < ace_header_size || size > rest.size())
            return std::nullopt;

        auto ace = read_ace(rest.substr(0, size));
        if (!ace)
            return std::nullopt;

        acl.push_back(std::move(*ace));
        rest.remove_prefix(size);
    }
    return acl;
}

std::string well_known_sid(std::uint32_t rid)
{
    std::string sid{1, 1, 0, 0, 0, 0, 0, 5};
    append(sid, rid);
    return sid;
}

std::string domain_sid(std::string_view domain, std::uint32_t rid)
{
    std::string sid(domain);
    if (sid.size() > 1)
        ++sid[1]; // the number of sub-authorities
    append(sid, rid);
    return sid;
}

ProtectedAcl acl_of_ou(std::string_view domain)
{
    return {{well_known_sid(local_system), right::full, true},
            {domain_sid(domain, domain_admins), right::full, true},
            {domain_sid(domain, enterprise_admins), right::full, true},
            {well_known_sid(enterprise_controllers), right::read, true},
            {domain_sid(domain, domain_computers), right::read, true},
            {domain_sid(domain, domain_controllers), right::read, true},
            {well_known_sid(authenticated_users),
             right::read_property | right::list_object | right::read_control, false}};
}

ProtectedAcl acl_of_group(std::string_view domain)
{
    return {{well_known_sid(local_system), right::full, false},
            {domain_sid(domain, domain_admins), right::full, false},
            {domain_sid(domain, domain_computers), right::read, false},
            {domain_sid(domain, domain_controllers), right::read, false},
            {well_known_sid(authenticated_users), right::list_object, false}};
}

} // namespace pedell::directory
