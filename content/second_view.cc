// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/second_view.h"

#include "base/handle.h"
#include "content/ascii.h"

#include <algorithm>
#include <gmime/gmime.h>

namespace pedell::content
{
namespace
{

using base::Handle;

void free_bytes(GByteArray* array) noexcept
{
    g_byte_array_free(array, FALSE); // the bytes are not ours
}

void begin_once()
{
    static const bool begun = (g_mime_init(), true);
    (void)begun;
}

std::string type_of(GMimeObject* object)
{
    auto* type = g_mime_object_get_content_type(object);
    const auto text = [](const char* part) { return std::string{part != nullptr ? part : ""}; };
    return ascii::lowered(text(g_mime_content_type_get_media_type(type)) + "/" +
                          text(g_mime_content_type_get_media_subtype(type)));
}

class Collector
{
public:
    explicit Collector(std::string_view message) : message_(message) {}

    void collect(GMimeObject* object)
    {
        if (object == nullptr)
            return;
        if (GMIME_IS_MULTIPART(object)) {
            auto* multipart = GMIME_MULTIPART(object);
            for (int i = 0; i < g_mime_multipart_get_count(multipart); ++i)
                collect(g_mime_multipart_get_part(multipart, i));
            return;
        }
        Leaf leaf{.type = type_of(object), .raw = {}, .message = GMIME_IS_MESSAGE_PART(object) != 0};
        if (GMIME_IS_PART(object))
            leaf.raw = bytes_of(g_mime_part_get_content(GMIME_PART(object)));
        leaves_.push_back(std::move(leaf));
    }

    std::vector<Leaf> take() &&
    {
        return std::move(leaves_);
    }

private:
    std::string_view bytes_of(GMimeDataWrapper* content) const
    {
        if (content == nullptr)
            return message_.substr(0, 0);
        auto* stream = g_mime_data_wrapper_get_stream(content);
        const auto begin = static_cast<std::size_t>(stream->bound_start);
        const auto end =
            stream->bound_end < 0 ? message_.size() : static_cast<std::size_t>(stream->bound_end);
        return begin > end || end > message_.size() ? std::string_view{}
                                                    : message_.substr(begin, end - begin);
    }

    std::string_view message_;
    std::vector<Leaf> leaves_;
};

std::string_view without_line_end(std::string_view raw) noexcept
{
    while (!raw.empty() && (raw.back() == '\n' || raw.back() == '\r'))
        raw.remove_suffix(1);
    return raw;
}

} // namespace

std::optional<std::vector<Leaf>> leaves_by_gmime(std::string_view message)
{
    begin_once();
    // GMime reads the bytes where they are and never writes there: a persistent stream is cut, not copied.
    auto* bytes = reinterpret_cast<guint8*>(const_cast<char*>(message.data()));
    const Handle<GByteArray, free_bytes> array{g_byte_array_new_take(bytes, message.size())};
    const Handle<GMimeStream, g_object_unref> stream{g_mime_stream_mem_new_with_byte_array(array.get())};
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream.get()), FALSE);
    const Handle<GMimeParser, g_object_unref> parser{g_mime_parser_new_with_stream(stream.get())};
    g_mime_parser_set_persist_stream(parser.get(), TRUE);
    g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
    const Handle<GMimeMessage, g_object_unref> parsed{g_mime_parser_construct_message(parser.get(), nullptr)};
    if (!parsed)
        return std::nullopt;
    Collector collector{message};
    collector.collect(g_mime_message_get_mime_part(parsed.get()));
    return std::move(collector).take();
}

void shorten(std::string_view message, const std::vector<std::string_view>& clean, std::vector<Leaf>& leaves,
             std::string& text)
{
    constexpr std::size_t kept = 4'096; // at both ends
    struct Cut {
        std::size_t at;
        std::size_t length;
    };
    std::vector<Cut> cuts;
    std::size_t from = 0;
    for (const auto raw : clean) {
        const auto first = raw.find('\n', kept);
        const auto last = raw.size() > kept ? raw.rfind('\n', raw.size() - kept) : std::string_view::npos;
        if (first == std::string_view::npos || last == std::string_view::npos || last <= first)
            continue;
        const auto begin = static_cast<std::size_t>(raw.data() - message.data()) + first;
        text.append(message, from, begin - from);
        from = begin + (last - first);
        cuts.push_back({.at = begin, .length = last - first});
    }
    if (cuts.empty())
        return;
    text.append(message, from);

    const auto moved = [&](const char* place) {
        const auto at = static_cast<std::size_t>(place - message.data());
        std::size_t gone = 0;
        for (const auto& cut : cuts)
            gone += cut.at < at ? cut.length : 0;
        return at - gone;
    };
    for (auto& leaf : leaves) {
        if (leaf.raw.data() == nullptr)
            continue;
        const auto begin = moved(leaf.raw.data());
        const auto end = moved(leaf.raw.data() + leaf.raw.size());
        leaf.raw = std::string_view{text}.substr(begin, end - begin);
    }
}

bool same_leaves(std::vector<Leaf> ours, std::vector<Leaf> theirs)
{
    for (auto* leaves : {&ours, &theirs}) {
        for (auto& leaf : *leaves)
            leaf.raw = without_line_end(leaf.raw);
        std::erase_if(*leaves, [](const Leaf& leaf) { return !leaf.message && leaf.raw.empty(); });
    }
    return std::ranges::equal(ours, theirs, [](const Leaf& a, const Leaf& b) {
        if (a.type != b.type)
            return false;
        return a.message || b.message || (a.raw.data() == b.raw.data() && a.raw.size() == b.raw.size());
    });
}

} // namespace pedell::content
