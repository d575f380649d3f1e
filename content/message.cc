// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/message.h"

#include "content/ascii.h"
#include "content/charsets.h"
#include "content/header_look.h"
#include "content/links.h"
#include "content/multipart.h"
#include "content/names.h"
#include "content/second_view.h"
#include "content/transfer.h"
#include "content/words.h"

#include <array>
#include <set>

namespace pedell::content
{
namespace
{

using core::Trait;

constexpr std::size_t longest_aside = 4'096; ///< bytes of a preamble or an epilogue

bool is_message(std::string_view type) noexcept
{
    return type == "message/rfc822" || type == "message/global" || type == "message/news" ||
           type == "message/rfc2822";
}

/// What a person calls a part that has no name.
std::string label_of(std::string_view type, std::size_t number)
{
    if (type == "text/plain")
        return "Text";
    if (type == "text/html")
        return "HTML";
    if (is_message(type))
        return "Nachricht";
    return "Teil " + std::to_string(number);
}

/// One message's tree: walks it, hands on the leaves, remembers what both readers must agree on.
class Tree
{
public:
    Tree(Walk& walk, const Piece& message) : walk_(walk), message_(message) {}

    void look()
    {
        auto block = read_header(message_.bytes, LineEnd::unknown);
        line_end_ = block.line_end;
        links_of_header(block);
        entity(block, message_, "text/plain", true);
        near_misses();
        second_reader();
    }

private:
    void found(Trait trait, const Piece& where, std::string detail)
    {
        // Links and names are read alike by everybody; anything else already says that readers differ.
        differs_ = true;
        walk_.found(trait, where, std::move(detail));
    }

    void links_of_header(const HeaderBlock& block)
    {
        for (const auto& field : block.fields) {
            if (ascii::same(field.name, "subject")) {
                look_for_links(walk_, message_, decode_words(field.value).text);
            } else if (ascii::begins(field.name, "list-") || ascii::same(field.name, "content-base") ||
                       ascii::same(field.name, "content-location")) {
                const auto value = ascii::trimmed(field.value);
                if (value.find('<') == std::string_view::npos)
                    look_at_link(walk_, message_, value, {});
                for (auto at = value.find('<'); at != std::string_view::npos; at = value.find('<', at + 1))
                    if (const auto url = value.substr(at + 1, value.find('>', at) - at - 1);
                        url.find(':') != std::string_view::npos)
                        look_at_link(walk_, message_, url, {});
            }
        }
    }

    /// `level`: the multipart or message that the entity stands in.
    void entity(const HeaderBlock& block, const Piece& level, std::string_view default_type, bool top)
    {
        if (!walk_.in_time(level))
            return;
        const auto head = read_part_head(block, default_type);
        ++entities_;
        const Piece piece = top ? level : piece_of(head, level, {});
        for (const auto* problems : {&block.problems, &head.problems})
            for (const auto& problem : *problems)
                found(problem.trait, piece, problem.detail);

        if (head.is("multipart") && !head.boundary.empty())
            multipart(head, block.body, level);
        else if (is_message(head.type))
            attached_message(head, block.body, level);
        else
            leaf(head, block.body, level, top);
    }

    Piece piece_of(const PartHead& head, const Piece& level, std::string_view bytes) const
    {
        const auto name = head.names.empty() ? std::string{} : head.names.front();
        auto piece = walk_.inside(level, name.empty() ? label_of(head.type, entities_) : name, bytes,
                                  Origin::message_part);
        piece.name = name;
        piece.declared_type = head.type;
        piece.attached = head.attached;
        return piece;
    }

