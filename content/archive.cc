// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/bytes.h"
#include "content/cp437.h"
#include "content/inspectors.h"
#include "content/walk.h"
#include "content/zip_look.h"

#include "base/handle.h"

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>
#include <optional>

namespace pedell::content
{
namespace
{

using core::Trait;
using Reader = base::Handle<archive, archive_read_free>;

/// Leaves the folder that it is unpacked in: absolute, a drive, "..".
bool climbs(std::string_view path)
{
    if (path.starts_with('/') || path.starts_with('\\') || (path.size() > 1 && path[1] == ':'))
        return true;
    while (!path.empty()) {
        const auto end = std::min(path.find_first_of("/\\"), path.size());
        if (path.substr(0, end) == "..")
            return true;
        path.remove_prefix(std::min(path.size(), end + 1));
    }
    return false;
}

void look_at_path(Walk& walk, const Piece& archive_piece, const std::string& path)
{
    if (climbs(path))
        walk.found(Trait::name_climbs, archive_piece, path);
}

bool read_entry(Walk& walk, const Piece& piece, archive* reader, archive_entry* entry)
{
    const char* raw = archive_entry_pathname(entry);
    const std::string path = utf8_from_zip_name(raw == nullptr ? "" : raw);
    look_at_path(walk, piece, path);
    if (archive_entry_hardlink(entry) != nullptr || archive_entry_symlink(entry) != nullptr ||
        (archive_entry_filetype(entry) != AE_IFREG && archive_entry_filetype(entry) != AE_IFDIR)) {
        walk.found(Trait::archive_link, piece, path);
        return true;
    }
    if (archive_entry_filetype(entry) == AE_IFDIR)
        return true;

    const auto size = static_cast<std::uint64_t>(std::max<la_int64_t>(archive_entry_size(entry), 0));
    if (!walk.spend(piece, size, piece.bytes.size()))
        return false;
    std::string bytes(size, '\0');
    const la_ssize_t got = archive_read_data(reader, bytes.data(), bytes.size());
    if (got < 0 || static_cast<std::uint64_t>(got) != size) {
        walk.found(Trait::not_readable, piece, path);
        return false;
    }
    walk.look(walk.inside(piece, path, bytes, Origin::archive_member));
    return !walk.stopped();
}

/// True if something else than padding stands behind the last member.
bool goes_on(std::string_view bytes, la_int64_t read)
{
    const auto at = static_cast<std::size_t>(std::max<la_int64_t>(read, 0));
    return at < bytes.size() && bytes.find_first_not_of('\0', at) != std::string_view::npos;
}

/// More than may be unpacked: Walk::spend will say so.
bool is_beyond(const Walk& walk, const Piece& piece, std::size_t unpacked)
{
    const Bounds& bounds = walk.bounds();
    return unpacked > bounds.member ||
           (unpacked > bounds.ratio_floor && unpacked / bounds.ratio > piece.bytes.size());
}

/// gzip (RFC 1952) by zlib, which checks sum and length as libarchive does not. What stands behind the first
/// member is read by some readers and not by others.
std::optional<std::string> gunzip(Walk& walk, const Piece& piece)
{
    z_stream stream{};
    if (inflateInit2(&stream, MAX_WBITS + 16) != Z_OK)
        throw std::bad_alloc();
    const base::Handle<z_stream, inflateEnd> closer(&stream);
    if (piece.bytes.size() > std::numeric_limits<uInt>::max()) {
        walk.found(Trait::not_supported, piece);
        return std::nullopt;
    }
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(piece.bytes.data()));
    stream.avail_in = static_cast<uInt>(piece.bytes.size());
    std::string result;
    std::array<char, 64 << 10> block{};
    int status = Z_OK;
    while (status == Z_OK && !is_beyond(walk, piece, result.size()) && walk.in_time(piece)) {
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = block.size();
        status = inflate(&stream, Z_NO_FLUSH);
        result.append(block.data(), block.size() - stream.avail_out);
    }
    if (!walk.spend(piece, result.size(), piece.bytes.size()))
        return std::nullopt;
    if (status != Z_STREAM_END) {
        walk.found(Trait::not_readable, piece);
        return std::nullopt;
    }
    const std::string_view behind = piece.bytes.substr(piece.bytes.size() - stream.avail_in);
    if (behind.find_first_not_of('\0') != std::string_view::npos)
        walk.found(Trait::archive_inconsistent, piece, "data behind the end");
    return result;
}

/// One stream of bzip2, xz or zstd, unpacked within the bounds.
std::optional<std::string> decompress(Walk& walk, const Piece& piece)
{
    const Reader reader(archive_read_new());
    archive_read_support_format_raw(reader.get());
    archive_read_support_filter_bzip2(reader.get());
    archive_read_support_filter_xz(reader.get());
    archive_read_support_filter_zstd(reader.get());
    archive_entry* entry = nullptr;
    if (archive_read_open_memory(reader.get(), piece.bytes.data(), piece.bytes.size()) != ARCHIVE_OK ||
        archive_read_next_header(reader.get(), &entry) != ARCHIVE_OK ||
        archive_filter_count(reader.get()) < 2) {
        walk.found(Trait::not_readable, piece);
        return std::nullopt;
    }
    std::string result;
    std::array<char, 64 << 10> block{};
    while (true) {
        const la_ssize_t got = archive_read_data(reader.get(), block.data(), block.size());
        if (got < 0) {
            walk.found(Trait::not_readable, piece);
            return std::nullopt;
        }
        result.append(block.data(), static_cast<std::size_t>(got));
        if (got == 0 || is_beyond(walk, piece, result.size()) || !walk.in_time(piece))
            break;
    }
    if (!walk.spend(piece, result.size(), piece.bytes.size()))
        return std::nullopt;
    return result;
}

/// "liste.tar.gz" holds "liste.tar", "bild.svgz" holds "bild.svg".
std::string name_inside(const std::string& name)
{
    const std::string extension = extension_of(name);
    const std::string stem = name.substr(0, name.size() - std::min(name.size(), extension.size() + 1));
    if (extension == "svgz")
        return stem + ".svg";
    if (extension == "tgz" || extension == "tbz2" || extension == "txz")
        return stem + ".tar";
    constexpr std::array<std::string_view, 4> packed{"gz", "bz2", "xz", "zst"};
    return std::ranges::find(packed, extension) == packed.end() ? std::string{} : stem;
}

} // namespace

