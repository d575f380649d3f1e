// SPDX-License-Identifier: GPL-3.0-or-later
// A header block that the look accepts is read by GMime in the same way: fields, values, type, boundary,
// encoding.
#include "base/handle.h"
#include "content/ascii.h"
#include "content/header_look.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <gmime/gmime.h>

namespace
{

using pedell::content::HeaderBlock;
using pedell::content::PartHead;
using pedell::content::ascii::lowered;
using pedell::content::ascii::trimmed;
template <class T>
using Object = pedell::base::Handle<T, g_object_unref>;

void require(bool holds, const char* what)
{
    if (holds)
        return;
    std::fprintf(stderr, "GMime reads it differently: %s\n", what);
    std::abort();
}

std::string text_of(const char* text)
{
    return text != nullptr ? text : "";
}

Object<GMimeMessage> parse(std::string_view bytes)
{
    const Object<GMimeStream> stream{g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size())};
    const Object<GMimeParser> parser{g_mime_parser_new_with_stream(stream.get())};
    g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
    return Object<GMimeMessage>{g_mime_parser_construct_message(parser.get(), nullptr)};
}

/// The message's own fields, or those of its body's head: GMime keeps Content- fields there.
void same_fields(const HeaderBlock& block, GMimeMessage* message)
{
    std::size_t seen = 0;
    for (auto* object : {GMIME_OBJECT(message), g_mime_message_get_mime_part(message)}) {
        if (object == nullptr)
            continue;
        auto* list = g_mime_object_get_header_list(object);
        for (int i = 0; i < g_mime_header_list_get_count(list); ++i) {
            auto* header = g_mime_header_list_get_header_at(list, i);
            if (g_mime_header_get_raw_value(header) == nullptr || g_mime_header_get_offset(header) < 0)
                continue; // made up by GMime
            const auto name = text_of(g_mime_header_get_name(header));
            const auto raw = text_of(g_mime_header_get_raw_value(header));
            const auto found = std::ranges::any_of(block.fields, [&](const auto& field) {
                return field.name == name && trimmed(field.value) == trimmed(raw);
            });
            require(found, name.c_str());
            ++seen;
        }
    }
    require(seen == block.fields.size(), "number of fields");
}

void same_head(const PartHead& head, GMimeMessage* message)
{
    auto* part = g_mime_message_get_mime_part(message);
    if (part == nullptr)
        return;
    auto* type = g_mime_object_get_content_type(part);
    const auto theirs = lowered(text_of(g_mime_content_type_get_media_type(type)) + "/" +
                                text_of(g_mime_content_type_get_media_subtype(type)));
    require(theirs == head.type, "type");
    if (head.is("multipart"))
        require(text_of(g_mime_content_type_get_parameter(type, "boundary")) == head.boundary, "boundary");
    if (!GMIME_IS_PART(part) || head.encoding == pedell::content::Encoding::unknown)
        return;
    const auto encoding = g_mime_part_get_content_encoding(GMIME_PART(part));
    require((encoding == GMIME_CONTENT_ENCODING_BASE64) ==
                (head.encoding == pedell::content::Encoding::base64),
            "base64");
    require((encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE) ==
                (head.encoding == pedell::content::Encoding::quoted_printable),
            "quoted-printable");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const bool begun = (g_mime_init(), true);
    (void)begun;
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto block = pedell::content::read_header(bytes, pedell::content::LineEnd::unknown);
    const auto head = pedell::content::read_part_head(block, "text/plain");
    if (!block.problems.empty() || !head.problems.empty() || block.fields.empty())
        return 0;
    const auto message = parse(bytes);
    require(message != nullptr, "no message");
    same_fields(block, message.get());
    same_head(head, message.get());
    return 0;
}
