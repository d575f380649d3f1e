// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/xml.h"

#include "content/bytes.h"
#include "content/cp437.h"
#include "content/walk.h"

#include "base/handle.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <exception>
#include <limits>

namespace pedell::content
{
namespace
{

/// What the callbacks below need; it hangs on the parser.
struct Reading {
    XmlListener& listener;
    std::vector<XmlAttribute> attributes;
    std::exception_ptr thrown; ///< no exception leaves a callback through libxml2
};

Reading& reading_of(void* context)
{
    return *static_cast<Reading*>(static_cast<xmlParserCtxtPtr>(context)->_private);
}

std::string_view view(const xmlChar* text)
{
    return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

std::string_view view(const xmlChar* text, const xmlChar* end)
{
    return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(end - text)};
}

template <class Call>
void guarded(void* context, Call call)
{
    Reading& reading = reading_of(context);
    if (reading.thrown)
        return;
    try {
        call(reading);
    } catch (...) {
        reading.thrown = std::current_exception();
        xmlStopParser(static_cast<xmlParserCtxtPtr>(context));
    }
}

void on_start(void* context, const xmlChar* name, const xmlChar* /*prefix*/, const xmlChar* space,
              int /*spaces*/, const xmlChar** /*all_spaces*/, int count, int /*defaulted*/,
              const xmlChar** attributes)
{
    guarded(context, [&](Reading& reading) {
        reading.attributes.clear();
        for (int i = 0; i < count; ++i) {
            const xmlChar** one = attributes + 5 * i; // name, prefix, namespace, value, end of value
            reading.attributes.push_back({view(one[0]), view(one[2]), std::string(view(one[3], one[4]))});
        }
        reading.listener.starts({view(name), view(space), reading.attributes});
    });
}

void on_end(void* context, const xmlChar* name, const xmlChar* /*prefix*/, const xmlChar* /*space*/)
{
    guarded(context, [&](Reading& reading) { reading.listener.ends(view(name)); });
}

void on_text(void* context, const xmlChar* letters, int length)
{
    guarded(context, [&](Reading& reading) { reading.listener.text(view(letters, letters + length)); });
}

void on_instruction(void* context, const xmlChar* target, const xmlChar* data)
{
    guarded(context, [&](Reading& reading) { reading.listener.instruction(view(target), view(data)); });
}

void on_entity(void* context, const xmlChar* name, int type, const xmlChar* public_id,
               const xmlChar* system_id, xmlChar* value)
{
    const bool outside = type != XML_INTERNAL_GENERAL_ENTITY && type != XML_INTERNAL_PARAMETER_ENTITY;
    guarded(context, [&](Reading& reading) { reading.listener.entity(outside, view(value)); });
    if (!outside)
        xmlSAX2EntityDecl(context, name, type, public_id, system_id, value);
}

void on_nothing(void* /*context*/, const xmlChar* /*text*/) {}

void on_error(void* /*context*/, xmlErrorPtr /*error*/) {}

xmlSAXHandler handler()
{
    xmlSAXHandler sax{};
    xmlSAXVersion(&sax, 2);
    sax.startElementNs = on_start;
    sax.endElementNs = on_end;
    sax.characters = on_text;
    sax.cdataBlock = on_text;
    sax.ignorableWhitespace = on_text;
    sax.processingInstruction = on_instruction;
    sax.entityDecl = on_entity;
    sax.comment = on_nothing;
    sax.reference = on_nothing;
    sax.externalSubset = nullptr;
    sax.resolveEntity = nullptr;
    sax.getParameterEntity = nullptr;
    sax.serror = on_error;
    sax.warning = nullptr;
    sax.error = nullptr;
    sax.fatalError = nullptr;
    return sax;
}

void free_parser(xmlParserCtxtPtr parser)
{
    if (parser->myDoc != nullptr)
        xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
}

/// The encoding that an XML declaration claims, lower case; empty: none. (UTF-16 has been converted, or
/// begins by its mark.)
std::string claimed_encoding(std::string_view xml)
{
    xml = xml.substr(0, 256);
    const std::string_view declaration = xml.substr(0, std::min(xml.find("?>"), xml.size()));
    const auto at = declaration.find("encoding");
    const auto begin = at == std::string_view::npos ? at : declaration.find_first_of("\"'", at);
    if (!declaration.starts_with("<?xml") || begin == std::string_view::npos)
        return {};
    const std::string_view rest = declaration.substr(begin + 1);
    return lower(rest.substr(0, std::min(rest.find_first_of("\"'"), rest.size())));
}

/// In these every sign of markup is one byte of ASCII.
bool is_plain_encoding(std::string_view encoding)
{
    return encoding.empty() || encoding.starts_with("utf-8") || encoding.starts_with("utf-16") ||
           encoding == "us-ascii" || encoding.starts_with("iso-8859-") ||
           encoding.starts_with("windows-125") || encoding == "ascii";
}

constexpr std::size_t step = 1 << 20; ///< bytes between two looks at the clock

} // namespace

std::string_view XmlElement::value(std::string_view attribute) const noexcept
{
    const auto hit = std::ranges::find(attributes, attribute, &XmlAttribute::name);
    return hit == attributes.end() ? std::string_view{} : std::string_view(hit->value);
}

bool read_xml(Walk& walk, const Piece& piece, std::string_view xml, XmlListener& listener)
{
    xmlSAXHandler sax = handler();
    const base::Handle<xmlParserCtxt, free_parser> parser(
        xmlCreatePushParserCtxt(&sax, nullptr, nullptr, 0, nullptr));
    if (!parser)
        throw std::bad_alloc();

    Reading reading{.listener = listener, .attributes = {}, .thrown = {}};
    parser->_private = &reading;
    // What is UTF-8 is read as that, whatever it claims: browsers do, and what was UTF-16 still claims so.
    const int ignore = is_utf8(xml) ? XML_PARSE_IGNORE_ENC : 0;
    xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET | XML_PARSE_NOWARNING | XML_PARSE_NOERROR | ignore);
    if (const std::string encoding = claimed_encoding(xml); !is_plain_encoding(encoding))
        walk.found(core::Trait::charset_unreadable, piece, encoding);
    int status = 0;
    while (status == 0 && walk.in_time(piece)) {
        const std::string_view part = xml.substr(0, step);
        xml.remove_prefix(part.size());
        status = xmlParseChunk(parser.get(), part.data(), static_cast<int>(part.size()), xml.empty() ? 1 : 0);
        if (xml.empty())
            break;
    }
    if (reading.thrown)
        std::rethrow_exception(reading.thrown);
    return !walk.stopped() && status == 0 && parser->wellFormed != 0;
}

} // namespace pedell::content
