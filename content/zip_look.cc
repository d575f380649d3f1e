// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers in the readers below are offsets of fields in APPNOTE 4.3.7 (local header), 4.3.9 (data
// descriptor), 4.3.12 (central directory), 4.3.14 to 4.3.16 (ends).
#include "content/zip_look.h"

#include "content/bytes.h"
#include "content/cp437.h"

#include <algorithm>
#include <array>
#include <set>

namespace pedell::content
{
namespace
{

constexpr std::string_view local_mark("PK\3\4", 4);
constexpr std::string_view central_mark("PK\1\2", 4);
constexpr std::string_view end_mark("PK\5\6", 4);
constexpr std::string_view end64_mark("PK\6\6", 4);
constexpr std::string_view locator64_mark("PK\6\7", 4);
constexpr std::string_view descriptor_mark("PK\7\x8", 4);
constexpr std::size_t longest_comment = 512; ///< a comment is a sentence, no hiding place

struct End {
    std::size_t at = 0; ///< where the ends begin (zip64 included)
    std::uint64_t count = 0;
    std::uint64_t size = 0;   ///< of the directory
    std::uint64_t offset = 0; ///< of the directory
    bool split = false;
};

std::optional<std::size_t> find_end(std::string_view bytes, std::string& fault)
{
    if (bytes.size() < 22)
        return std::nullopt;

    const std::size_t last = bytes.size() - 22;
    const std::size_t first = last > 0xFFFF ? last - 0xFFFF : 0;
    for (std::size_t at = last + 1; at-- > first;) {
        if (!stands_at(bytes, at, end_mark))
            continue;
        const std::size_t comment = little16(bytes, at + 20);
        if (at + 22 + comment != bytes.size())
            fault = "data behind the end";
        else if (comment > longest_comment ||
                 find_bytes(bytes.substr(at + 22), "PK") != std::string_view::npos)
            fault = "comment";
        return at;
    }
    return std::nullopt;
}

End read_end(std::string_view bytes, std::size_t at, std::string& fault)
{
    End end{.at = at,
            .count = little16(bytes, at + 10),
            .size = little32(bytes, at + 12),
            .offset = little32(bytes, at + 16),
            .split = little16(bytes, at + 4) != 0 || little16(bytes, at + 6) != 0 ||
                     little16(bytes, at + 8) != little16(bytes, at + 10)};
    if (at < 20 || !stands_at(bytes, at - 20, locator64_mark))
        return end;

    const std::size_t end64 = little(bytes, at - 12, 8);
    if (!stands_at(bytes, end64, end64_mark) || end64 + 56 > bytes.size() ||
        end64 + 12 + little(bytes, end64 + 4, 8) != at - 20) {
        fault = "zip64 end";
        return end;
    }
    const std::uint64_t count = little(bytes, end64 + 32, 8);
    const std::uint64_t size = little(bytes, end64 + 40, 8);
    const std::uint64_t offset = little(bytes, end64 + 48, 8);
    if ((end.count != 0xFFFF && end.count != count) || (end.size != 0xFFFFFFFF && end.size != size) ||
        (end.offset != 0xFFFFFFFF && end.offset != offset))
        fault = "two ends that differ";
    const bool split = little32(bytes, end64 + 16) != 0 || little32(bytes, end64 + 20) != 0;
    return End{.at = end64, .count = count, .size = size, .offset = offset, .split = split};
}

/// A second name (Info-ZIP's 0x7075) that says something else than the first: more than signs that a code
/// page lacks.
bool has_other_name(std::string_view extra, std::string_view name)
{
    const auto ascii_of = [](std::string_view text) {
        std::string ascii;
        for (const char letter : text)
            if (static_cast<unsigned char>(letter) < 0x80)
                ascii += letter == '\\' ? '/' : letter;
        return ascii;
    };
    while (extra.size() >= 4) {
        const std::size_t length = little16(extra, 2);
        if (little16(extra, 0) == 0x7075 &&
            ascii_of(slice(extra, 9, length - std::min<std::size_t>(length, 5))) != ascii_of(name))
            return true;
        extra.remove_prefix(std::min(extra.size(), 4 + length));
    }
    return false;
}

/// The sizes and the place of a member where they do not fit into 32 bits.
void read_extra64(std::string_view extra, ZipMember& member, std::uint64_t& offset)
{
    while (extra.size() >= 4) {
        const std::size_t length = little16(extra, 2);
        if (little16(extra, 0) == 1) {
            std::size_t at = 4;
            for (std::uint64_t* value : {&member.unpacked, &member.packed, &offset}) {
                if (*value != 0xFFFFFFFF)
                    continue;
                *value = little(extra, at, 8);
                at += 8;
            }
            return;
        }
        extra.remove_prefix(std::min(extra.size(), 4 + length));
    }
}

struct Placed {
    ZipMember member;
    std::uint64_t start = 0; ///< of its own header
    std::uint64_t end = 0;   ///< behind its data and descriptor
    std::uint16_t flags = 0;
    bool elsewhere = false; ///< on another volume, or under another name for other readers
    std::string_view raw_name;
};

Placed read_central(std::string_view bytes, std::size_t at)
{
    Placed placed;
    ZipMember& member = placed.member;
    const std::size_t name = little16(bytes, at + 28);
    const std::size_t extra = little16(bytes, at + 30);
    placed.flags = little16(bytes, at + 8);
    placed.raw_name = slice(bytes, at + 46, name);
    placed.start = little32(bytes, at + 42);
    member.method = little16(bytes, at + 10);
    member.crc = little32(bytes, at + 16);
    member.packed = little32(bytes, at + 20);
    member.unpacked = little32(bytes, at + 24);
    member.encrypted = (placed.flags & 1) != 0 || (placed.flags & 0x40) != 0 || member.method == 99;
    read_extra64(slice(bytes, at + 46 + name, extra), member, placed.start);
    placed.elsewhere =
        little16(bytes, at + 34) != 0 || has_other_name(slice(bytes, at + 46 + name, extra), placed.raw_name);
    member.name = utf8_from_zip_name(placed.raw_name);
    std::ranges::replace(member.name, '\\', '/');
    member.folder = member.name.ends_with('/');

    const std::uint32_t mode = little32(bytes, at + 38) >> 16;
    const unsigned made_by = little16(bytes, at + 4) >> 8;
    const std::uint32_t type = mode & 0170000;
    member.link = (made_by == 3 || made_by == 19) && type != 0 && type != 0100000 && type != 0040000;
    return placed;
}

/// Where the member's descriptor ends, if there is one that says the same; its own place if it needs none.
std::optional<std::uint64_t> behind_descriptor(std::string_view bytes, const Placed& placed, std::uint64_t at)
{
    if ((placed.flags & 8) == 0)
        return at;

    const ZipMember& member = placed.member;
    for (const std::size_t width : {4U, 8U})
        for (const std::size_t mark : {4U, 0U}) {
            if (mark != 0 && !stands_at(bytes, at, descriptor_mark))
                continue;
            if (little32(bytes, at + mark) == member.crc &&
                little(bytes, at + mark + 4, width) == member.packed &&
                little(bytes, at + mark + 4 + width, width) == member.unpacked)
                return at + mark + 4 + 2 * width;
        }
    // Some writers set the flag, but write the sizes into the header and no descriptor.
    return little32(bytes, placed.start + 14) == member.crc ? std::optional(at) : std::nullopt;
}

/// Compares the member's own header with the directory; true if they agree.
bool place(std::string_view bytes, Placed& placed)
{
    ZipMember& member = placed.member;
    if (placed.start > bytes.size() || !stands_at(bytes, placed.start, local_mark))
        return false;

    const std::size_t at = placed.start;
    const std::size_t name = little16(bytes, at + 26);
    const std::size_t extra = little16(bytes, at + 28);
    member.data = at + 30 + name + extra;
    if (member.data > bytes.size() || member.packed > bytes.size() - member.data)
        return false;

    const auto behind = behind_descriptor(bytes, placed, member.data + member.packed);
    placed.end = behind.value_or(member.data + member.packed);
    ZipMember own;
    std::uint64_t nowhere = 0;
    own.packed = little32(bytes, at + 18);
    own.unpacked = little32(bytes, at + 22);
    read_extra64(slice(bytes, at + 30 + name, extra), own, nowhere);
    const bool later = (placed.flags & 8) != 0; // the sizes come behind the data: zero, or already right
    const auto agrees = [later](std::uint64_t mine, std::uint64_t theirs) {
        return mine == theirs || (later && mine == 0);
    };
    return behind.has_value() && slice(bytes, at + 30, name) == placed.raw_name &&
           little16(bytes, at + 8) == member.method &&
           ((little16(bytes, at + 6) ^ placed.flags) & 0x2049) == 0 &&
           agrees(little32(bytes, at + 14), member.crc) && agrees(own.packed, member.packed) &&
           agrees(own.unpacked, member.unpacked);
}

/// No gap, no overlap, no name twice.
std::string compare_places(std::vector<Placed>& placed, std::uint64_t directory)
{
    std::ranges::sort(placed, {}, &Placed::start);
    std::uint64_t expected = 0;
    std::set<std::string> names;
    for (const Placed& one : placed) {
        if (one.start < expected)
            return "overlapping members";
        if (one.start > expected)
            return "gap between members";
        if (!names.insert(lower(one.member.name)).second)
            return "name twice";
        if (one.member.name.find('\0') != std::string::npos)
            return "NUL in a name";
        expected = one.end;
    }
    return expected == directory ? "" : "gap before the directory";
}

} // namespace

const ZipMember* ZipDirectory::find(std::string_view name) const noexcept
{
    const auto hit = std::ranges::find(members, name, &ZipMember::name);
    return hit == members.end() ? nullptr : &*hit;
}

ZipDirectory read_zip_directory(std::string_view bytes, std::size_t most_members)
{
    ZipDirectory directory;
    const auto at_end = find_end(bytes, directory.inconsistent);
    if (!at_end)
        return directory;

    const End end = read_end(bytes, *at_end, directory.inconsistent);
    directory.split = end.split;
    if (end.size > end.at || end.offset > end.at || end.offset + end.size != end.at) {
        directory.inconsistent = "place of the directory";
        return directory;
    }
    std::vector<Placed> placed;
    std::size_t at = end.offset;
    while (at < end.at && stands_at(bytes, at, central_mark)) {
        if (placed.size() == most_members) {
            directory.too_many = true;
            return directory;
        }
        placed.push_back(read_central(bytes, at));
        if (!place(bytes, placed.back()) || placed.back().elsewhere)
            directory.inconsistent = "header of a member";
        at +=
            46 + std::size_t{little16(bytes, at + 28)} + little16(bytes, at + 30) + little16(bytes, at + 32);
    }
    if (at != end.at || placed.size() != end.count)
        directory.inconsistent = "length of the directory";
    if (directory.inconsistent.empty())
        directory.inconsistent = compare_places(placed, end.offset);

    for (Placed& one : placed)
        directory.members.push_back(std::move(one.member));
    directory.readable = true;
    return directory;
}

} // namespace pedell::content