void look_into_zip(Walk& walk, const Piece& piece, const ZipDirectory& directory)
{
    if (!look_at_zip(walk, piece, directory))
        return;
    for (const ZipMember& member : directory.members) {
        look_at_path(walk, piece, member.name);
        if (member.folder && member.unpacked == 0)
            continue;
        if (const auto bytes = unpack(walk, piece, member))
            walk.look(walk.inside(piece, member.name, *bytes, Origin::archive_member));
        else if (member.encrypted && !walk.stopped())
            look_at_name(walk, walk.inside(piece, member.name, {}, Origin::archive_member));
        if (!walk.in_time(piece))
            return;
    }
}

void look_into_school(Walk& walk, const Piece& piece, const ZipDirectory& directory)
{
    if (!look_at_zip(walk, piece, directory))
        return;
    for (const ZipMember& member : directory.members) {
        // Apple's own records of a document: no text, nothing that acts.
        if (member.folder || member.name.ends_with(".iwa"))
            continue;
        look_at_path(walk, piece, member.name);
        if (const auto bytes = unpack(walk, piece, member))
            walk.look(walk.inside(piece, member.name, *bytes, Origin::document_member));
        if (!walk.in_time(piece))
            return;
    }
}

void look_into_tar(Walk& walk, const Piece& piece)
{
    const Reader reader(archive_read_new());
    archive_read_support_format_tar(reader.get());
    if (archive_read_open_memory(reader.get(), piece.bytes.data(), piece.bytes.size()) != ARCHIVE_OK)
        return walk.found(Trait::not_readable, piece);

    while (walk.in_time(piece)) {
        archive_entry* entry = nullptr;
        const int status = archive_read_next_header(reader.get(), &entry);
        if (status == ARCHIVE_EOF)
            break;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            return walk.found(Trait::not_readable, piece);
        if (!read_entry(walk, piece, reader.get(), entry))
            return;
    }
    if (goes_on(piece.bytes, archive_filter_bytes(reader.get(), 0)))
        walk.found(Trait::archive_inconsistent, piece, "data behind the end");
}

void look_into_compressed(Walk& walk, const Piece& piece)
{
    const auto bytes = piece.bytes.starts_with("\x1F\x8B") ? gunzip(walk, piece) : decompress(walk, piece);
    if (!bytes)
        return;
    Piece inner = walk.inside(piece, name_inside(piece.name), *bytes, Origin::archive_member);
    if (stands_at(*bytes, 257, "ustar"))
        --inner.archive_depth; // a packed tar is one archive, as everybody sees it
    walk.look(inner);
}

} // namespace pedell::content
