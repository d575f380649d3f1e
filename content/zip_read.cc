// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/handle.h"
#include "content/bytes.h"
#include "content/walk.h"
#include "content/zip_look.h"

#include <zlib.h>

#include <limits>
#include <new>

namespace pedell::content
{
namespace
{

/// Exactly `unpacked` bytes of raw deflate (RFC 1951), or nothing.
std::optional<std::string> inflate_exactly(std::string_view packed, std::size_t unpacked)
{
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        throw std::bad_alloc();
    const base::Handle<z_stream, inflateEnd> closer(&stream);

    std::string result;
    int status = Z_OK;
    result.resize_and_overwrite(unpacked, [&](char* data, std::size_t size) {
        // zlib reads its input only; its interface is older than const.
        stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
        stream.avail_in = static_cast<uInt>(packed.size());
        stream.next_out = reinterpret_cast<Bytef*>(data);
        stream.avail_out = static_cast<uInt>(size);
        status = inflate(&stream, Z_FINISH);
        return size - stream.avail_out;
    });
    if (status != Z_STREAM_END || result.size() != unpacked || stream.avail_in != 0)
        return std::nullopt;
    return result;
}

} // namespace

std::optional<std::string> unpack(Walk& walk, const Piece& zip, const ZipMember& member)
{
    if (member.encrypted || walk.stopped())
        return std::nullopt; // look_at_zip has said so

    if (member.method != 0 && member.method != 8) {
        walk.found(core::Trait::not_supported, zip, "method " + std::to_string(member.method));
        return std::nullopt;
    }
    const bool fits = member.packed < std::numeric_limits<uInt>::max();
    if (!fits || !walk.spend(zip, member.unpacked, member.packed))
        return std::nullopt;

    const std::string_view packed = slice(zip.bytes, member.data, member.packed);
    std::optional<std::string> result;
    if (member.method == 8)
        result = inflate_exactly(packed, member.unpacked);
    else if (packed.size() == member.unpacked)
        result = std::string(packed);

    const auto* data = result ? reinterpret_cast<const Bytef*>(result->data()) : nullptr;
    if (!result || crc32_z(0, data, result->size()) != member.crc) {
        walk.found(core::Trait::not_readable, zip, member.name);
        return std::nullopt;
    }
    return result;
}

bool look_at_zip(Walk& walk, const Piece& piece, const ZipDirectory& directory)
{
    using core::Trait;
    if (directory.split)
        walk.found(Trait::archive_split, piece);
    if (!directory.inconsistent.empty())
        walk.found(Trait::archive_inconsistent, piece, directory.inconsistent);
    if (directory.too_many)
        walk.stop(Trait::too_many_parts, piece);
    else if (!directory.readable && directory.inconsistent.empty())
        walk.found(Trait::not_readable, piece);

    for (const ZipMember& member : directory.members) {
        if (member.encrypted)
            walk.found(Trait::archive_encrypted, piece, member.name);
        if (member.link)
            walk.found(Trait::archive_link, piece, member.name);
    }
    return directory.readable && directory.inconsistent.empty();
}

} // namespace pedell::content
