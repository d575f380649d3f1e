// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/calendar.h"

#include "content/ascii.h"
#include "content/links.h"
#include "content/transfer.h"
#include "content/words.h"

#include <array>
#include <vector>

namespace pedell::content
{
namespace
{

using core::Trait;

constexpr std::size_t largest_card = 200'000; ///< bytes; with a photo one has 20 to 100 KB

/// "NAME;PARAMETER=VALUE:value", unfolded.
struct Property {
    std::string name; ///< upper case becomes lower, a group ("item1.") is gone
    std::vector<std::pair<std::string, std::string>>
        parameters; ///< names and values in lower case, but file names
    std::string_view value;

    [[nodiscard]] std::string_view parameter(std::string_view wanted) const noexcept
    {
        for (const auto& [name, value] : parameters)
            if (name == wanted)
                return value;
        return {};
    }
};

/// Where the value begins: the first colon outside of quotes; npos: no property.
std::size_t colon_of(std::string_view line) noexcept
{
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"')
            quoted = !quoted;
        else if (line[i] == ':' && !quoted)
            return i;
    }
    return std::string_view::npos;
}

/// Takes off what stands before the next semicolon outside of quotes.
std::string_view take_element(std::string_view& head) noexcept
{
    bool quoted = false;
    std::size_t end = 0;
    for (; end < head.size() && (quoted || head[end] != ';'); ++end)
        quoted = head[end] == '"' ? !quoted : quoted;
    const auto element = head.substr(0, end);
    head.remove_prefix(std::min(end + 1, head.size()));
    return element;
}

std::string_view unquoted(std::string_view value) noexcept
{
    return value.size() > 1 && value.front() == '"' && value.back() == '"' ? value.substr(1, value.size() - 2)
                                                                           : value;
}

Property read_property(std::string_view line, std::size_t colon)
{
    Property property;
    auto head = line.substr(0, colon);
    property.value = line.substr(colon + 1);
    auto name = ascii::trimmed(take_element(head));
    if (const auto group = name.rfind('.'); group != std::string_view::npos)
        name.remove_prefix(group + 1);
    property.name = ascii::lowered(name);
    while (!head.empty() && property.parameters.size() < 64) {
        const auto element = take_element(head);
        const auto sign = element.find('=');
        if (sign == std::string_view::npos) // vCard 2.1: "PHOTO;BASE64;JPEG:"
            property.parameters.emplace_back("encoding", ascii::lowered(element));
        else
            property.parameters.emplace_back(ascii::lowered(element.substr(0, sign)),
                                             std::string{unquoted(element.substr(sign + 1))});
    }
    return property;
}

/// RFC 5545 3.3.11: "\n" is a line end, a backslash before anything else that character.
std::string unescaped(std::string_view value)
{
    std::string text;
    text.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] != '\\' || i + 1 == value.size()) {
            text += value[i];
            continue;
        }
        ++i;
        text += ascii::lower(value[i]) == 'n' ? '\n' : value[i];
    }
    return text;
}

/// True where a link may stand as the whole value.
bool holds_a_url(std::string_view name) noexcept
{
    static constexpr std::array<std::string_view, 16> names{"attach",
                                                            "url",
                                                            "source",
                                                            "image",
                                                            "conference",
                                                            "photo",
                                                            "logo",
                                                            "sound",
                                                            "key",
                                                            "fburl",
                                                            "caluri",
                                                            "caladruri",
                                                            "tzurl",
                                                            "structured-data",
                                                            "styled-description",
                                                            "x-google-conference"};
    return std::ranges::find(names, name) != names.end();
}

class Reader
{
public:
    Reader(Walk& walk, const Piece& piece) : walk_(walk), piece_(piece), rest_(piece.bytes) {}

    void read()
    {
        std::string line;
        while (take_line(line)) {
            if (!walk_.in_time(piece_))
                return;
            const auto colon = colon_of(line);
            if (colon == std::string_view::npos)
                text(line);
            else
                property(read_property(line, colon));
        }
    }

private:
    std::string_view physical_line() noexcept
    {
        const auto end = rest_.find('\n');
        auto one = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        if (one.ends_with('\r'))
            one.remove_suffix(1);
        return one;
    }

