// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/bytes.h"
#include "content/types.h"

#include <algorithm>
#include <array>

namespace pedell::content
{
namespace
{

using core::Kind;

bool any(const ZipDirectory& directory, auto holds)
{
    return std::ranges::any_of(directory.members,
                               [&](const ZipMember& member) { return holds(member.name); });
}

/// Android, Java, Windows, browsers: archives that are started or installed.
bool is_program(const ZipDirectory& directory)
{
    constexpr std::array<std::string_view, 6> signs{"AndroidManifest.xml", "classes.dex",
                                                    "AppxManifest.xml",    "META-INF/MANIFEST.MF",
                                                    "install.rdf",         "AppxBlockMap.xml"};
    return std::ranges::any_of(signs,
                               [&](std::string_view sign) { return directory.find(sign) != nullptr; }) ||
           any(directory, [](std::string_view name) {
               return name.starts_with("Payload/") && name.find(".app/") != std::string_view::npos;
           });
}

/// What the member "mimetype" says, stored first and unpacked (ODF 1.3 part 2, 3.3; EPUB 3.3, 4.2.6).
std::string_view said_type(const ZipDirectory& directory, std::string_view bytes)
{
    const ZipMember* said = directory.find("mimetype");
    if (said == nullptr || said->method != 0 || said->packed > 200)
        return {};
    std::string_view type = slice(bytes, said->data, said->packed);
    while (!type.empty() && (type.back() == '\n' || type.back() == '\r' || type.back() == ' '))
        type.remove_suffix(1);
    return type;
}

/// Packages of lessons; the type is what their makers call it.
std::string_view school_type(const ZipDirectory& directory)
{
    const auto has = [&](std::string_view name) { return directory.find(name) != nullptr; };
    if (has("geogebra.xml") || has("geogebra_macro.xml"))
        return "application/vnd.geogebra.file";
    if (has("project.json"))
        return "application/x.scratch.sb3";
    if (has("collection.anki2") || has("collection.anki21") || has("collection.anki21b"))
        return "application/apkg";
    if (any(directory, [](std::string_view name) { return name.ends_with(".mscx"); }))
        return "application/vnd.musescore";
    return {};
}

} // namespace

RealType type_of_package(ZipDirectory directory, std::string_view bytes)
{
    RealType real{Kind::archive, Format::zip, "application/zip", {}};
    const std::string_view said = said_type(directory, bytes);
    if (is_program(directory)) {
        real = {Kind::program, Format::nothing, "application/java-archive", {}};
    } else if (directory.find("[Content_Types].xml") != nullptr) {
        const bool fixed = any(directory, [](std::string_view name) { return name.ends_with(".fdseq"); });
        real = {Kind::document,
                fixed ? Format::closed : Format::ooxml,
                fixed ? "application/vnd.ms-xpsdocument" : "application/vnd.openxmlformats-officedocument",
                {}};
    } else if (said.starts_with("application/vnd.oasis.opendocument") ||
               said.starts_with("application/vnd.sun.xml")) {
        real = {Kind::document, Format::opendocument, lower(said), {}};
    } else if (said == "application/epub+zip") {
        real = {Kind::document, Format::epub, "application/epub+zip", {}};
    } else if (directory.find("META-INF/manifest.xml") != nullptr &&
               directory.find("content.xml") != nullptr) {
        real = {Kind::document, Format::opendocument, "application/vnd.oasis.opendocument", {}};
    } else if (const auto school = school_type(directory); !school.empty()) {
        real = {Kind::school, Format::school, std::string(school), {}};
    } else if (any(directory, [](std::string_view name) { return name.ends_with(".iwa"); })) {
        real = {Kind::document, Format::school, "application/vnd.apple.iwork", {}};
    }
    real.directory = std::move(directory);
    return real;
}

} // namespace pedell::content
