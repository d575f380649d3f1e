// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/bytes.h"
#include "content/inspectors.h"
#include "content/svg.h"
#include "content/walk.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <memory_resource>
#include <new>
#include <optional>
#include <string>
#include <vector>

namespace pedell::content
{
namespace
{

using core::Trait;

constexpr std::size_t deepest_comment = 4; ///< conditional comments within each other
constexpr std::size_t memory_for_each_byte =
    64; ///< what an ordinary tree takes at most, and a floor for small ones
constexpr std::size_t memory_floor = 16 << 20;

/// Memory of one parse: bounded, and given back at once, so that gumbo's own recursion over deep trees is not
/// needed. A parse that wants more ends by an exception through gumbo's frames, which own nothing else.
class Arena
{
public:
    explicit Arena(std::size_t most) : left_(most) {}
    void* take(std::size_t size)
    {
        if (size > left_)
            throw std::bad_alloc();
        left_ -= size;
        return pool_.allocate(size, alignof(std::max_align_t));
    }

private:
    std::pmr::monotonic_buffer_resource pool_{64 << 10};
    std::size_t left_;
};

void* take(void* arena, std::size_t size)
{
    return static_cast<Arena*>(arena)->take(size);
}

void keep(void* /*arena*/, void* /*memory*/) {}

template <std::size_t count>
bool among(const std::array<std::string_view, count>& list, std::string_view word)
{
    return std::ranges::find(list, word) != list.end();
}

/// Name of an element, also of one that gumbo does not know.
std::string name_of(const GumboElement& element)
{
    const std::string_view known = gumbo_normalized_tagname(element.tag);
    if (!known.empty())
        return std::string(known);
    GumboStringPiece original = element.original_tag;
    if (original.data == nullptr)
        return {};
    gumbo_tag_from_original_text(&original);
    return lower({original.data, original.length});
}

std::string_view value_of(const GumboElement& element, const char* name)
{
    const GumboAttribute* attribute = gumbo_get_attribute(&element.attributes, name);
    return attribute == nullptr ? std::string_view{} : attribute->value;
}

/// CSS that runs or fetches: expressions and behaviours of old browsers, imports.
bool is_active_style(std::string_view css)
{
    std::string text;
    for (std::size_t at = 0; at < css.size(); ++at) {
        if (css.compare(at, 2, "/*") == 0) {
            at = std::min(css.find("*/", at + 2), css.size()) + 1;
            continue;
        }
        if (css[at] != '\\')
            text += css[at];
    }
    constexpr std::array<std::string_view, 5> acting{"expression(", "behavior:url", "-moz-binding",
                                                     "javascript:", "vbscript:"};
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    text = lower(text);
    // Word and Outlook write this into every page that they make: it draws shapes (VML).
    constexpr std::string_view drawing("behavior:url(#default#vml)");
    for (auto at = text.find(drawing); at != std::string::npos; at = text.find(drawing))
        text.erase(at, drawing.size());
    return std::ranges::any_of(acting, [&text](std::string_view word) { return contains_like(text, word); });
}

/// Text that begins a line of its own.
bool is_block(GumboTag tag)
{
    constexpr std::array blocks{GUMBO_TAG_P,  GUMBO_TAG_DIV, GUMBO_TAG_BR, GUMBO_TAG_LI,
                                GUMBO_TAG_TR, GUMBO_TAG_TD,  GUMBO_TAG_TH, GUMBO_TAG_PRE,
                                GUMBO_TAG_H1, GUMBO_TAG_H2,  GUMBO_TAG_H3, GUMBO_TAG_BLOCKQUOTE};
    return std::ranges::find(blocks, tag) != blocks.end();
}

/// One document, and what conditional comments hide in it.
class HtmlLook
{
public:
    HtmlLook(Walk& walk, const Piece& piece) : walk_(walk), piece_(piece) {}

