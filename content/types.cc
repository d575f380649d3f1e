// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/types.h"

#include "content/bytes.h"
#include "content/magic.h"
#include "content/walk.h"

#include <algorithm>
#include <array>

namespace pedell::content
{
namespace
{

using core::Kind;

/// Formats that may consist of letters alone, and are not text all the same.
constexpr std::array<std::string_view, 10> marks_in_text{
    "%PDF-", "{\\rt", "X5O!P%@AP", "ID;P", "%!PS", "GIF87a", "GIF89a", "# Disk DescriptorFile",
    "WARC/", "MSCF"};

/// What libmagic says of binary that we have no mark for: pictures, sound, films and fonts pass as what they
/// are.
RealType type_by_data_base(std::string_view bytes, Magic& magic)
{
    const std::string type = magic.type_of(bytes);
    const auto is = [&type](std::string_view prefix) { return type.starts_with(prefix); };
    RealType real{.kind = Kind::unknown, .format = Format::nothing, .type = type, .directory = {}};
    if (is("image/"))
        real.kind = Kind::picture;
    else if (is("audio/"))
        real.kind = Kind::audio;
    else if (is("video/"))
        real.kind = Kind::video;
    else if (is("font/") || is("application/font") || is("application/vnd.ms-fontobject"))
        real.kind = Kind::font;
    else if (is("application/x-dosexec") || is("application/vnd.microsoft.portable") ||
             is("application/x-executable") || is("application/x-sharedlib") ||
             is("application/x-pie-executable") || is("application/x-mach-binary"))
        real.kind = Kind::program;
    else if (is("application/x-bytecode.python") || is("application/x-object") ||
             is("application/x-coredump"))
        real.kind = Kind::program;

    if (real.kind == Kind::picture)
        real.format = Format::picture;
    else if (real.kind == Kind::audio || real.kind == Kind::video)
        real.format = Format::media;
    return real;
}

/// A ZIP behind other bytes (self-extracting, or hidden), a PDF that does not begin at once.
RealType type_of_late_begin(std::string_view bytes, std::size_t most_members)
{
    if (bytes.substr(0, 1024 + 5).find("%PDF-") != std::string_view::npos)
        return {Kind::pdf, Format::pdf, "application/pdf", {}};

    auto directory = read_zip_directory(bytes, most_members);
    if (directory.readable || !directory.inconsistent.empty())
        return {Kind::archive, Format::zip, "application/zip", std::move(directory)};
    return {};
}

/// What OLE holds stands in its directory, of which libmagic reads none here: old Office, Outlook,
/// installers.
void name_ole(RealType& real, std::string_view name)
{
    const std::string extension = extension_of(name);
    real.type = "application/x-ole-storage";
    if (extension == "msi" || extension == "msp" || extension == "mst")
        real.kind = Kind::program;
}

/// Blanks before a PDF change nothing for its readers.
bool is_marked_text(std::string_view bytes)
{
    const auto first = std::min(bytes.find_first_not_of(" \t\r\n\f"), bytes.size());
    return bytes.substr(first).starts_with("%PDF-") ||
           std::ranges::any_of(marks_in_text, [&](std::string_view mark) { return bytes.starts_with(mark); });
}

} // namespace

bool is_text(std::string_view bytes) noexcept
{
    // TAB, LF, VT, FF, CR and ESC print; SUB may end a text of DOS.
    if (bytes.ends_with('\x1A'))
        bytes.remove_suffix(1);
    const auto is_bad = [](unsigned char byte) {
        const bool prints = (static_cast<unsigned char>(byte - 9) <= 4) | (byte == 27);
        return static_cast<unsigned char>(((byte < 32) & !prints) | (byte == 127));
    };
    // Blocks of one size, and no way out within them: the compiler takes sixteen letters at a time.
    constexpr std::size_t size = 1024;
    for (; bytes.size() >= size; bytes.remove_prefix(size)) {
        unsigned char bad = 0;
        for (std::size_t i = 0; i < size; ++i)
            bad |= is_bad(static_cast<unsigned char>(bytes[i]));
        if (bad != 0)
            return false;
    }
    return std::ranges::none_of(bytes,
                                [&](char letter) { return is_bad(static_cast<unsigned char>(letter)) != 0; });
}

RealType real_type(const Piece& piece, Magic& magic, std::size_t most_members)
{
    const std::string_view bytes = piece.bytes;
    if (bytes.empty())
        return {Kind::empty, Format::nothing, "application/x-empty", {}};

    if (is_text(bytes) && !is_marked_text(bytes))
        return type_of_text(bytes, piece);

    RealType real = type_by_mark(bytes);
    if (real.format == Format::zip)
        return type_of_package(read_zip_directory(bytes, most_members), bytes);
    if (real.format == Format::ole)
        name_ole(real, piece.name);
    if (real.kind == Kind::unknown)
        real = type_of_late_begin(bytes, most_members);
    if (real.kind == Kind::unknown)
        real = type_by_data_base(bytes, magic);
    return real;
}

} // namespace pedell::content
