// SPDX-License-Identifier: GPL-3.0-or-later
// How large a picture says it is, before anybody makes room for its points. Sources: PNG 3rd ed. 11.2.1, JPEG
// T.81 B.2.2, GIF89a 18, TIFF 6.0, RFC 9649 (WebP), ISO 23008-12 (ispe), ISO 14496-12.
#include "content/bytes.h"
#include "content/inspectors.h"
#include "content/types.h"
#include "content/walk.h"

#include <algorithm>
#include <optional>

namespace pedell::content
{
namespace
{

using core::Trait;
constexpr std::uint64_t most_points = 120'000'000;

struct Size {
    std::uint64_t width = 0;
    std::uint64_t height = 0;
};

/// Programs, archives and documents behind a picture or a tag are not there for the eye.
bool begins_other_kind(std::string_view rest)
{
    using core::Kind;
    const Kind kind = type_by_mark(rest).kind;
    return kind == Kind::program || kind == Kind::archive || kind == Kind::pdf || kind == Kind::document ||
           kind == Kind::disk_image || kind == Kind::shortcut;
}

/// Two bytes are no proof where they can stand by chance: a film behind a photo has FF D9 in many places.
bool is_chance(std::string_view rest)
{
    if (rest.starts_with("MZ")) // MS-DOS header: bytes of the last page, paragraphs of the header
        return little16(rest, 2) > 512 || little16(rest, 8) > 64;
    if (rest.starts_with("\x1F\x8B"))
        return !stands_at(rest, 2, "\x08");
    for (const std::string_view short_mark : {"ZM", "\x60\xEA", "\x1F\x9D", "\x1F\xA0", "\xC7\x71"})
        if (rest.starts_with(short_mark))
            return true;
    return false;
}

/// Behind the last chunk; nothing: no data, or no end.
std::optional<std::size_t> end_of_png(std::string_view bytes)
{
    bool data = false;
    std::size_t at = 8;
    while (at + 12 <= bytes.size()) {
        const std::size_t next = at + 12 + big32(bytes, at);
        if (stands_at(bytes, at + 4, "IDAT"))
            data = true;
        if (stands_at(bytes, at + 4, "IEND"))
            return data && next <= bytes.size() ? std::optional(next) : std::nullopt;
        at = next;
    }
    return std::nullopt;
}

std::optional<std::size_t> end_of_gif(std::string_view bytes)
{
    const auto behind_table = [&](std::size_t at, std::size_t flags) {
        const auto packed = static_cast<unsigned>(little(bytes, flags, 1));
        return at + ((packed & 0x80U) != 0 ? std::size_t{3} << ((packed & 7U) + 1) : 0);
    };
    std::size_t at = behind_table(13, 10);
    while (at < bytes.size()) {
        if (bytes[at] == ';')
            return at + 1;
        if (bytes[at] == ',')
            at = behind_table(at + 10, at + 9) + 1;
        else if (bytes[at] == '!')
            at += 2;
        else
            return std::nullopt;
        while (at < bytes.size() && bytes[at] != '\0')
            at += 1 + little(bytes, at, 1);
        ++at;
    }
    return std::nullopt;
}

/// True if something else begins where the picture ends. A JPEG may end several times (thumbnails, motion
/// photos).
bool goes_on_as_other_kind(std::string_view bytes)
{
    std::optional<std::size_t> end;
    if (bytes.starts_with("\x89PNG"))
        end = end_of_png(bytes);
    if (bytes.starts_with("GIF8"))
        end = end_of_gif(bytes);
    if (end)
        return begins_other_kind(bytes.substr(*end));
    if (bytes.starts_with("\xFF\xD8"))
        for (auto at = find_bytes(bytes, "\xFF\xD9"); at != std::string_view::npos;
             at = find_bytes(bytes, "\xFF\xD9", at + 2))
            if (const auto rest = bytes.substr(at + 2); begins_other_kind(rest) && !is_chance(rest))
                return true;
    return false;
}

std::optional<Size> size_of_jpeg(std::string_view bytes)
{
    std::size_t at = 2;
    for (int segments = 0; segments < 10'000 && at + 4 <= bytes.size(); ++segments) {
        if (bytes[at] != '\xFF')
            return std::nullopt;
        const auto mark = static_cast<unsigned char>(bytes[at + 1]);
        if (mark == 0xFF) {
            ++at;
            continue;
        }
        if (mark >= 0xC0 && mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC)
            return at + 9 <= bytes.size() ? std::optional(Size{big16(bytes, at + 7), big16(bytes, at + 5)})
                                          : std::nullopt;
        if (mark == 0xD9 || mark == 0xDA)
            return std::nullopt;
        at += mark == 0x01 || (mark >= 0xD0 && mark <= 0xD8) ? 2 : 2 + std::size_t{big16(bytes, at + 2)};
    }
    return std::nullopt;
}

/// The largest page.
std::optional<Size> size_of_tiff(std::string_view bytes)
{
    const bool swapped = bytes.starts_with("MM");
    const auto number = [&](std::size_t at, std::size_t width) {
        return swapped ? big(bytes, at, width) : little(bytes, at, width);
    };
    std::optional<Size> largest;
    std::size_t at = number(4, 4);
    for (int pages = 0; pages < 1'000 && at != 0 && at + 2 <= bytes.size(); ++pages) {
        const std::size_t entries = number(at, 2);
        Size size;
        for (std::size_t i = 0; i < entries; ++i) {
            const std::size_t entry = at + 2 + 12 * i;
            const std::uint64_t value = number(entry + 8, number(entry + 2, 2) == 3 ? 2 : 4);
            if (number(entry, 2) == 256)
                size.width = value;
            if (number(entry, 2) == 257)
                size.height = value;
        }
        if (!largest || size.width * size.height > largest->width * largest->height)
            largest = size;
        at = number(at + 2 + 12 * entries, 4);
    }
    return largest;
}

std::optional<Size> size_of_webp(std::string_view bytes)
{
    if (stands_at(bytes, 12, "VP8X"))
        return Size{little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1};
    if (stands_at(bytes, 12, "VP8L")) {
        const std::uint32_t both = little32(bytes, 21);
        return Size{(both & 0x3FFFU) + 1, (both >> 14 & 0x3FFFU) + 1};
    }
    if (stands_at(bytes, 12, "VP8 "))
        return Size{little16(bytes, 26) & 0x3FFFU, little16(bytes, 28) & 0x3FFFU};
    return std::nullopt;
}

/// HEIC and AVIF: the largest "ispe" box among the properties.
std::optional<Size> size_of_heif(std::string_view bytes)
{
    const std::string_view head = bytes.substr(0, 256 << 10);
    std::optional<Size> largest;
    for (auto at = find_bytes(head, "ispe"); at != std::string_view::npos;
         at = find_bytes(head, "ispe", at + 4)) {
        const Size size{big32(head, at + 8), big32(head, at + 12)};
        if (!largest || size.width * size.height > largest->width * largest->height)
            largest = size;
    }
    return largest;
}

Size size_of_bmp(std::string_view bytes)
{
    if (little32(bytes, 14) == 12)
        return {little16(bytes, 18), little16(bytes, 20)};
    const auto width = static_cast<std::int32_t>(little32(bytes, 18));
    const auto height = static_cast<std::int32_t>(little32(bytes, 22)); // below zero: lines from the top down
    const auto absolute = [](std::int32_t value) {
        return static_cast<std::uint64_t>(value < 0 ? -std::int64_t{value} : std::int64_t{value});
    };
    return {absolute(width), absolute(height)};
}

/// Nothing: its header cannot be read. Formats whose size we do not know give one point.
std::optional<Size> size_of(std::string_view bytes)
{
    if (bytes.starts_with("\x89PNG"))
        return stands_at(bytes, 12, "IHDR") && end_of_png(bytes)
                   ? std::optional(Size{big32(bytes, 16), big32(bytes, 20)})
                   : std::nullopt;
    if (bytes.starts_with("\xFF\xD8"))
        return size_of_jpeg(bytes);
    if (bytes.starts_with("GIF8"))
        return bytes.size() >= 13 ? std::optional(Size{little16(bytes, 6), little16(bytes, 8)})
                                  : std::nullopt;
    if (bytes.starts_with("BM"))
        return size_of_bmp(bytes);
    if (bytes.starts_with("II*") || bytes.starts_with(std::string_view("MM\0*", 4)))
        return size_of_tiff(bytes);
    if (stands_at(bytes, 8, "WEBP"))
        return size_of_webp(bytes);
    if (stands_at(bytes, 4, "ftyp"))
        return size_of_heif(bytes);
    if (bytes.starts_with("8BPS"))
        return Size{big32(bytes, 18), big32(bytes, 14)};
    if (bytes.starts_with("gimp xcf "))
        return Size{big32(bytes, 14), big32(bytes, 18)};
    return Size{1, 1};
}

} // namespace

void look_into_picture(Walk& walk, const Piece& piece)
{
    const auto size = size_of(piece.bytes);
    if (!size || size->width == 0 || size->height == 0)
        return walk.found(Trait::not_readable, piece);
    if (goes_on_as_other_kind(piece.bytes))
        walk.found(Trait::polyglot, piece, "data behind the picture");
    if (size->width > most_points || size->height > most_points || size->width * size->height > most_points)
        walk.found(Trait::picture_huge, piece,
                   std::to_string(size->width) + " x " + std::to_string(size->height));
}

void look_into_media(Walk& walk, const Piece& piece)
{
    // ASF: the object of script commands, and the command itself as UTF-16 (Windows Media "URLANDEXIT").
    constexpr std::string_view commands("\x30\x1A\xFB\x1E\x62\x0B\xD0\x11\xA3\x9B\x00\xA0\xC9\x03\x48\xF6",
                                        16);
    constexpr std::string_view exit_to("U\0R\0L\0A\0N\0D\0E\0X\0I\0T\0", 20);
    if (piece.bytes.starts_with("ID3")) { // ID3v2 2.4, 3.1: seven bits a byte
        std::size_t tag = 10;
        for (std::size_t i = 0; i < 4; ++i)
            tag += little(piece.bytes, 6 + i, 1) << (7 * (3 - i));
        if (begins_other_kind(
                piece.bytes.substr(std::min(piece.bytes.find_first_not_of('\0', tag), piece.bytes.size()))))
            walk.found(Trait::polyglot, piece, "data behind a tag");
    }
    constexpr std::string_view asf("\x30\x26\xB2\x75");
    if (piece.bytes.starts_with(asf)) {
        if (find_bytes(piece.bytes, commands) != std::string_view::npos ||
            find_bytes(piece.bytes, exit_to) != std::string_view::npos)
            walk.found(Trait::remote_content, piece, "media command");
    }
}

} // namespace pedell::content
