// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/password_lock.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace pedell::directory
{
namespace
{

using namespace std::string_view_literals;

constexpr std::size_t header_size = 20;    // MS-DTYP 2.4.6
constexpr std::size_t acl_header_size = 8; // MS-DTYP 2.4.5
constexpr std::size_t ace_header_size = 4; // MS-DTYP 2.4.4.1
constexpr char acl_revision_ds = 4;        // object entries need it

/// ACCESS_DENIED_OBJECT_ACE (MS-DTYP 2.4.4.4) without its size and SID: type, no inheritance; control access,
/// one object type: User-Change-Password.
constexpr auto denied_start = "\x06\0"sv;
constexpr auto denied_right = "\0\x01\0\0"
                              "\x01\0\0\0"
                              "\x53\x1a\x72\xab\x2f\x1e\xd0\x11\x98\x19\0\xaa\0\x40\x52\x9b"sv;
constexpr auto principal_self = "\x01\x01\0\0\0\0\0\x05\x0a\0\0\0"sv; // S-1-5-10
constexpr auto everyone = "\x01\x01\0\0\0\0\0\x01\0\0\0\0"sv;         // S-1-1-0

constexpr auto note_plain = "pedell-locked"sv;
constexpr auto note_must_change = "pedell-locked must-change"sv;

std::uint16_t short_at(std::string_view bytes, std::size_t at) noexcept
{
    return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[at]) |
                                      static_cast<unsigned char>(bytes[at + 1]) << 8);
}

std::uint32_t long_at(std::string_view bytes, std::size_t at) noexcept
{
    return short_at(bytes, at) | static_cast<std::uint32_t>(short_at(bytes, at + 2)) << 16;
}

void put_short(std::string& bytes, std::size_t at, std::size_t number) noexcept
{
    bytes[at] = static_cast<char>(number & 0xFF);
    bytes[at + 1] = static_cast<char>(number >> 8 & 0xFF);
}

std::string denial_for(std::string_view sid)
{
    std::string ace(denied_start);
    ace += "\0\0"sv;
    ace += denied_right;
    ace += sid;
    put_short(ace, 2, ace.size());
    return ace;
}

std::array<std::string, 2> denials()
{
    return {denial_for(principal_self), denial_for(everyone)};
}

/// Where the discretionary list lies and what it holds; nothing where the bytes contradict themselves.
struct Dacl {
    std::size_t start = 0;
    std::size_t end = 0;
    std::vector<std::string_view> entries;
};

std::optional<Dacl> dacl_of(std::string_view descriptor)
{
    if (descriptor.size() < header_size + acl_header_size)
        return std::nullopt;

    Dacl dacl{.start = long_at(descriptor, 16), .end = 0, .entries = {}};
    if (dacl.start < header_size || dacl.start > descriptor.size() - acl_header_size)
        return std::nullopt;

    dacl.end = dacl.start + short_at(descriptor, dacl.start + 2);
    if (dacl.end > descriptor.size() || dacl.end < dacl.start + acl_header_size)
        return std::nullopt;

    std::size_t at = dacl.start + acl_header_size;
    for (std::size_t left = short_at(descriptor, dacl.start + 4); left > 0; --left) {
        if (dacl.end - at < ace_header_size)
            return std::nullopt;
        const std::size_t size = short_at(descriptor, at + 2);
        if (size < ace_header_size || size > dacl.end - at)
            return std::nullopt;
        dacl.entries.push_back(descriptor.substr(at, size));
        at += size;
    }
    return dacl;
}

/// The descriptor with these entries in its list; owner, group and auditing are not asked for and not sent.
std::string with_entries(std::string_view descriptor, const Dacl& dacl,
                         const std::vector<std::string_view>& entries)
{
    std::string out(descriptor.substr(0, header_size));
    std::fill(out.begin() + 4, out.begin() + 16, '\0');
    out[16] = static_cast<char>(header_size);
    std::fill(out.begin() + 17, out.begin() + 20, '\0');
    out += descriptor.substr(dacl.start, acl_header_size);
    out[header_size] = acl_revision_ds;
    for (const auto& entry : entries)
        out += entry;
    put_short(out, header_size + 2, out.size() - header_size);
    put_short(out, header_size + 4, entries.size());
    return out;
}

} // namespace

std::optional<std::string> allow_password_change(std::string_view descriptor)
{
    const auto dacl = dacl_of(descriptor);
    if (!dacl)
        return std::nullopt;

    const auto ours = denials();
    std::vector<std::string_view> kept;
    std::ranges::copy_if(dacl->entries, std::back_inserter(kept),
                         [&ours](std::string_view entry) { return !std::ranges::contains(ours, entry); });
    if (kept.size() == dacl->entries.size())
        return std::string(descriptor);

    return with_entries(descriptor, *dacl, kept);
}

std::optional<std::string> deny_password_change(std::string_view descriptor)
{
    const auto dacl = dacl_of(descriptor);
    if (!dacl)
        return std::nullopt;

    const auto ours = denials();
    if (dacl->entries.size() >= ours.size() && dacl->entries[0] == ours[0] && dacl->entries[1] == ours[1])
        return std::string(descriptor);

    std::vector<std::string_view> entries(ours.begin(), ours.end());
    std::ranges::copy_if(dacl->entries, std::back_inserter(entries),
                         [&ours](std::string_view entry) { return !std::ranges::contains(ours, entry); });
    return with_entries(descriptor, *dacl, entries);
}

std::string lock_note(bool must_change_afterwards)
{
    return std::string(must_change_afterwards ? note_must_change : note_plain);
}

bool is_locked(std::string_view note) noexcept
{
    return note == note_plain || note == note_must_change;
}

bool changes_afterwards(const LockState& now) noexcept
{
    return is_locked(now.note) ? now.note == note_must_change : now.password_set == "0";
}

base::Result<std::vector<Change>> changes_of_lock(const LockState& now, bool locked,
                                                  std::optional<bool> must_change)
{
    const auto descriptor =
        locked ? deny_password_change(now.descriptor) : allow_password_change(now.descriptor);
    if (!descriptor)
        return base::fail(base::Errc::corrupt,
                          "an account's nTSecurityDescriptor cannot be read: the lock stands in "
                          "the register alone");

    std::vector<Change> changes;
    const auto replace = [&changes](const char* attribute, std::vector<std::string> values) {
        changes.push_back({Change::Kind::replace, attribute, std::move(values)});
    };
    if (*descriptor != now.descriptor)
        replace("nTSecurityDescriptor", {*descriptor});

    const bool was_locked = is_locked(now.note);
    const bool afterwards = must_change.value_or(changes_afterwards(now));
    if (locked) {
        if (now.password_set != "0")
            replace("pwdLastSet", {"0"});
        if (now.note != lock_note(afterwards))
            replace("adminDescription", {lock_note(afterwards)});
    } else if (was_locked) {
        if (!afterwards)
            replace("pwdLastSet", {"-1"});
        replace("adminDescription", {});
    }
    return changes;
}

} // namespace pedell::directory
