// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/office_xml.h"

#include "content/bytes.h"
#include "content/inspectors.h"
#include "content/walk.h"

#include <algorithm>
#include <array>

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

} // namespace

void OfficeXml::starts(const XmlElement& element)
{
    const std::string_view name = element.name;
    if (name == "Relationship")
        relationship(element);
    else if (name == "Override" || name == "Default")
        content_type(element.value("ContentType"));
    else if (name == "part" && !element.value("contentType").empty())
        content_type(element.value("contentType")); // a whole package as one XML
    else if (name == "fldSimple") {
        look_at_field(walk_, piece_, element.value("instr"));
    } else if (name == "fldChar") {
        const auto type = element.value("fldCharType");
        if (type == "begin")
            fields_.begin();
        else if (type == "separate")
            fields_.separate();
        else if (type == "end")
            fields_.end();
    } else if (name == "instrText" || name == "delInstrText") {
        in_instruction_ = true;
    } else if (name == "f" || name == "definedName" || name == "formula1") {
        in_formula_ = true;
        formula_.clear();
    } else if (name == "ddeLink") {
        walk_.found(Trait::dynamic_data, piece_, "dde");
    } else if (name == "script") { // a page as a part (altChunk)
        walk_.found(Trait::html_active, piece_, "script");
    } else if (name == "ocx" || name == "docOleData") {
        walk_.found(Trait::embedded_object, piece_, std::string(name));
    } else if (name == "binData" && element.value("name").ends_with(".mso")) {
        walk_.found(Trait::macro, piece_);
    } else {
        connection(element);
    }
    const std::string action = lower(element.value("action"));
    if (action.starts_with("ppaction://macro"))
        walk_.found(Trait::macro, piece_, "action");
    else if (action.starts_with("ppaction://program"))
        walk_.found(Trait::dynamic_data, piece_, "program");
}

void OfficeXml::ends(std::string_view name)
{
    if (name == "p")
        fields_.paragraph();
    if (name == "instrText" || name == "delInstrText")
        in_instruction_ = false;
    if (in_formula_ && (name == "f" || name == "definedName" || name == "formula1")) {
        in_formula_ = false;
        look_at_formula(walk_, piece_, formula_);
    }
}

void OfficeXml::text(std::string_view letters)
{
    if (in_instruction_)
        fields_.text(letters);
    if (in_formula_ && formula_.size() < (64U << 10))
        formula_ += letters;
}

void OfficeXml::entity(bool outside, std::string_view /*value*/)
{
    // No program of Office writes a document type, and none reads one.
    walk_.found(outside ? Trait::remote_content : Trait::not_readable, piece_, "entity");
}

void OfficeXml::relationship(const XmlElement& element)
{
    const std::string type = lower(element.value("Type"));
    const std::string_view target = element.value("Target");
    if (type.ends_with("/vbaproject"))
        walk_.found(Trait::macro, piece_);
    if (type.ends_with("macrosheet"))
        walk_.found(Trait::macro, piece_, "Excel 4");
    if (type.ends_with("/control") || type.ends_with("/activexcontrolbinary"))
        walk_.found(Trait::embedded_object, piece_, "ActiveX");
    if (type.find("webextension") != std::string::npos)
        walk_.found(Trait::remote_content, piece_, "add-in");
    if (lower(element.value("TargetMode")) != "external" && !leads_away(target))
        return;

    if (type.ends_with("/hyperlink")) {
        if (target.find(':') != std::string_view::npos || target.starts_with("\\\\"))
            look_at_link(walk_, piece_, target, {});
    } else if (leads_away(target)) {
        walk_.found(Trait::remote_content, piece_, type.substr(type.rfind('/') + 1));
    }
}

