// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pedell::content
{

class Magic;

/// How far an inspection goes. One set for all kinds of nesting: a message in an archive in a message counts
/// three. What lies behind a bound was not seen, so it is a finding and the result is not complete.
struct Bounds {
    std::size_t depth = 20;                            ///< parts inside parts, multipart and archives alike
    std::size_t archive_depth = 3;                     ///< archives (documents not counted) inside archives
    std::size_t parts = 2'000;                         ///< in all
    std::uint64_t unpacked = std::uint64_t{400} << 20; ///< bytes unpacked in all
    std::uint64_t member = std::uint64_t{100} << 20;   ///< bytes of one unpacked part
    std::uint64_t ratio = 100;                         ///< unpacked to packed, asked above `ratio_floor`
    std::uint64_t ratio_floor = std::uint64_t{10} << 20;
    std::chrono::milliseconds time{20'000};
    std::size_t findings = 1'000; ///< more of them are not written down: the last is out_of_bounds
};

/// Where a part comes from: some rules of reading hold at one place only (a header beginning in a text part).
enum class Origin : std::uint8_t { file, message_part, archive_member, document_member };

/// A part while it is looked at. The bytes live as long as the call.
struct Piece {
    std::string path;          ///< as core::Part::path
    std::string name;          ///< UTF-8, as the sender wrote it; empty: none
    std::string declared_type; ///< media type that somebody claims, lower case; empty: nobody does
    std::string_view bytes;    ///< decoded
    Origin origin = Origin::file;
    bool attached =
        false; ///< the sender calls it an attachment (Content-Disposition), whatever it has for a name
    std::size_t depth = 0;
    std::size_t archive_depth = 0;
};

/// One inspection while it goes on: its bounds, and what was found so far.
///
/// Promises: every piece handed to `look` is either looked into to its end or leaves a finding that says why
/// not. Threads: one walk is of one thread. Errors: findings; exceptions of libraries are caught at the
/// room's edge.
class Walk
{
public:
    Walk(const Bounds& bounds, Magic& magic);

    /// Finds out what a piece is, notes it as a part, and hands it to the inspector of its kind. Descends.
    void look(const Piece& piece);

    /// The same for what is a message whatever its bytes look like: the whole that the mail door hands over.
    void look_at_message(const Piece& piece);

    void found(core::Trait trait, const Piece& where, std::string detail = {});

    /// A piece inside `outer`: path, depths and origin filled in.
    [[nodiscard]] Piece inside(const Piece& outer, std::string name, std::string_view bytes,
                               Origin origin) const;

    /// Counts unpacked bytes; false (and a finding) when the bounds are reached.
    [[nodiscard]] bool spend(const Piece& where, std::uint64_t unpacked, std::uint64_t packed);

    /// False (and once a finding) when the time is over; asked in every loop over foreign input.
    [[nodiscard]] bool in_time(const Piece& where);

    [[nodiscard]] const Bounds& bounds() const noexcept
    {
        return bounds_;
    }
    [[nodiscard]] core::Findings take() &&;

    /// Ends the inspection with this finding: what would come now is not seen, and the result not complete.
    void stop(core::Trait trait, const Piece& where);

    /// What only its inspector could tell: the kind of a piece that has been noted already.
    void note_kind(const Piece& piece, core::Kind kind);

    /// What became of the last look that has ended: the kind of its outermost part.
    [[nodiscard]] core::Kind last_kind() const noexcept
    {
        return last_kind_;
    }
    [[nodiscard]] bool stopped() const noexcept
    {
        return stopped_;
    }

private:
    bool enter(const Piece& piece);

    Bounds bounds_;
    Magic& magic_;
    std::chrono::steady_clock::time_point end_;
    std::uint64_t unpacked_ = 0;
    bool stopped_ = false;
    core::Kind last_kind_ = core::Kind::unknown;
    core::Findings findings_;
};

// The inspectors, one file each: `message.cc` looks into messages, `archive.cc` into archives, and so on.
// Each is a free function of this shape, called by Walk::look for its kinds alone (inspectors.h lists them):
//     void look_into_message(Walk& walk, const Piece& piece);

} // namespace pedell::content
