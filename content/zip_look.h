// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::content
{

class Walk;
struct Piece;

/// One member of a ZIP as both its central directory and its own header say.
struct ZipMember {
    std::string name; ///< UTF-8 ("\" already "/"); as the central directory has it
    std::uint64_t packed = 0;
    std::uint64_t unpacked = 0;
    std::size_t data = 0; ///< where its packed bytes begin
    std::uint32_t crc = 0;
    std::uint16_t method = 0;
    bool folder = false;
    bool encrypted = false;
    bool link = false; ///< symbolic link, device, pipe
};

/// A ZIP read strictly (APPNOTE 6.3.10): all bytes belong to exactly one header, member, directory or end,
/// and the directory and each member's own header agree. Readers differ where that does not hold.
struct ZipDirectory {
    std::vector<ZipMember> members;
    std::string inconsistent; ///< what does not agree; empty: all does
    bool readable = false;    ///< a directory was found, and its members are listed
    bool split = false;       ///< a volume of several
    bool too_many = false;    ///< more members than asked for: not listed further

    /// The member of this name, or none; case matters.
    [[nodiscard]] const ZipMember* find(std::string_view name) const noexcept;
};

/// Reads the directory, not the members. Source: PKWARE APPNOTE 4.3.
[[nodiscard]] ZipDirectory read_zip_directory(std::string_view bytes, std::size_t most_members);

/// A member unpacked, within the bounds of the walk. Nothing (and a finding) where a bound is reached, the
/// method is neither 0 nor 8, or size or CRC are not as promised.
[[nodiscard]] std::optional<std::string> unpack(Walk& walk, const Piece& zip, const ZipMember& member);

/// What the container itself tells, whatever lies in it: encrypted, split, inconsistent, links, methods,
/// ratio. False: its members cannot be unpacked.
bool look_at_zip(Walk& walk, const Piece& piece, const ZipDirectory& directory);

} // namespace pedell::content