    void multipart(const PartHead& head, std::string_view body, const Piece& outer)
    {
        auto level = outer; // a level of its own for depth; people do not see it in the path
        level.depth = outer.depth + 1;
        if (level.depth > walk_.bounds().depth)
            return walk_.stop(Trait::too_deep, outer);
        if (std::ranges::find(stack_, head.boundary) != stack_.end())
            found(Trait::structure_ambiguous, outer, "boundary of an outer level");

        const auto sections = cut(body, head.boundary, line_end_, walk_.bounds().parts);
        if (!sections.problem.empty())
            found(Trait::structure_ambiguous, outer, sections.problem);
        if (sections.parts.size() + entities_ > walk_.bounds().parts)
            return walk_.stop(Trait::too_many_parts, outer);
        if (sections.parts.empty() && !ascii::trimmed(body).empty())
            found(Trait::structure_ambiguous, outer, "no delimiter");
        boundaries_.insert(head.boundary);
        near_misses_.insert(sections.near_misses.begin(), sections.near_misses.end());
        aside(sections.preamble, level);
        aside(sections.epilogue, level);

        stack_.push_back(head.boundary);
        const auto* const default_type = head.type == "multipart/digest" ? "message/rfc822" : "text/plain";
        for (const auto part : sections.parts)
            entity(read_header(part, line_end_), level, default_type, false);
        stack_.pop_back();
    }

    /// Preamble and epilogue: shown by nobody, or by somebody after all.
    void aside(std::string_view text, const Piece& level)
    {
        text = ascii::trimmed(text);
        if (text.empty())
            return;
        if (text.size() > longest_aside)
            found(Trait::structure_ambiguous, level, "text outside of the parts");
        auto rest = text.substr(0, longest_aside);
        while (!rest.empty()) {
            if (begins_like_a_part(rest))
                found(Trait::structure_ambiguous, level, "header outside of the parts");
            const auto end = rest.find('\n');
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        }
        if (read_as_encoded(text))
            walk_.found(Trait::hidden_block, level, "base64");
        auto piece = walk_.inside(level, "Text", text, Origin::message_part);
        look_into_text(walk_, piece);
    }

    /// The body without its transfer encoding; `storage` keeps what had to be decoded.
    std::string_view decoded(const PartHead& head, std::string_view body, const Piece& piece,
                             std::string& storage)
    {
        if (has_endless_line(body))
            found(Trait::too_long, piece, "line");
        if (head.encoding == Encoding::identity || head.encoding == Encoding::unknown) {
            if (body.find('\0') != std::string_view::npos)
                found(Trait::encoding_broken, piece, "NUL");
            return body;
        }
        const bool base64 = head.encoding == Encoding::base64;
        auto block = base64 ? decode_base64(body) : decode_quoted_printable(body);
        // Broken escapes show as they are written: in text a reader sees that, elsewhere nobody knows the
        // bytes.
        if (!block.problem.empty() && (base64 || !head.is("text")))
            found(Trait::encoding_broken, piece, std::move(block.problem));
        else if (base64)
            clean_.push_back(body);
        storage = std::move(block.bytes);
        return storage;
    }

    void attached_message(const PartHead& head, std::string_view body, const Piece& level)
    {
        leaves_.push_back({.type = head.type, .raw = body, .message = true});
        auto piece = piece_of(head, level, body);
        for (const auto& name : head.names)
            judge_name(piece, name);
        std::string storage;
        piece.bytes = decoded(head, body, piece, storage);
        if (head.encoding != Encoding::identity && !walk_.spend(piece, piece.bytes.size(), body.size()))
            return;
        walk_.look_at_message(piece);
    }

    void leaf(const PartHead& head, std::string_view body, const Piece& level, bool top)
    {
        leaves_.push_back({.type = head.type, .raw = body});
        auto piece = piece_of(head, level, body);
        if (head.type == "message/partial")
            found(Trait::message_fragment, piece, {});
        if (head.type == "message/external-body")
            found(Trait::message_elsewhere, piece, {});

        std::string storage;
        piece.bytes = decoded(head, body, piece, storage);
        const bool encoded = head.encoding == Encoding::base64 || head.encoding == Encoding::quoted_printable;
        if (encoded && !walk_.spend(piece, piece.bytes.size(), body.size()))
            return;
        const bool text = head.is("text") || head.is("message");
        if ((text || !encoded) && begins_like_a_part(piece.bytes))
            found(Trait::hidden_block, piece, "header");
        if (top && !head.typed && holds_a_tree(piece.bytes))
            found(Trait::hidden_block, piece, "tree");

        std::string converted;
        if (text)
            read_charset(head, piece, converted);
        if (head.flowed)
            look_for_links(walk_, piece, unflowed(piece.bytes, head.joined));
        look_under_each_name(head, piece);
        if (!encoded)
            second_view(head, body, piece);
    }

