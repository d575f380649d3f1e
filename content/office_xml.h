// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "content/fields.h"
#include "content/xml.h"

namespace pedell::content
{

class Walk;
struct Piece;

/// Listens to any XML part of OOXML (ECMA-376): relationships, fields, formulas, links to other data,
/// actions.
class OfficeXml : public XmlListener
{
public:
    OfficeXml(Walk& walk, const Piece& piece) : walk_(walk), piece_(piece), fields_(walk, piece) {}
    void starts(const XmlElement& element) override;
    void ends(std::string_view name) override;
    void text(std::string_view letters) override;
    void entity(bool outside, std::string_view value) override;

private:
    void relationship(const XmlElement& element);
    void connection(const XmlElement& element);
    void content_type(std::string_view type);

    Walk& walk_;
    const Piece& piece_;
    FieldReader fields_;
    bool in_instruction_ = false;
    bool in_formula_ = false;
    std::string formula_;
};

/// Listens to any XML part of ODF 1.3: scripts, listeners, frames, sources outside, DDE.
class OpenDocumentXml : public XmlListener
{
public:
    OpenDocumentXml(Walk& walk, const Piece& piece) : walk_(walk), piece_(piece) {}
    void starts(const XmlElement& element) override;
    void entity(bool outside, std::string_view value) override;

private:
    void target(const XmlElement& element, std::string_view href);

    Walk& walk_;
    const Piece& piece_;
};

} // namespace pedell::content
