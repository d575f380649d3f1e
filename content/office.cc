// SPDX-License-Identifier: GPL-3.0-or-later
// Documents that are ZIPs of XML: OOXML (ECMA-376), ODF (OASIS, 1.3), EPUB (W3C, 3.3).
#include "content/bytes.h"
#include "content/inspectors.h"
#include "content/office_xml.h"
#include "content/walk.h"
#include "content/zip_look.h"

#include <algorithm>
#include <array>
#include <set>

namespace pedell::content
{
namespace
{

using core::Trait;

std::string base_name(std::string_view path)
{
    const auto slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

/// XML in whatever encoding, whatever its name: readers go by content types, not by extensions.
bool seems_xml(std::string_view bytes)
{
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        return true;
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    const auto first = bytes.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && bytes[first] == '<';
}

/// A page of HTML, in a book or as a part of a document (altChunk).
bool is_page(const std::string& extension)
{
    return extension == "xhtml" || extension == "html" || extension == "htm" || extension == "xht" ||
           extension == "mht" || extension == "mhtml";
}

/// Printers' settings and fonts made unreadable on purpose: no reader but their own, and nothing acts.
bool is_opaque(std::string_view name, std::string_view extension)
{
    return extension == "odttf" || extension == "fntdata" || base_name(name).starts_with("printersettings") ||
           name.ends_with("layout-cache");
}

/// One member: XML is listened to, all else is looked at as what it is.
template <class Listener>
void look_at_member(Walk& walk, const Piece& piece, const ZipMember& member, std::string_view bytes)
{
    const std::string name = lower(member.name);
    const std::string extension = extension_of(name);
    if (is_opaque(name, extension) || bytes.empty())
        return;

    const Piece inner = walk.inside(piece, member.name, bytes, Origin::document_member);
    const bool must_be_xml = extension == "xml" || extension == "rels" || extension == "vml";
    if (extension == "svg" || is_page(extension) || (!must_be_xml && !seems_xml(bytes)))
        return walk.look(inner);

    Listener listener(walk, inner);
    if (!read_xml(walk, inner, bytes, listener)) {
        if (must_be_xml)
            walk.found(Trait::not_readable, inner);
        else
            walk.look(inner);
    }
}

/// What the names of members tell, whatever their bytes are.
void look_at_part_name(Walk& walk, const Piece& piece, const std::string& member)
{
    const std::string name = lower(member);
    const Piece inner = walk.inside(piece, member, {}, Origin::document_member);
    const auto lies_in = [&name](std::string_view folder) { return name.find(folder) != std::string::npos; };
    if (base_name(name).starts_with("vbaproject"))
        walk.found(Trait::macro, inner);
    if (lies_in("macrosheets/"))
        walk.found(Trait::macro, inner, "Excel 4");
    if (lies_in("/activex/"))
        walk.found(Trait::embedded_object, inner, "ActiveX");
}

/// Basic and other scripts lie in folders of their own; indexes without a module are ordinary.
void look_at_odf_name(Walk& walk, const Piece& piece, const std::string& member)
{
    const Piece inner = walk.inside(piece, member, {}, Origin::document_member);
    const std::string base = base_name(member);
    const bool index = base == "script-lc.xml" || base == "script-lb.xml" || base == "dialog-lc.xml" ||
                       base == "dialog-lb.xml" || base.empty();
    if (member.starts_with("Basic/") && !index)
        walk.found(Trait::macro, inner, "Basic");
    if (member.starts_with("Scripts/") && !base.empty())
        walk.found(Trait::macro, inner, "script");
}

/// Which members META-INF/encryption.xml makes unreadable, and whether fonts alone are meant.
class EncryptionXml : public XmlListener
{
public:
    void starts(const XmlElement& element) override
    {
        if (element.name == "EncryptionMethod") {
            const std::string_view algorithm = element.value("Algorithm");
            obfuscated_ = algorithm == "http://www.idpf.org/2008/embedding" ||
                          algorithm == "http://ns.adobe.com/pdf/enc#RC";
        }
        if (element.name == "CipherReference") {
            if (obfuscated_)
                fonts.insert(std::string(element.value("URI")));
            else
                encrypted = true;
        }
    }
    std::set<std::string> fonts;
    bool encrypted = false;

private:
    bool obfuscated_ = false;
};

std::set<std::string> obfuscated_fonts(Walk& walk, const Piece& piece, const ZipDirectory& directory)
{
    const ZipMember* member = directory.find("META-INF/encryption.xml");
    if (member == nullptr)
        return {};
    const auto bytes = unpack(walk, piece, *member);
    EncryptionXml listener;
    if (!bytes || !read_xml(walk, piece, *bytes, listener))
        walk.found(Trait::not_readable, piece, member->name);
    if (listener.encrypted)
        walk.found(Trait::document_encrypted, piece);
    return listener.fonts;
}

} // namespace

void look_into_ooxml(Walk& walk, const Piece& piece, const ZipDirectory& directory)
{
    if (!look_at_zip(walk, piece, directory))
        return;
    for (const ZipMember& member : directory.members) {
        if (member.folder)
            continue;
        look_at_part_name(walk, piece, member.name);
        if (const auto bytes = unpack(walk, piece, member))
            look_at_member<OfficeXml>(walk, piece, member, *bytes);
        if (!walk.in_time(piece))
            return;
    }
}

void look_into_opendocument(Walk& walk, const Piece& piece, const ZipDirectory& directory)
{
    if (!look_at_zip(walk, piece, directory))
        return;

    // An encrypted document says so in its manifest, and nothing else in it can be read.
    if (const ZipMember* manifest = directory.find("META-INF/manifest.xml")) {
        const auto bytes = unpack(walk, piece, *manifest);
        if (bytes && contains_like(*bytes, "encryption-data"))
            return walk.found(Trait::document_encrypted, piece);
    }
    for (const ZipMember& member : directory.members) {
        if (member.folder || member.name == "mimetype")
            continue;
        look_at_odf_name(walk, piece, member.name);
        if (const auto bytes = unpack(walk, piece, member))
            look_at_member<OpenDocumentXml>(walk, piece, member, *bytes);
        if (!walk.in_time(piece))
            return;
    }
}

void look_into_epub(Walk& walk, const Piece& piece, const ZipDirectory& directory)
{
    if (!look_at_zip(walk, piece, directory))
        return;
    const auto fonts = obfuscated_fonts(walk, piece, directory);
    for (const ZipMember& member : directory.members) {
        if (member.folder || member.name == "mimetype" || fonts.contains(member.name))
            continue;
        const auto bytes = unpack(walk, piece, member);
        if (!bytes)
            continue;
        const Piece inner = walk.inside(piece, member.name, *bytes, Origin::document_member);
        if (is_page(extension_of(member.name)))
            look_into_html(walk, inner); // a page of the book, no file of HTML: it is not noted as one
        else
            walk.look(inner);
        if (!walk.in_time(piece))
            return;
    }
}

} // namespace pedell::content