    /// A content line without its folds (RFC 5545 3.1), soft breaks of vCard 2.1's quoted-printable taken
    /// away too.
    bool take_line(std::string& line)
    {
        if (rest_.empty())
            return false;
        line = physical_line();
        const auto colon = colon_of(line);
        const bool quoted_printable =
            colon != std::string::npos &&
            ascii::lowered(line.substr(0, colon)).find("quoted-printable") != std::string::npos;
        while (!rest_.empty()) {
            if (ascii::is_blank(rest_.front())) {
                line += physical_line().substr(1);
            } else if (quoted_printable && line.ends_with('=')) {
                line += '\n';
                line += physical_line();
            } else {
                break;
            }
        }
        return true;
    }

    void text(std::string_view value)
    {
        look_for_links(walk_, piece_, value);
    }

    void property(const Property& property)
    {
        if (property.name == "begin" && ascii::same(ascii::trimmed(property.value), "valarm"))
            in_alarm_ = true;
        if (property.name == "end" && ascii::same(ascii::trimmed(property.value), "valarm"))
            in_alarm_ = false;
        if (property.name == "action" && in_alarm_)
            alarm(ascii::trimmed(property.value));
        for (const auto& [name, value] : property.parameters)
            if (name == "altrep" || name == "dir")
                look_at_link(walk_, piece_, value, {});

        const auto encoding = ascii::lowered(property.parameter("encoding"));
        if (encoding == "base64" || encoding == "b" || ascii::same(property.parameter("value"), "binary"))
            return data(property, property.value, property.parameter("fmttype"));
        if (encoding == "quoted-printable")
            return described(property, decode_quoted_printable(property.value).bytes);
        if (holds_a_url(property.name) && ascii::begins(ascii::trimmed(property.value), "data:"))
            return data_url(property, ascii::trimmed(property.value).substr(5));
        if (holds_a_url(property.name) &&
            ascii::trimmed(property.value).find_first_of(" \\") == std::string_view::npos)
            return look_at_link(walk_, piece_, property.value, {});
        described(property, unescaped(property.value));
    }

    /// RFC 5545 removed PROCEDURE for its danger; a mail by somebody else's calendar is one too.
    void alarm(std::string_view action)
    {
        if (ascii::same(action, "procedure") || ascii::same(action, "email"))
            walk_.found(Trait::calendar_active, piece_, "alarm: " + ascii::lowered(action));
    }

    /// Text, or HTML where Outlook and RFC 9073 put it.
    void described(const Property& property, const std::string& value)
    {
        const bool html =
            ascii::same(property.parameter("fmttype"), "text/html") || property.name == "x-alt-desc";
        if (!html)
            return text(value);
        auto inside = walk_.inside(piece_, "HTML", value, piece_.origin);
        inside.name.clear();
        inside.declared_type = "text/html";
        walk_.look(inside);
    }

    void data(const Property& property, std::string_view encoded, std::string_view type)
    {
        const auto block = decode_base64(encoded);
        if (!block.problem.empty())
            walk_.found(Trait::encoding_broken, piece_, block.problem);
        if (!walk_.spend(piece_, block.bytes.size(), encoded.size()))
            return;
        auto name = std::string{property.parameter("filename")};
        for (const auto* other : {"x-filename", "x-apple-filename", "x-oracle-filename"})
            if (name.empty())
                name = property.parameter(other);
        auto inside =
            walk_.inside(piece_, name.empty() ? property.name : name, block.bytes, Origin::message_part);
        inside.name = name;
        inside.declared_type = ascii::lowered(type);
        inside.attached = true;
        walk_.look(inside);
    }

    /// "image/jpeg;base64,...": RFC 2397.
    void data_url(const Property& property, std::string_view rest)
    {
        const auto comma = rest.find(',');
        const auto head = rest.substr(0, comma);
        const auto body = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
        const auto type = head.substr(0, head.find(';'));
        if (ascii::lowered(head).ends_with(";base64"))
            return data(property, percent_decoded(body), type);
        const auto bytes = percent_decoded(body);
        auto inside = walk_.inside(piece_, property.name, bytes, Origin::message_part);
        inside.name.clear();
        inside.declared_type = ascii::lowered(type);
        inside.attached = true;
        walk_.look(inside);
    }

    Walk& walk_;
    const Piece& piece_;
    std::string_view rest_;
    bool in_alarm_ = false;
};

} // namespace

void look_into_calendar(Walk& walk, const Piece& piece)
{
    if (ascii::begins(ascii::trimmed(piece.bytes.substr(0, 200)), "begin:vcard") &&
        piece.bytes.size() > largest_card)
        walk.found(Trait::contact_large, piece);
    if (const auto block = hidden_block(piece.bytes); !block.empty())
        walk.found(Trait::hidden_block, piece, std::string{block});
    Reader{walk, piece}.read();
}

} // namespace pedell::content
