// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a look at bytes brings to light, without judging it. `content/` fills it in, `judge.h` decides.
namespace pedell::core
{

/// What a part is by its bytes; its name and its declared type have no say in it.
enum class Kind : std::uint8_t {
    unknown, ///< nothing that we know: judged like a program
    empty,
    text,     ///< plain text, source code, CSV, Markdown
    message,  ///< RFC 5322, as a whole or attached
    html,     ///< HTML, XHTML, MHTML
    xml,      ///< XML of no kind named here
    svg,      ///< drawing as XML
    json,     ///< JSON, notebooks included
    picture,  ///< raster
    audio,    ///< sound
    video,    ///< moving pictures
    pdf,      ///< ISO 32000
    document, ///< OOXML, ODF, EPUB, old Office (OLE), RTF
    school,   ///< GeoGebra, Scratch, MuseScore, Anki: what lessons are made of
    archive,  ///< ZIP, tar, gzip, 7z, RAR, ...
    calendar, ///< RFC 5545
    contact,  ///< RFC 6350
    font,
    signature,  ///< detached signature: S/MIME, PGP
    ciphertext, ///< an encrypted message: S/MIME, PGP
    tnef,       ///< winmail.dat of Outlook
    program,    ///< machine code, installers, packages of programs
    script,     ///< text that Windows or a shell runs at a click
    shortcut,   ///< .lnk, .url, .library-ms and their like: points elsewhere and starts it
    disk_image, ///< ISO, VHD, DMG: a drive in a file
    data        ///< data bases and other harmless binary that is none of the above
};

/// One remarkable thing about one part. The comment says when it is found.
enum class Trait : std::uint8_t {
    // Two readers could see different things (mail evasions A, B)
    header_malformed, ///< a header line that is none, a field that cannot be read for certain, NUL, bare CR
    header_doubled,   ///< a field twice that may stand once
    structure_ambiguous, ///< boundaries, delimiters, nesting that mail programs read differently
    encoding_broken,     ///< base64 or quoted-printable with foreign characters, data behind its end
    encoding_unknown,    ///< a transfer encoding that RFC 2045 does not know, or one where none may be
    charset_unreadable,  ///< UTF-7, an unknown character set on HTML: text that hides what it says
    hidden_block,        ///< uuencode, yEnc, BinHex, base64 or a MIME tree where only text is said to be
    message_fragment,    ///< message/partial
    message_elsewhere,   ///< message/external-body
    content_encoded,     ///< compressed by a header field (Content-Encoding, x-gzip64)

    // The inspection stopped: nothing behind this was seen
    too_deep,
    too_many_parts,
    too_large_inside, ///< unpacked more than the bounds allow, or out of all proportion
    too_long,         ///< lines, fields, names beyond any sensible length
    not_readable,     ///< an archive, document or picture that is broken
    not_supported,    ///< of a known kind that we cannot look into
    out_of_bounds,    ///< time or memory ran out

    // Names
    name_malformed,  ///< control characters, separators, streams, too long, unreadable parameters, two that
                     ///< differ
    name_misleading, ///< turns the reading direction, hides or imitates the extension
    name_active, ///< ends in an extension that starts something (.exe, .js, .lnk, ...); detail: the extension
    name_device, ///< CON, NUL, COM1: Windows keeps these for itself
    name_climbs, ///< absolute, drive letter, "..": leaves the folder it is unpacked in
    name_differs, ///< extension and real type contradict each other; detail: "exe as jpg"

    // Archives
    archive_encrypted,
    archive_split,
    archive_inconsistent, ///< directory and members disagree, gaps, several ends, overlapping members
    archive_link,         ///< symbolic or hard link, device

    // What acts
    program_inside, ///< a program or installer, whatever it is called
    script_inside,  ///< a script, whatever it is called
    shortcut_inside,
    disk_image_inside,
    macro,              ///< VBA, Excel 4, Basic in ODF; signed or not
    embedded_object,    ///< OLE package, ActiveX, a file inside a document that a click starts
    remote_content,     ///< template, frame, picture, sheet link that a document fetches when it is opened
    dynamic_data,       ///< DDE, CSV formula that starts something
    document_encrypted, ///< a document that opens with a password only
    document_script,    ///< JavaScript in PDF, XFA
    document_action,    ///< launch, submit or open by itself; media players' commands
    document_file,      ///< a file embedded in a PDF that is not judged harmless by itself
    html_active,        ///< script, frame, form, handler, refresh in HTML
    svg_active,         ///< script, handler, foreign object in SVG
    calendar_active,    ///< alarm that runs or mails, HTML description
    polyglot,           ///< valid as two kinds at once
    message_encrypted,  ///< S/MIME or PGP: nobody but the reader sees what is in it
    picture_huge,       ///< more than 120 megapixels
    contact_large,      ///< a visiting card with more than 200 KB

    // Links
    link,           ///< a link; detail: its host, lower case, punycode
    link_disguised, ///< shows one host and leads to another, numeric host, user before "@", mixed scripts
    link_scheme ///< javascript:, vbscript:, data: (but raster pictures), file:, ms-*: ...; detail: the scheme
};

/// One part that was looked at. `path` names it as a person would find it: "Nachricht › Referat.zip ›
/// a.docx".
struct Part {
    std::string path;
    Kind kind = Kind::unknown;
    std::string type;        ///< media type by its bytes, lower case: "application/pdf"
    std::uint64_t bytes = 0; ///< decoded
    bool body =
        false; ///< the text of a message (inline, without a name of its own), no file: decides on HTML
    bool operator==(const Part&) const = default;
};

/// One thing found, at one part.
struct Finding {
    Trait trait = Trait::out_of_bounds;
    std::string part;   ///< as Part::path
    std::string detail; ///< for the trait's own question (extension, host); UTF-8, no control characters, at
                        ///< most 200 bytes
    bool operator==(const Finding&) const = default;
};

/// All that one inspection found. Without `complete` nothing may pass: something was not seen.
struct Findings {
    std::vector<Part> parts;
    std::vector<Finding> list;
    bool complete = false; ///< set at the very end, by nobody but the inspection itself
    bool operator==(const Findings&) const = default;
};

/// Names in --json and on the wire between worker and front: "header_malformed", "picture".
[[nodiscard]] std::string_view name_of(Kind kind) noexcept;
[[nodiscard]] std::string_view name_of(Trait trait) noexcept;
[[nodiscard]] std::optional<Kind> kind_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<Trait> trait_from(std::string_view name) noexcept;

} // namespace pedell::core
