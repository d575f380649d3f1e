// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/bytes.h"
#include "content/types.h"

#include <array>
#include <cstddef>

namespace pedell::content
{
namespace
{

using core::Kind;
using namespace std::string_view_literals;

struct Mark {
    std::size_t at;
    std::string_view bytes;
    Kind kind;
    Format format;
    std::string_view type;
};

/// Sources: the formats' own specifications, and Debian's magic(5) data base. The first that fits counts.
constexpr std::array marks{
    // Programs and what installs them
    Mark{0, "MZ"sv, Kind::program, Format::nothing, "application/vnd.microsoft.portable-executable"},
    Mark{0, "ZM"sv, Kind::program, Format::nothing, "application/x-dosexec"},
    Mark{0,
         "\x7F"
         "ELF"sv,
         Kind::program, Format::nothing, "application/x-executable"},
    Mark{0, "\xFE\xED\xFA\xCE"sv, Kind::program, Format::nothing, "application/x-mach-binary"},
    Mark{0, "\xFE\xED\xFA\xCF"sv, Kind::program, Format::nothing, "application/x-mach-binary"},
    Mark{0, "\xCE\xFA\xED\xFE"sv, Kind::program, Format::nothing, "application/x-mach-binary"},
    Mark{0, "\xCF\xFA\xED\xFE"sv, Kind::program, Format::nothing, "application/x-mach-binary"},
    Mark{0, "\xCA\xFE\xBA\xBE"sv, Kind::program, Format::nothing, "application/java-vm"},
    Mark{0, "\xCA\xFE\xD0\x0D"sv, Kind::program, Format::nothing, "application/x-java-pack200"},
    Mark{0, "dex\n"sv, Kind::program, Format::nothing, "application/x-dex"},
    Mark{0, "\0asm"sv, Kind::program, Format::nothing, "application/wasm"},
    Mark{0, "MSCF\0\0\0\0"sv, Kind::program, Format::nothing, "application/vnd.ms-cab-compressed"},
    Mark{0, "ITSF"sv, Kind::program, Format::nothing, "application/vnd.ms-htmlhelp"},
    Mark{0, "!<arch>\n"sv, Kind::program, Format::nothing, "application/x-archive"},
    Mark{0, "\xED\xAB\xEE\xDB"sv, Kind::program, Format::nothing, "application/x-rpm"},
    Mark{0, "xar!"sv, Kind::program, Format::nothing, "application/x-xar"},
    Mark{0, "Cr24"sv, Kind::program, Format::nothing, "application/x-chrome-extension"},
    Mark{0, "FWS"sv, Kind::program, Format::nothing, "application/x-shockwave-flash"},
    Mark{0, "CWS"sv, Kind::program, Format::nothing, "application/x-shockwave-flash"},
    Mark{0, "ZWS"sv, Kind::program, Format::nothing, "application/x-shockwave-flash"},
    Mark{0,
         "\xE9"
         "!\0EPOC"sv,
         Kind::program, Format::nothing, "application/vnd.symbian.install"},
    Mark{0, "X5O!P%@AP"sv, Kind::program, Format::nothing, "application/x-dosexec"},
    Mark{0, "hsqs"sv, Kind::disk_image, Format::nothing, "application/x-squashfs"},
    // Drives in a file
    Mark{0x8001, "CD001"sv, Kind::disk_image, Format::nothing, "application/x-iso9660-image"},
    Mark{0x8001, "BEA01"sv, Kind::disk_image, Format::nothing, "application/x-udf-image"},
    Mark{0, "conectix"sv, Kind::disk_image, Format::nothing, "application/x-vhd"},
    Mark{0, "vhdxfile"sv, Kind::disk_image, Format::nothing, "application/x-vhdx"},
    Mark{0, "MSWIM\0\0\0"sv, Kind::disk_image, Format::nothing, "application/x-ms-wim"},
    Mark{0, "QFI\xFB"sv, Kind::disk_image, Format::nothing, "application/x-qemu-disk"},
    Mark{0, "KDMV"sv, Kind::disk_image, Format::nothing, "application/x-vmdk-disk"},
    Mark{0, "# Disk DescriptorFile"sv, Kind::disk_image, Format::nothing, "application/x-vmdk-disk"},
    Mark{0, "LUKS\xBA\xBE"sv, Kind::disk_image, Format::nothing, "application/x-luks"},
    Mark{3, "NTFS    "sv, Kind::disk_image, Format::nothing, "application/x-raw-disk-image"},
    Mark{3, "EXFAT   "sv, Kind::disk_image, Format::nothing, "application/x-raw-disk-image"},
    Mark{54, "FAT1"sv, Kind::disk_image, Format::nothing, "application/x-raw-disk-image"},
    Mark{82, "FAT32"sv, Kind::disk_image, Format::nothing, "application/x-raw-disk-image"},
    Mark{0, "\x4C\0\0\0\x01\x14\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46"sv, Kind::shortcut, Format::nothing,
         "application/x-ms-shortcut"},
    // Documents
    Mark{0, "%PDF-"sv, Kind::pdf, Format::pdf, "application/pdf"},
    Mark{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, Kind::document, Format::ole, "application/x-ole-storage"},
    Mark{0, "{\\rt"sv, Kind::document, Format::rtf, "application/rtf"},
    Mark{0, "\x09\x08\x10\0\0\x06\x05\0"sv, Kind::document, Format::closed, "application/vnd.ms-excel"},
    Mark{0, "\x09\x04\x06\0"sv, Kind::document, Format::closed, "application/vnd.ms-excel"},
    Mark{0, "\x09\x02\x06\0"sv, Kind::document, Format::closed, "application/vnd.ms-excel"},
    Mark{0, "\x09\0\x04\0"sv, Kind::document, Format::closed, "application/vnd.ms-excel"},
    Mark{0, "ID;P"sv, Kind::document, Format::closed, "application/x-sylk"},
    Mark{0, "%!PS"sv, Kind::document, Format::closed, "application/postscript"},
    Mark{0, "\xC5\xD0\xD3\xC6"sv, Kind::document, Format::closed, "application/postscript"},
    Mark{0, "\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D"sv, Kind::document, Format::closed, "application/onenote"},
    Mark{0, "\0\1\0\0Standard "sv, Kind::document, Format::closed, "application/x-msaccess"},
    Mark{0, "AT&TFORM"sv, Kind::document, Format::closed, "image/vnd.djvu"},
    Mark{0, "!BDN"sv, Kind::document, Format::closed, "application/vnd.ms-outlook-pst"},
    Mark{0, "\x78\x9F\x3E\x22"sv, Kind::tnef, Format::nothing, "application/ms-tnef"},
    // Archives
    Mark{0, "PK\3\4"sv, Kind::archive, Format::zip, "application/zip"},
    Mark{0, "PK\5\6"sv, Kind::archive, Format::zip, "application/zip"},
    Mark{0, "PK\7\x8"sv, Kind::archive, Format::zip, "application/zip"},
    Mark{0, "PK00PK"sv, Kind::archive, Format::zip, "application/zip"},
    Mark{0, "\x1F\x8B"sv, Kind::archive, Format::compressed, "application/gzip"},
    Mark{0, "BZh"sv, Kind::archive, Format::compressed, "application/x-bzip2"},
    Mark{0,
         "\xFD"
         "7zXZ\0"sv,
         Kind::archive, Format::compressed, "application/x-xz"},
    Mark{257, "ustar"sv, Kind::archive, Format::tar, "application/x-tar"},
    Mark{0, "7z\xBC\xAF\x27\x1C"sv, Kind::archive, Format::closed, "application/x-7z-compressed"},
    Mark{0, "Rar!\x1A\x07"sv, Kind::archive, Format::closed, "application/vnd.rar"},
    Mark{0, "RE~^"sv, Kind::archive, Format::closed, "application/vnd.rar"},
    Mark{7, "**ACE**"sv, Kind::archive, Format::closed, "application/x-ace-compressed"},
    Mark{0, "\x60\xEA"sv, Kind::archive, Format::closed, "application/x-arj"},
    Mark{2, "-lh"sv, Kind::archive, Format::closed, "application/x-lha"},
    Mark{2, "-lz"sv, Kind::archive, Format::closed, "application/x-lha"},
    Mark{0, "ALZ\1"sv, Kind::archive, Format::closed, "application/x-alz"},
    Mark{0, "EGGA"sv, Kind::archive, Format::closed, "application/x-egg"},
    Mark{0, "SZDD"sv, Kind::archive, Format::closed, "application/x-ms-compress"},
    Mark{0, "KWAJ"sv, Kind::archive, Format::closed, "application/x-ms-compress"},
    Mark{0, "SIT!"sv, Kind::archive, Format::closed, "application/x-stuffit"},
    Mark{0, "StuffIt"sv, Kind::archive, Format::closed, "application/x-stuffit"},
    Mark{0, "\x1F\x9D"sv, Kind::archive, Format::closed, "application/x-compress"},
    Mark{0, "\x1F\xA0"sv, Kind::archive, Format::closed, "application/x-compress"},
    Mark{0, "\x28\xB5\x2F\xFD"sv, Kind::archive, Format::closed, "application/zstd"},
    Mark{0, "\x04\x22\x4D\x18"sv, Kind::archive, Format::closed, "application/x-lz4"},
    Mark{0, "LZIP"sv, Kind::archive, Format::closed, "application/x-lzip"},
    Mark{0, "\x89LZO"sv, Kind::archive, Format::closed, "application/x-lzop"},
    Mark{0, "070701"sv, Kind::archive, Format::closed, "application/x-cpio"},
    Mark{0, "070707"sv, Kind::archive, Format::closed, "application/x-cpio"},
    Mark{0, "\xC7\x71"sv, Kind::archive, Format::closed, "application/x-cpio"},
    Mark{0, "WARC/"sv, Kind::archive, Format::closed, "application/warc"},
    // Pictures
    Mark{0, "\x89PNG\r\n\x1A\n"sv, Kind::picture, Format::picture, "image/png"},
    Mark{0, "\xFF\xD8\xFF"sv, Kind::picture, Format::picture, "image/jpeg"},
    Mark{0, "GIF87a"sv, Kind::picture, Format::picture, "image/gif"},
    Mark{0, "GIF89a"sv, Kind::picture, Format::picture, "image/gif"},
    Mark{0, "II*\0"sv, Kind::picture, Format::picture, "image/tiff"},
    Mark{0, "MM\0*"sv, Kind::picture, Format::picture, "image/tiff"},
    Mark{0, "8BPS"sv, Kind::picture, Format::picture, "image/vnd.adobe.photoshop"},
    Mark{0, "\0\0\1\0"sv, Kind::picture, Format::picture, "image/vnd.microsoft.icon"},
    Mark{0, "gimp xcf "sv, Kind::picture, Format::picture, "image/x-xcf"},
    Mark{0, "\0\0\0\x0CjP  \r\n"sv, Kind::picture, Format::nothing, "image/jp2"},
    Mark{0, "\xFF\x0A"sv, Kind::picture, Format::nothing, "image/jxl"},
    Mark{0, "\0\0\0\x0CJXL \r\n"sv, Kind::picture, Format::nothing, "image/jxl"},
    Mark{0, "\xD7\xCD\xC6\x9A"sv, Kind::picture, Format::nothing, "image/wmf"},
    Mark{0, "\1\0\x09\0\0\3"sv, Kind::picture, Format::nothing, "image/wmf"},
    Mark{0, "VCLMTF"sv, Kind::picture, Format::nothing, "image/x-starview-metafile"},
    // Sound and moving pictures
    Mark{0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv, Kind::video, Format::media, "video/x-ms-asf"},
    Mark{0, "OggS"sv, Kind::audio, Format::media, "audio/ogg"},
    Mark{0, "fLaC"sv, Kind::audio, Format::media, "audio/flac"},
    Mark{0, "ID3"sv, Kind::audio, Format::media, "audio/mpeg"},
    Mark{0, "MThd"sv, Kind::audio, Format::media, "audio/midi"},
    Mark{0, "#!AMR"sv, Kind::audio, Format::media, "audio/amr"},
    Mark{0, ".snd"sv, Kind::audio, Format::media, "audio/basic"},
    Mark{0, "\x1A\x45\xDF\xA3"sv, Kind::video, Format::media, "video/webm"},
    Mark{0, "\0\0\1\xBA"sv, Kind::video, Format::media, "video/mpeg"},
    Mark{0, "\0\0\1\xB3"sv, Kind::video, Format::media, "video/mpeg"},
    Mark{0, "FLV\1"sv, Kind::video, Format::media, "video/x-flv"},
    // Fonts
    Mark{0, "OTTO"sv, Kind::font, Format::nothing, "font/otf"},
    Mark{0, "true\0"sv, Kind::font, Format::nothing, "font/ttf"},
    Mark{0, "\0\1\0\0\0"sv, Kind::font, Format::nothing, "font/ttf"},
    Mark{0, "ttcf"sv, Kind::font, Format::nothing, "font/collection"},
    Mark{0, "wOFF"sv, Kind::font, Format::nothing, "font/woff"},
    Mark{0, "wOF2"sv, Kind::font, Format::nothing, "font/woff2"},
    // The rest
    Mark{0, "SQLite format 3\0"sv, Kind::data, Format::nothing, "application/vnd.sqlite3"},
    Mark{0, "\0\5\x16\7"sv, Kind::data, Format::nothing, "application/applefile"},
    Mark{0, "\0\0\0\1Bud1"sv, Kind::data, Format::nothing, "application/x-ds-store"},
    Mark{0, "bplist0"sv, Kind::data, Format::closed, "application/x-bplist"},
};

/// "RIFF....WAVE", "FORM....AIFF", "....ftypmp42": the kind stands behind a length.
RealType type_of_boxes(std::string_view bytes)
{
    const std::string_view kind = slice(bytes, 8, 4);
    if (bytes.starts_with("RIFF")) {
        if (kind == "WAVE")
            return {Kind::audio, Format::media, "audio/wav", {}};
        if (kind == "AVI ")
            return {Kind::video, Format::media, "video/x-msvideo", {}};
        if (kind == "WEBP")
            return {Kind::picture, Format::picture, "image/webp", {}};
        return {};
    }
    if (bytes.starts_with("FORM") && (kind == "AIFF" || kind == "AIFC"))
        return {Kind::audio, Format::media, "audio/aiff", {}};
    if (stands_at(bytes, 4, "ftyp")) {
        if (kind == "heic" || kind == "heix" || kind == "mif1" || kind == "msf1" || kind == "hevc")
            return {Kind::picture, Format::picture, "image/heic", {}};
        if (kind == "avif" || kind == "avis")
            return {Kind::picture, Format::picture, "image/avif", {}};
        if (kind == "M4A " || kind == "M4B " || kind == "M4P ")
            return {Kind::audio, Format::media, "audio/mp4", {}};
        return {Kind::video, Format::media, "video/mp4", {}};
    }
    if (stands_at(bytes, 4, "moov") || stands_at(bytes, 4, "mdat") || stands_at(bytes, 4, "wide"))
        return {Kind::video, Format::media, "video/quicktime", {}};
    if (bytes.starts_with("BM") && little32(bytes, 2) <= bytes.size() + 4 && little32(bytes, 14) <= 256 &&
        little32(bytes, 14) >= 12)
        return {Kind::picture, Format::picture, "image/bmp", {}};
    if (little32(bytes, 0) == 1 && stands_at(bytes, 40, " EMF"))
        return {Kind::picture, Format::nothing, "image/emf", {}};
    const unsigned frame = big16(bytes, 0);
    if ((frame & 0xFFE0U) == 0xFFE0U && (frame & 0x18U) != 0x08U && (frame & 0x06U) != 0 && bytes.size() > 4)
        return {Kind::audio, Format::media, "audio/mpeg", {}};
    if ((frame & 0xFFF6U) == 0xFFF0U && bytes.size() > 7)
        return {Kind::audio, Format::media, "audio/aac", {}};
    return {};
}

/// DER of PKCS #7 (RFC 5652: the object identifier comes first) and #12 (RFC 7292: version 3 comes first).
RealType type_of_der(std::string_view bytes)
{
    constexpr std::string_view pkcs7("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07");
    constexpr std::string_view compressed("\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x09");
    if (!bytes.starts_with('\x30'))
        return {};

    const std::string_view head = bytes.substr(0, 32);
    if (head.find(pkcs7) <= 6 || head.find(compressed) <= 6)
        return {Kind::ciphertext, Format::cms, "application/pkcs7-mime", {}};
    if (head.find(pkcs7) != std::string_view::npos)
        return {Kind::data, Format::nothing, "application/x-pkcs12", {}};
    return {};
}

} // namespace

RealType type_by_mark(std::string_view bytes)
{
    for (const Mark& mark : marks)
        if (stands_at(bytes, mark.at, mark.bytes))
            return {mark.kind, mark.format, std::string(mark.type), {}};

    // A fixed VHD and a DMG carry their mark at the end.
    if (bytes.size() >= 512) {
        const std::string_view end = bytes.substr(bytes.size() - 512);
        if (end.starts_with("conectix"))
            return {Kind::disk_image, Format::nothing, "application/x-vhd", {}};
        if (end.starts_with("koly"))
            return {Kind::disk_image, Format::nothing, "application/x-apple-diskimage", {}};
    }
    if (auto boxes = type_of_boxes(bytes); boxes.kind != Kind::unknown)
        return boxes;
    if (bytes.size() >= 84 && bytes.size() == 84 + 50 * std::uint64_t{little32(bytes, 80)})
        return {Kind::data, Format::nothing, "model/stl", {}};
    return type_of_der(bytes);
}

} // namespace pedell::content