    /// Turns text into UTF-8 where its bytes are not what they look like.
    void read_charset(const PartHead& head, Piece& piece, std::string& converted)
    {
        const auto kind = charset_kind(head.charset);
        const bool html = head.type == "text/html";
        const bool marked = piece.bytes.starts_with("\xff\xfe") || piece.bytes.starts_with("\xfe\xff");
        const bool wide = ascii::begins(head.charset, "utf-16") || ascii::begins(head.charset, "utf-32");
        if (kind == Charset::shifting || (kind == Charset::unknown && html))
            found(Trait::charset_unreadable, piece, head.charset.substr(0, 60));
        if (html && marked && !wide)
            found(Trait::charset_unreadable, piece, "byte order mark");
        if (kind != Charset::convertible || (marked && wide))
            return; // a mark is read by whoever looks at the bytes
        const bool plain = !wide && std::ranges::none_of(
                                        piece.bytes, [](char c) { return ascii::is_high(c) || c == '\x1b'; });
        if (plain)
            return;
        if (auto utf8 = to_utf8(piece.bytes, head.charset)) {
            converted = std::move(*utf8);
            piece.bytes = converted;
        } else {
            found(Trait::charset_unreadable, piece, head.charset.substr(0, 60));
        }
    }

    void judge_name(const Piece& piece, const std::string& name)
    {
        auto other = piece;
        other.name = name;
        look_at_name(walk_, other);
    }

    /// "name" and "filename" may differ: by accents alone in ordinary mail, by what would start in the other
    /// kind.
    void look_under_each_name(const PartHead& head, const Piece& piece)
    {
        walk_.look(piece);
        std::set<std::string> seen{extension_for_windows(piece.name)};
        for (const auto& name : head.names) {
            judge_name(piece, name);
            if (!seen.insert(extension_for_windows(name)).second)
                continue;
            auto other = piece;
            other.name = name;
            walk_.look(other);
        }
    }

    /// A body that says it is not encoded, and is one block of base64 or quoted-printable.
    void second_view(const PartHead& head, std::string_view body, const Piece& piece)
    {
        const auto hidden = read_as_encoded(body);
        if (!hidden || !walk_.spend(piece, hidden->size(), body.size()))
            return;
        auto second =
            walk_.inside(piece, piece.name.empty() ? "Base64" : piece.name, *hidden, Origin::message_part);
        second.name = piece.name;
        second.declared_type = head.type;
        walk_.look(second);
    }

    /// A line that begins like a delimiter must be one of another level in full (Outlook: "x" and "x_alt").
    void near_misses()
    {
        for (const auto& line : near_misses_) {
            std::string_view bare = line;
            const bool exact = boundaries_.contains(line);
            if (bare.ends_with("--"))
                bare.remove_suffix(2);
            const bool closing = boundaries_.contains(std::string{bare});
            // Boundaries of attached messages are not in this tree: they stand in their own header.
            const bool attached =
                message_.bytes.find("boundary=\"" + std::string{bare} + "\"") != std::string_view::npos;
            if (!exact && !closing && !attached)
                return found(Trait::structure_ambiguous, message_, "line like a delimiter");
        }
    }

    void second_reader()
    {
        if (differs_ || !walk_.in_time(message_))
            return;
        std::string shorter;
        shorten(message_.bytes, clean_, leaves_, shorter);
        auto theirs = leaves_by_gmime(shorter.empty() ? message_.bytes : shorter);
        if (!theirs || !same_leaves(std::move(leaves_), *std::move(theirs)))
            walk_.found(Trait::structure_ambiguous, message_, "readers see different parts");
    }

    Walk& walk_;
    const Piece& message_;
    LineEnd line_end_ = LineEnd::unknown;
    std::size_t entities_ = 0;
    bool differs_ = false;
    std::vector<Leaf> leaves_;
    std::vector<std::string_view> clean_; ///< bodies in strict base64
    std::vector<std::string> stack_;
    std::set<std::string> boundaries_;
    std::set<std::string> near_misses_;
};

} // namespace

void look_into_message(Walk& walk, const Piece& piece)
{
    Tree{walk, piece}.look();
}

} // namespace pedell::content