    void document(std::string_view html, std::size_t depth)
    {
        Arena arena(std::max(memory_floor, html.size() * memory_for_each_byte));
        GumboOptions options = kGumboDefaultOptions;
        options.allocator = take;
        options.deallocator = keep;
        options.userdata = &arena;
        options.max_errors = 0;
        const GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
        if (output == nullptr)
            return walk_.found(Trait::not_readable, piece_);
        tree(output->document, depth);
    }

    /// All that a reader sees, with the lines that the page gives it.
    [[nodiscard]] const std::string& shown() const
    {
        return shown_;
    }

private:
    void tree(const GumboNode* document, std::size_t depth)
    {
        std::vector<const GumboNode*> waiting{document};
        while (!waiting.empty() && !walk_.stopped()) {
            const GumboNode* node = waiting.back();
            waiting.pop_back();
            if (node->type == GUMBO_NODE_COMMENT)
                comment(node->v.text.text, depth);
            if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
                node->type == GUMBO_NODE_CDATA)
                letters(*node);
            const GumboVector* children = children_of(*node);
            if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
                element(node->v.element);
            for (unsigned i = children == nullptr ? 0 : children->length; i-- > 0;)
                waiting.push_back(static_cast<const GumboNode*>(children->data[i]));
            if (++nodes_ % 4096 == 0 && !walk_.in_time(piece_))
                return;
        }
    }

    void letters(const GumboNode& node)
    {
        const GumboNode* parent = node.parent;
        const bool hidden =
            parent != nullptr && parent->type == GUMBO_NODE_ELEMENT &&
            (parent->v.element.tag == GUMBO_TAG_STYLE || parent->v.element.tag == GUMBO_TAG_SCRIPT);
        if (!hidden)
            shown_ += node.v.text.text;
    }

    /// Whatever a style fetches is a link, too.
    void style_links(std::string_view css)
    {
        for (auto at = css.find("url("); at != std::string_view::npos; at = css.find("url(", at + 4)) {
            const auto first = css.find_first_not_of(" \t\"'", at + 4);
            const auto end = css.find_first_of("\"') ", first);
            if (first == std::string_view::npos || end == std::string_view::npos)
                return;
            if (const auto url = css.substr(first, end - first); !is_raster_data(url))
                look_at_link(walk_, piece_, url, {});
        }
    }

    static const GumboVector* children_of(const GumboNode& node)
    {
        if (node.type == GUMBO_NODE_DOCUMENT)
            return &node.v.document.children;
        if (node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE)
            return &node.v.element.children;
        return nullptr;
    }

    /// Outlook reads "<!--[if mso]> ... <![endif]-->" as HTML.
    void comment(std::string_view text, std::size_t depth)
    {
        const auto first = text.find_first_not_of(" \t\r\n");
        if (first == std::string_view::npos || text[first] != '[')
            return;
        if (depth == deepest_comment)
            return walk_.stop(Trait::too_deep, piece_);
        const auto begin = text.find("]>");
        if (begin != std::string_view::npos)
            document(text.substr(begin + 2), depth + 1);
    }

    void element(const GumboElement& element)
    {
        const std::string name = name_of(element);
        constexpr std::array<std::string_view, 12> acting{
            "iframe", "frame",  "frameset",      "object",    "embed",   "applet",
            "form",   "portal", "foreignobject", "scriptlet", "isindex", "xml-stylesheet"};
        if (among(acting, name))
            walk_.found(Trait::html_active, piece_, name);
        if (name == "script" && lower(value_of(element, "type")) != "application/ld+json")
            walk_.found(Trait::html_active, piece_, name);
        if (name == "base" && !value_of(element, "href").empty()) // a mere target window is ordinary
            walk_.found(Trait::html_active, piece_, name);
        if (name == "meta")
            meta(element);
        if (name == "style") {
            const std::string css = text_of(element);
            style_links(css);
            if (is_active_style(css))
                walk_.found(Trait::html_active, piece_, name);
        }
        if (is_block(element.tag))
            shown_ += '\n';
        if (name == "set" || name.starts_with("animate"))
            animation(element);
        for (unsigned i = 0; i < element.attributes.length; ++i)
            attribute(name, element, *static_cast<const GumboAttribute*>(element.attributes.data[i]));
    }

