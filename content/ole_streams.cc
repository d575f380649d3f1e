// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/ole.h"

#include "content/bytes.h"
#include "content/inspectors.h"
#include "content/walk.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace pedell::content
{
namespace
{

using core::Trait;

template <std::size_t count>
bool among(const std::array<std::string_view, count>& list, std::string_view word)
{
    return std::ranges::find(list, word) != list.end();
}

/// Header of a Word document ([MS-DOC] 2.5.1): bit 8 of the flags at 10 says that it is encrypted.
void look_at_word(Walk& walk, const Piece& piece, std::string_view bytes)
{
    if ((little16(bytes, 10) & 0x0100U) != 0)
        walk.found(Trait::document_encrypted, piece);
    // A field begins with U+0013, in text of one or two bytes a letter.
    for (auto at = bytes.find('\x13'); at != std::string_view::npos; at = bytes.find('\x13', at + 1)) {
        std::string instruction;
        for (const char c : slice(bytes, at + 1, 48))
            if (c != '\0' && c != ' ' && c != '"')
                instruction += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        if (instruction.starts_with("DDE"))
            walk.found(Trait::dynamic_data, piece, "dde");
    }
}

bool in_url(char c)
{
    return c > ' ' && c < '\x7F' && c != '"' && c != '<' && c != '>';
}

/// The letters of a URL from here on, each `width` bytes wide.
std::string url_at(std::string_view bytes, std::size_t at, std::size_t width)
{
    std::string url;
    for (; at + width <= bytes.size() && url.size() < 2048; at += width) {
        if (!in_url(bytes[at]) || (width == 2 && bytes[at + 1] != '\0'))
            break;
        url += bytes[at];
    }
    return url;
}

/// "http://..." in one or two bytes a letter: links of old documents lie in many places.
void look_at_links(Walk& walk, const Piece& piece, std::string_view bytes)
{
    for (const std::string_view scheme : {"http", "HTTP", "Http"})
        for (const std::size_t width : {1U, 2U}) {
            std::string mark;
            for (const char letter : scheme)
                mark += width == 1 ? std::string{letter} : std::string{letter, '\0'};
            std::size_t at = 0;
            while ((at = find_bytes(bytes, mark, at)) != std::string_view::npos && walk.in_time(piece)) {
                const std::string url = url_at(bytes, at, width);
                look_at_link(walk, piece, url, {});
                at += std::max<std::size_t>(url.size() * width, 1);
            }
        }
}

/// An object in a presentation: deflated (RFC 1950) behind its size, at most what the walk allows.
std::optional<std::string> inflate_object(Walk& walk, const Piece& piece, std::string_view data)
{
    const std::uint64_t size = little32(data, 0);
    if (data.size() < 4 || !walk.spend(piece, size, data.size()))
        return std::nullopt;
    std::string object(size, '\0');
    uLongf got = object.size();
    const auto* packed = reinterpret_cast<const Bytef*>(data.data() + 4);
    if (uncompress(reinterpret_cast<Bytef*>(object.data()), &got, packed, data.size() - 4) != Z_OK) {
        walk.found(Trait::not_readable, piece, "object");
        return std::nullopt;
    }
    object.resize(got);
    return object;
}

} // namespace

void look_at_ole_name(Walk& walk, const Piece& piece, const std::string& name, bool& known, bool& message)
{
    constexpr std::array<std::string_view, 12> documents{"WordDocument",
                                                         "Workbook",
                                                         "Book",
                                                         "PowerPoint Document",
                                                         "EncryptedPackage",
                                                         "VisioDocument",
                                                         "Quill",
                                                         "Equation Native",
                                                         "MM",
                                                         "Contents",
                                                         "\1Ole10Native",
                                                         "\1Ole"};
    constexpr std::array<std::string_view, 4> macros{"VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros"};
    if (among(documents, name))
        known = true;
    if (among(macros, name)) {
        known = true;
        walk.found(Trait::macro, piece);
    }
    if (name == "EncryptedPackage" || name == "EncryptedSummary" || name == "\6DataSpaces" ||
        name == "EncryptionInfo")
        walk.found(Trait::document_encrypted, piece);
    if (name == "\1Ole10Native" || name == "\1Ole10ItemName" || name == "Package")
        walk.found(Trait::embedded_object, piece, "package");
    if (name == "Equation Native")
        walk.found(Trait::embedded_object, piece, "equation");
    if (name == "\3OCXNAME" || name == "\3OCXDATA" || name == "OCXNAME" || name == "OCXDATA")
        walk.found(Trait::embedded_object, piece, "ActiveX");
    if (name.starts_with("__properties_version1.0") || name.starts_with("__substg1.0_") ||
        name == "__nameid_version1.0")
        message = true;
}

void look_at_ole_stream(Walk& walk, const Piece& piece, const std::string& name, std::string_view bytes)
{
    if (name == "WordDocument")
        look_at_word(walk, piece, bytes);
    else if (name == "Workbook" || name == "Book")
        look_at_workbook(walk, piece, bytes);
    else if (name == "PowerPoint Document")
        look_at_presentation(walk, piece, bytes);
    else if (name == "Current User" && little32(bytes, 12) == 0xF3D1C4DF)
        walk.found(Trait::document_encrypted, piece);
    if (bytes.starts_with("\xD0\xCF\x11\xE0") || bytes.starts_with("PK\3\4") || bytes.starts_with("MZ"))
        walk.look(walk.inside(piece, name, bytes, Origin::document_member));
    look_at_links(walk, piece, bytes);
}

void look_at_workbook(Walk& walk, const Piece& piece, std::string_view records)
{
    std::size_t at = 0;
    while (at + 4 <= records.size()) {
        const unsigned type = little16(records, at);
        const std::size_t length = little16(records, at + 2);
        const std::string_view data = slice(records, at + 4, length);
        if (type == 0x2F)
            return walk.found(Trait::document_encrypted, piece); // nothing behind it can be read
        if (type == 0x85 && (little(data, 5, 1) == 1 || little(data, 5, 1) == 6))
            walk.found(Trait::macro, piece, "Excel 4");
        if (type == 0x1AE && data.size() > 4 && data.find('\3', 4) != std::string_view::npos)
            walk.found(Trait::dynamic_data, piece, "dde");
        if (type == 0 && length == 0 && records.find_first_not_of('\0', at) == std::string_view::npos)
            return; // padding
        at += 4 + length;
    }
}

void look_at_presentation(Walk& walk, const Piece& piece, std::string_view records)
{
    std::size_t at = 0;
    while (at + 8 <= records.size() && walk.in_time(piece)) {
        const bool container = (little16(records, at) & 0x0FU) == 0x0F;
        const unsigned type = little16(records, at + 2);
        const std::size_t length = little32(records, at + 4);
        const std::string_view data = slice(records, at + 8, length);
        if (type == 0x03FF || type == 0x0400)
            walk.found(Trait::macro, piece);
        if (type == 0x1011) { // an object in its own compound file, deflated or not
            const bool packed = (little16(records, at) >> 4) == 1;
            const auto object = packed ? inflate_object(walk, piece, data) : std::optional(std::string(data));
            if (object && !object->empty())
                walk.look(walk.inside(piece, "Objekt", *object, Origin::document_member));
        }
        at += container ? 8 : 8 + length; // containers are entered
    }
}

} // namespace pedell::content
