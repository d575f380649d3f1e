// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/ntacl.h"

#include <charconv>

namespace pedell::hand
{
namespace
{

constexpr std::uint32_t reference = 0x20000; // a pointer that is not null (NDR)
constexpr std::uint16_t dacl_present = 0x0004;
constexpr std::uint16_t dacl_protected = 0x1000;
constexpr std::uint16_t self_relative = 0x8000;
constexpr std::uint8_t inherited = 0x10;
constexpr std::uint8_t denied = 1;
constexpr std::size_t descriptor_head = 20;
constexpr std::size_t acl_head = 8;
constexpr std::size_t ace_head = 8;
constexpr std::size_t sid_head = 8;
constexpr std::size_t most_authorities = 15;
// Version 3: pointer, hash type and 64 bytes of hash stand before the descriptor, on a multiple of four.
constexpr std::size_t version_1_head = 8;
constexpr std::size_t version_3_head = 8 + 4 + 2 + 64 + 2;

template <class Number>
void append(std::string& out, Number value)
{
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        out += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

/// The caller has looked that there are so many bytes.
template <class Number>
Number number_at(std::string_view bytes, std::size_t offset)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[offset + i])) << (8 * i);
    return static_cast<Number>(value);
}

Sid short_sid(char authority, std::uint32_t relative)
{
    Sid sid{1, 1, 0, 0, 0, 0, 0, authority};
    append(sid, relative);
    return sid;
}

/// The identifier at the beginning of these bytes.
std::optional<Sid> sid_at(std::string_view bytes)
{
    if (bytes.size() < sid_head)
        return std::nullopt;

    const auto count = static_cast<std::size_t>(static_cast<unsigned char>(bytes[1]));
    if (count > most_authorities || bytes.size() < sid_head + 4 * count)
        return std::nullopt;
    return Sid(bytes.substr(0, sid_head + 4 * count));
}

std::optional<NtAce> ace_at(std::string_view bytes)
{
    NtAce ace;
    ace.type = static_cast<std::uint8_t>(bytes[0]);
    ace.flags = static_cast<std::uint8_t>(static_cast<std::uint8_t>(bytes[1]) & ~inherited);
    ace.rights = number_at<std::uint32_t>(bytes, 4);
    const auto sid = sid_at(bytes.substr(ace_head));
    if (ace.type > denied || !sid || sid->size() != bytes.size() - ace_head)
        return std::nullopt;

    ace.sid = *sid;
    return ace;
}

std::optional<std::vector<NtAce>> aces_at(std::string_view acl)
{
    if (acl.size() < acl_head)
        return std::nullopt;

    const std::size_t count = number_at<std::uint16_t>(acl, 4);
    std::string_view rest = acl.substr(acl_head);
    std::vector<NtAce> aces;
    for (std::size_t i = 0; i < count; ++i) {
        if (rest.size() < ace_head)
            return std::nullopt;

        const std::size_t size = number_at<std::uint16_t>(rest, 2);
        if (size < ace_head || size > rest.size())
            return std::nullopt;

        auto ace = ace_at(rest.substr(0, size));
        if (!ace)
            return std::nullopt;

        aces.push_back(std::move(*ace));
        rest.remove_prefix(size);
    }
    return aces;
}

} // namespace

std::optional<Sid> sid_from(std::string_view text)
{
    if (!text.starts_with("S-1-"))
        return std::nullopt;

    text.remove_prefix(4);
    std::vector<std::uint32_t> numbers;
    while (!text.empty()) {
        std::uint32_t number = 0;
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (fault != std::errc())
            return std::nullopt;

        numbers.push_back(number);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (text.starts_with('-') && text.size() > 1)
            text.remove_prefix(1);
        else if (!text.empty())
            return std::nullopt;
    }
    if (numbers.size() < 2 || numbers.size() > most_authorities + 1 || numbers.front() > 255)
        return std::nullopt;

    Sid sid{1, static_cast<char>(numbers.size() - 1), 0, 0, 0, 0, 0, static_cast<char>(numbers.front())};
    for (std::size_t i = 1; i < numbers.size(); ++i)
        append(sid, numbers[i]);
    return sid;
}

Sid everyone_sid()
{
    return short_sid(1, 0);
}

Sid owner_rights_sid()
{
    return short_sid(3, 4);
}

Sid system_sid()
{
    return short_sid(5, 18);
}

std::string encode_ntacl(const NtAcl& acl)
{
    std::string aces;
    for (const NtAce& ace : acl.aces) {
        aces += static_cast<char>(ace.type);
        aces += static_cast<char>(ace.flags);
        append(aces, static_cast<std::uint16_t>(ace_head + ace.sid.size()));
        append(aces, ace.rights);
        aces += ace.sid;
    }
    const Sid group = system_sid();
    // NDR counts from the beginning of the whole attribute, not of the descriptor in it.
    const auto after_head = static_cast<std::uint32_t>(version_1_head + descriptor_head);
    const auto after_owner = static_cast<std::uint32_t>(after_head + acl.owner.size());
    const auto after_group = static_cast<std::uint32_t>(after_owner + group.size());

    std::string out;
    append(out, std::uint16_t{1}); // version
    append(out, std::uint16_t{1}); // arm of the union
    append(out, reference);
    out += '\1'; // revision of the descriptor
    out += '\0';
    append(out, static_cast<std::uint16_t>(dacl_present | dacl_protected | self_relative));
    append(out, after_head);
    append(out, after_owner);
    append(out, std::uint32_t{0}); // no auditing
    append(out, after_group);
    out += acl.owner;
    out += group;
    append(out, std::uint16_t{2}); // revision of the list
    append(out, static_cast<std::uint16_t>(acl_head + aces.size()));
    append(out, static_cast<std::uint16_t>(acl.aces.size()));
    append(out, std::uint16_t{0});
    return out + aces;
}

std::optional<NtAcl> decode_ntacl(std::string_view bytes)
{
    if (bytes.size() < version_1_head)
        return std::nullopt;

    const auto version = number_at<std::uint16_t>(bytes, 0);
    const std::size_t head = version == 1 ? version_1_head : version_3_head;
    if ((version != 1 && version != 3) || bytes.size() < head + descriptor_head)
        return std::nullopt;

    const std::string_view descriptor = bytes.substr(head);
    const auto control = number_at<std::uint16_t>(descriptor, 2);
    const std::size_t owner_at = number_at<std::uint32_t>(descriptor, 4);
    const std::size_t acl_at = number_at<std::uint32_t>(descriptor, 16);
    if ((control & dacl_present) == 0 || acl_at < head + descriptor_head || acl_at > bytes.size() ||
        owner_at < head + descriptor_head || owner_at > bytes.size())
        return std::nullopt;

    auto owner = sid_at(bytes.substr(owner_at));
    auto aces = aces_at(bytes.substr(acl_at));
    if (!owner || !aces)
        return std::nullopt;
    return NtAcl{std::move(*owner), std::move(*aces)};
}

} // namespace pedell::hand