    void meta(const GumboElement& element)
    {
        const std::string what = lower(value_of(element, "http-equiv"));
        if (what == "refresh" || what == "set-cookie")
            walk_.found(Trait::html_active, piece_, what);
        const std::string charset = lower(value_of(element, "charset")) + lower(value_of(element, "content"));
        for (const std::string_view hiding :
             {"utf-7", "utf7", "hz-gb", "iso-2022-cn", "iso-2022-kr", "utf-32", "scsu", "bocu"})
            if (charset.find(hiding) != std::string::npos)
                walk_.found(Trait::charset_unreadable, piece_, std::string(hiding));
    }

    void animation(const GumboElement& element)
    {
        const std::string_view target = value_of(element, "attributename");
        if (contains_like(target, "href") || begins_like(target, "on"))
            walk_.found(Trait::html_active, piece_, "animate");
    }

    void attribute(const std::string& name, const GumboElement& element, const GumboAttribute& attribute)
    {
        const std::string key = lower(attribute.name);
        const std::string_view value = attribute.value;
        if (key.starts_with("on") && key.size() > 3)
            walk_.found(Trait::html_active, piece_, key);
        if (key == "srcdoc" || key == "formaction" || key == "http-equiv-refresh")
            walk_.found(Trait::html_active, piece_, key);
        if (key == "style") {
            style_links(value);
            if (is_active_style(value))
                walk_.found(Trait::html_active, piece_, key);
        }

        constexpr std::array<std::string_view, 14> urls{
            "href",     "src",      "action", "background", "poster", "data", "cite",
            "longdesc", "codebase", "dynsrc", "lowsrc",     "usemap", "ping", "classid"};
        if (among(urls, key) && !value.starts_with('#') && !value.empty())
            url(name, element, key, value);
        else if (has_active_scheme(value) && key != "alt" && key != "title" && key != "content")
            walk_.found(Trait::html_active, piece_, key);
    }

    void url(const std::string& name, const GumboElement& element, const std::string& key,
             std::string_view value)
    {
        if (is_raster_data(value) && key != "href")
            return;
        if (has_active_scheme(value))
            walk_.found(Trait::html_active, piece_, key);
        const bool shows = name == "a" && key == "href";
        look_at_link(walk_, piece_, value, shows ? std::string_view(text_of(element)) : std::string_view{});
    }

    /// All letters below an element, as a person sees them, up to a sensible length.
    static std::string text_of(const GumboElement& element)
    {
        std::string text;
        std::vector<const GumboNode*> nodes;
        const auto add = [&nodes](const GumboVector& children) {
            for (unsigned i = children.length; i-- > 0;)
                nodes.push_back(static_cast<const GumboNode*>(children.data[i]));
        };
        add(element.children);
        constexpr std::size_t most = 256 << 10;
        for (std::size_t steps = 0; !nodes.empty() && text.size() < most && steps < 10'000; ++steps) {
            const GumboNode* node = nodes.back();
            nodes.pop_back();
            if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
                node->type == GUMBO_NODE_CDATA)
                text += node->v.text.text;
            else if (node->type == GUMBO_NODE_ELEMENT)
                add(node->v.element.children);
        }
        return text;
    }

    Walk& walk_;
    const Piece& piece_;
    std::size_t nodes_ = 0;
    std::string shown_;
};

} // namespace

void look_into_html(Walk& walk, const Piece& piece)
{
    // Without a mark of its own an UTF-16 page would be read as nothing but noise here, and as a page
    // elsewhere.
    if (piece.bytes.find('\0') != std::string_view::npos)
        return walk.found(Trait::charset_unreadable, piece, "NUL");
    try {
        HtmlLook look(walk, piece);
        look.document(piece.bytes, 0);
        Piece text = piece;
        text.bytes = look.shown();
        if (!text.bytes.empty() && !walk.stopped())
            look_into_shown_text(walk, text);
    } catch (const std::bad_alloc&) {
        walk.stop(Trait::out_of_bounds, piece);
    }
}

} // namespace pedell::content
