// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::content
{

class Walk;
struct Piece;

struct XmlAttribute {
    std::string_view name;  ///< without its prefix
    std::string_view space; ///< namespace; empty: none
    std::string value;      ///< entities resolved
};

struct XmlElement {
    std::string_view name;  ///< without its prefix
    std::string_view space; ///< namespace; empty: none
    const std::vector<XmlAttribute>& attributes;

    /// Value of the first attribute of this name in whatever namespace; empty if there is none.
    [[nodiscard]] std::string_view value(std::string_view attribute) const noexcept;
};

/// Hears what an XML text is made of, in its order. Overwrite what is of interest.
class XmlListener
{
public:
    virtual ~XmlListener() = default;
    virtual void starts(const XmlElement& element) = 0;
    virtual void ends(std::string_view /*name*/) {}
    virtual void text(std::string_view /*letters*/) {}
    virtual void instruction(std::string_view /*target*/, std::string_view /*data*/) {}
    /// A document type that defines an entity: `outside` is fetched from elsewhere, `value` what it stands
    /// for.
    virtual void entity(bool /*outside*/, std::string_view /*value*/) {}
};

/// Reads XML by libxml2 without network, document types or deep nesting. False: it is not well-formed, or the
/// time of the walk is over (a finding says so already then).
[[nodiscard]] bool read_xml(Walk& walk, const Piece& piece, std::string_view xml, XmlListener& listener);

} // namespace pedell::content