void OfficeXml::content_type(std::string_view type)
{
    const std::string lowered = lower(type);
    if (lowered.find("vbaproject") != std::string::npos)
        walk_.found(Trait::macro, piece_);
    if (lowered.find("macrosheet") != std::string::npos)
        walk_.found(Trait::macro, piece_, "Excel 4");
    if (lowered.find("sheet.binary") != std::string::npos)
        walk_.found(Trait::not_supported, piece_, "xlsb");
    if (lowered.find("activex") != std::string::npos)
        walk_.found(Trait::embedded_object, piece_, "ActiveX");
}

void OfficeXml::connection(const XmlElement& element)
{
    const std::string_view name = element.name;
    if (name == "webPr" && leads_away(element.value("url")))
        walk_.found(Trait::remote_content, piece_, "query");
    if (name == "textPr" && leads_away(element.value("sourceFile")))
        walk_.found(Trait::remote_content, piece_, "query");
    if (name == "connection" && element.value("refreshOnLoad") == "1")
        walk_.found(Trait::remote_content, piece_, "query");
    if (name == "imagedata" && leads_away(element.value("src")))
        walk_.found(Trait::remote_content, piece_, "image");
    // Buttons that call a macro by themselves: the ribbon of a document (customUI).
    if (element.space.find("customui") != std::string_view::npos || name == "customUI")
        for (const XmlAttribute& attribute : element.attributes)
            if (attribute.name.starts_with("on") || attribute.name == "loadImage")
                walk_.found(Trait::macro, piece_, "customUI");
}

void OpenDocumentXml::starts(const XmlElement& element)
{
    const std::string_view name = element.name;
    if (name == "encryption-data")
        walk_.found(Trait::document_encrypted, piece_);
    else if (name == "event-listener" && element.space.find(":script:") != std::string_view::npos)
        walk_.found(Trait::macro, piece_, "event");
    else if (name == "script" && element.space.find(":text:") != std::string_view::npos)
        walk_.found(Trait::macro, piece_, "script");
    else if (name == "library-embedded" || name == "module")
        walk_.found(Trait::macro, piece_, "Basic");
    else if (name == "dde-source" || name == "dde-connection-decl" || name == "dde-link")
        walk_.found(Trait::dynamic_data, piece_, "dde");
    else if (name == "applet")
        walk_.found(Trait::embedded_object, piece_, "applet");

    const std::string_view action = element.value("action");
    if (name == "event-listener" && (action == "execute" || action == "macro" || action == "verb"))
        walk_.found(action == "macro" ? Trait::macro : Trait::dynamic_data, piece_, std::string(action));
    if (const std::string_view formula = element.value("formula"); !formula.empty())
        look_at_formula(walk_, piece_, formula);
    for (const XmlAttribute& attribute : element.attributes)
        if (attribute.name == "href")
            target(element, attribute.value);
}

void OpenDocumentXml::target(const XmlElement& element, std::string_view href)
{
    const std::string lowered = lower(href.substr(0, 64));
    if (lowered.starts_with("vnd.sun.star.script:") || lowered.starts_with("macro:") ||
        lowered.starts_with("vnd.sun.star.expand:"))
        return walk_.found(Trait::macro, piece_, "script");
    if (lowered.starts_with("service:") || lowered.starts_with(".uno:"))
        return walk_.found(Trait::macro, piece_, "command");
    if (element.name == "a" || element.name == "hyperlink" || element.name == "event-listener") {
        if (href.find(':') != std::string_view::npos)
            look_at_link(walk_, piece_, href, {});
        return;
    }
    // Plain images, frames, sections, tables, templates: whatever the element, it is fetched on opening.
    constexpr std::array<std::string_view, 2> passive{"object-index", "auto-reload"};
    if (!among(passive, element.name) && leads_away(href))
        walk_.found(Trait::remote_content, piece_, std::string(element.name));
}

void OpenDocumentXml::entity(bool outside, std::string_view /*value*/)
{
    if (outside)
        walk_.found(Trait::remote_content, piece_, "entity");
}

} // namespace pedell::content
