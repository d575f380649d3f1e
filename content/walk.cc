// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/walk.h"

#include "content/bytes.h"
#include "content/inspectors.h"
#include "content/magic.h"
#include "content/types.h"

#include <algorithm>
#include <utility>

namespace pedell::content
{
namespace
{

using core::Kind;
using core::Trait;
using std::chrono::steady_clock;

/// Apple Mail stores a message between its length and a list of its own.
void look_into_stored_message(Walk& walk, const Piece& piece)
{
    if (extension_of(piece.name) != "emlx")
        return look_into_message(walk, piece);

    Piece message = piece;
    std::size_t length = 0;
    std::size_t at = 0;
    while (at < piece.bytes.size() && piece.bytes[at] >= '0' && piece.bytes[at] <= '9' && at < 10)
        length = length * 10 + static_cast<std::size_t>(piece.bytes[at++] - '0');
    at = std::min(piece.bytes.find('\n', at), piece.bytes.size());
    message.bytes = slice(piece.bytes, at + 1, length);
    if (message.bytes.size() != length || length == 0)
        return walk.found(Trait::not_readable, piece, "emlx");
    look_into_message(walk, message);
}

/// Hands the piece to whoever knows its format.
void look_inside(Walk& walk, const Piece& piece, const RealType& real) // walk
{
    switch (real.format) {
    case Format::nothing:
        return;
    case Format::closed:
        return walk.found(Trait::not_supported, piece, real.type);
    case Format::text:
        return look_into_shown_text(walk, piece);
    case Format::table:
        return look_into_table(walk, piece);
    case Format::html:
        return look_into_html(walk, piece);
    case Format::xml:
        return look_into_xml(walk, piece);
    case Format::message:
        return look_into_stored_message(walk, piece);
    case Format::calendar:
        return look_into_calendar(walk, piece);
    case Format::zip:
        return look_into_zip(walk, piece, real.directory);
    case Format::school:
        return look_into_school(walk, piece, real.directory);
    case Format::ooxml:
        return look_into_ooxml(walk, piece, real.directory);
    case Format::opendocument:
        return look_into_opendocument(walk, piece, real.directory);
    case Format::epub:
        return look_into_epub(walk, piece, real.directory);
    case Format::tar:
        return look_into_tar(walk, piece);
    case Format::compressed:
        return look_into_compressed(walk, piece);
    case Format::ole:
        return look_into_ole(walk, piece);
    case Format::rtf:
        return look_into_rtf(walk, piece);
    case Format::pdf:
        return look_into_pdf(walk, piece);
    case Format::picture:
        return look_into_picture(walk, piece);
    case Format::media:
        return look_into_media(walk, piece);
    case Format::cms:
        return look_into_cms(walk, piece);
    }
    walk.found(Trait::not_supported, piece);
}

/// UTF-16 that says so is looked at as the text that it is; nothing if it is none.
std::string text_of_utf16(std::string_view bytes)
{
    const bool big_endian = bytes.starts_with("\xFE\xFF");
    if (!big_endian && !bytes.starts_with("\xFF\xFE"))
        return {};
    std::string text = utf8_from_utf16(bytes, big_endian);
    return is_text(text) ? text : std::string{};
}

} // namespace

void look_into_shown_text(Walk& walk, const Piece& piece)
{
    if (find_bytes(piece.bytes, "-----BEGIN PGP MESSAGE-----") != std::string_view::npos)
        walk.found(Trait::message_encrypted, piece, "PGP");
    look_into_text(walk, piece);
}

Walk::Walk(const Bounds& bounds, Magic& magic)
    : bounds_(bounds), magic_(magic), end_(steady_clock::now() + bounds.time)
{
}

bool Walk::enter(const Piece& piece)
{
    if (stopped_ || !in_time(piece))
        return false;
    if (piece.depth > bounds_.depth || piece.archive_depth > bounds_.archive_depth) {
        stop(Trait::too_deep, piece);
        return false;
    }
    if (findings_.parts.size() >= bounds_.parts) {
        stop(Trait::too_many_parts, piece);
        return false;
    }
    return true;
}

void Walk::look(const Piece& piece)
{
    if (!enter(piece))
        return;

    Piece seen = piece;
    const std::string converted = text_of_utf16(piece.bytes);
    if (!converted.empty())
        seen.bytes = converted;

    const bool named = !seen.name.empty() && seen.origin != Origin::document_member;
    if (named)
        look_at_name(*this, seen);

    const RealType real = real_type(seen, magic_, bounds_.parts);
    const bool body = seen.origin == Origin::message_part && seen.name.empty() && !seen.attached;
    findings_.parts.push_back(
        {.path = seen.path, .kind = real.kind, .type = real.type, .bytes = piece.bytes.size(), .body = body});
    const std::size_t mine = findings_.parts.size() - 1;
    const std::string extension = named ? extension_of(seen.name) : std::string{};
    if (name_contradicts(extension, real))
        found(Trait::name_differs, seen, std::string(core::name_of(real.kind)) + " as " + extension);
    if (const std::string second = second_kind(seen.bytes, real); !second.empty())
        found(Trait::polyglot, seen, second);

    look_inside(*this, seen, real);
    const bool package = !real.directory.members.empty() && real.format != Format::zip;
    if (package && opens_as_archive(extension))
        look_into_zip(*this, seen, real.directory); // "a.zip" is opened as one, whatever else it could be
    last_kind_ = findings_.parts[mine].kind;
}

void Walk::look_at_message(const Piece& piece)
{
    if (!enter(piece))
        return;
    findings_.parts.push_back({.path = piece.path,
                               .kind = Kind::message,
                               .type = "message/rfc822",
                               .bytes = piece.bytes.size(),
                               .body = false});
    look_into_message(*this, piece);
    last_kind_ = Kind::message;
}

void Walk::note_kind(const Piece& piece, Kind kind)
{
    const auto part =
        std::ranges::find(findings_.parts.rbegin(), findings_.parts.rend(), piece.path, &core::Part::path);
    if (part != findings_.parts.rend())
        part->kind = kind;
}

void Walk::found(Trait trait, const Piece& where, std::string detail)
{
    core::Finding finding{.trait = trait, .part = where.path, .detail = printable(detail)};
    if (stopped_ || std::ranges::find(findings_.list, finding) != findings_.list.end())
        return;
    if (findings_.list.size() + 1 >= bounds_.findings) {
        finding = {.trait = Trait::out_of_bounds, .part = where.path, .detail = "findings"};
        stopped_ = true;
    }
    findings_.list.push_back(std::move(finding));
}

void Walk::stop(Trait trait, const Piece& where)
{
    found(trait, where);
    stopped_ = true;
}

Piece Walk::inside(const Piece& outer, std::string name, std::string_view bytes, Origin origin) const
{
    Piece piece;
    piece.path = outer.path + " › " + printable(name.empty() ? "?" : name);
    piece.name = std::move(name);
    piece.bytes = bytes;
    piece.origin = origin;
    piece.depth = outer.depth + 1;
    piece.archive_depth = outer.archive_depth + (origin == Origin::archive_member ? 1 : 0);
    return piece;
}

bool Walk::spend(const Piece& where, std::uint64_t unpacked, std::uint64_t packed)
{
    if (!in_time(where))
        return false;
    const bool swollen = unpacked > bounds_.ratio_floor && unpacked / bounds_.ratio > packed;
    if (unpacked > bounds_.member || swollen || unpacked > bounds_.unpacked - unpacked_) {
        stop(Trait::too_large_inside, where);
        return false;
    }
    unpacked_ += unpacked;
    return true;
}

bool Walk::in_time(const Piece& where)
{
    if (!stopped_ && steady_clock::now() > end_)
        stop(Trait::out_of_bounds, where);
    return !stopped_;
}

core::Findings Walk::take() &&
{
    findings_.complete = !stopped_;
    return std::move(findings_);
}

} // namespace pedell::content
