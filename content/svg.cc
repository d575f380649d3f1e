// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/svg.h"

#include "content/bytes.h"
#include "content/fields.h"
#include "content/inspectors.h"
#include "content/office_xml.h"
#include "content/walk.h"
#include "content/xml.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace pedell::content
{
namespace
{

using core::Trait;

constexpr std::string_view svg_space("http://www.w3.org/2000/svg");
constexpr std::string_view html_space("http://www.w3.org/1999/xhtml");

template <std::size_t count>
bool among(const std::array<std::string_view, count>& list, std::string_view word)
{
    return std::ranges::find(list, word) != list.end();
}

/// What browsers leave out before they read the scheme (WHATWG URL, 4.4): tab and line ends anywhere, blanks
/// before.
std::string as_browsers_read(std::string_view url)
{
    std::string result;
    for (const char letter : url.substr(0, 256)) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte > 0x20)
            result += letter;
    }
    return lower(result);
}

/// Drawings of other programs that a browser runs within XML.
void look_at_html_element(Walk& walk, const Piece& piece, const XmlElement& element, Trait active)
{
    constexpr std::array<std::string_view, 9> acting{"script", "iframe", "object", "embed", "form",
                                                     "applet", "frame",  "base",   "meta"};
    if (among(acting, element.name) && !(element.name == "meta" && element.value("http-equiv").empty()))
        walk.found(active, piece, std::string(element.name));
    for (const XmlAttribute& attribute : element.attributes) {
        if (attribute.space.empty() && attribute.name.starts_with("on"))
            walk.found(active, piece, std::string(attribute.name));
        if (has_active_scheme(attribute.value))
            walk.found(Trait::link_scheme, piece, "script");
    }
}

/// Any XML that is no part of a package: what it is shows at its first element.
class XmlLook : public XmlListener
{
public:
    XmlLook(Walk& walk, const Piece& piece) : walk_(walk), piece_(piece) {}

    void starts(const XmlElement& element) override
    {
        if (first_) {
            first_ = false;
            drawing_ = element.name == "svg";
            if (element.space.find("opendocument") != std::string_view::npos)
                opendocument_.emplace(walk_, piece_);
            else if (element.space.find("microsoft") != std::string_view::npos)
                office_.emplace(walk_, piece_);
        }
        if (element.space == html_space)
            look_at_html_element(walk_, piece_, element, drawing_ ? Trait::svg_active : Trait::html_active);
        else if (drawing_ || element.space == svg_space)
            look_at_svg_element(walk_, piece_, element);
        else if (element.name == "script" && !opendocument_)
            walk_.found(Trait::script_inside, piece_, "script");
        if (office_)
            package_part(element);
        if (opendocument_)
            opendocument_->starts(element);
    }
    void ends(std::string_view name) override
    {
        if (office_)
            office_->ends(name);
    }
    void text(std::string_view letters) override
    {
        if (office_)
            office_->text(letters);
    }
    void instruction(std::string_view target, std::string_view data) override
    {
        const bool sheet = target == "xml-stylesheet";
        if (sheet && (contains_like(data, "xsl") || contains_like(data, "data:")))
            walk_.found(Trait::html_active, piece_, "xml-stylesheet");
    }
    void entity(bool outside, std::string_view value) override
    {
        if (outside)
            walk_.found(Trait::remote_content, piece_, "entity");
        else if (value.find_first_of("<&") != std::string_view::npos || has_active_scheme(value))
            walk_.found(drawing_ || first_ ? Trait::svg_active : Trait::html_active, piece_, "entity");
    }

private:
    /// A whole package as one XML ("Flat OPC"): its parts that are no XML are not looked into.
    void package_part(const XmlElement& element)
    {
        office_->starts(element);
        const std::string type = lower(element.value("contentType"));
        const bool closed = element.name == "part" && !type.ends_with("xml") && !type.starts_with("image/");
        if (closed)
            walk_.found(Trait::not_supported, piece_, type);
    }

    Walk& walk_;
    const Piece& piece_;
    bool first_ = true;
    bool drawing_ = false;
    std::optional<OfficeXml> office_;
    std::optional<OpenDocumentXml> opendocument_;
};

} // namespace

bool has_active_scheme(std::string_view url)
{
    const std::string read = as_browsers_read(url);
    return read.starts_with("javascript:") || read.starts_with("vbscript:") ||
           read.starts_with("livescript:") || (read.starts_with("data:") && !is_raster_data(read));
}

bool is_raster_data(std::string_view url)
{
    const std::string read = as_browsers_read(url);
    constexpr std::array<std::string_view, 8> rasters{"data:image/png",  "data:image/jpeg",  "data:image/jpg",
                                                      "data:image/gif",  "data:image/webp",  "data:image/bmp",
                                                      "data:image/avif", "data:image/x-icon"};
    return std::ranges::any_of(rasters, [&read](std::string_view raster) {
        return read.starts_with(raster) && (read[raster.size()] == ';' || read[raster.size()] == ',');
    });
}

void look_at_svg_element(Walk& walk, const Piece& piece, const XmlElement& element)
{
    constexpr std::array<std::string_view, 11> acting{"script", "foreignObject", "handler", "listener",
                                                      "iframe", "object",        "embed",   "audio",
                                                      "video",  "canvas",        "discard"};
    if (among(acting, element.name))
        walk.found(Trait::svg_active, piece, std::string(element.name));

    const bool animates = element.name == "set" || element.name.starts_with("animate");
    for (const XmlAttribute& attribute : element.attributes) {
        if (attribute.space.empty() && begins_like(attribute.name, "on"))
            walk.found(Trait::svg_active, piece, std::string(attribute.name));
        if (animates && attribute.name == "attributeName" &&
            (contains_like(attribute.value, "href") || begins_like(attribute.value, "on")))
            walk.found(Trait::svg_active, piece, "animated " + attribute.value);
        if (attribute.name != "href" || element.name == "script")
            continue;
        if (has_active_scheme(attribute.value))
            walk.found(Trait::svg_active, piece, "href");
        else if (element.name == "a")
            look_at_link(walk, piece, attribute.value, {});
        else if (leads_away(attribute.value) && !is_raster_data(attribute.value))
            walk.found(Trait::remote_content, piece, std::string(element.name));
    }
}

void look_into_xml(Walk& walk, const Piece& piece)
{
    XmlLook look(walk, piece);
    if (!read_xml(walk, piece, piece.bytes, look))
        walk.found(Trait::not_readable, piece, "XML");
}

} // namespace pedell::content
