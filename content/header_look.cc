// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/header_look.h"

#include "content/ascii.h"

#include <array>

namespace pedell::content
{
namespace
{

using core::Trait;

void add(std::vector<Problem>& problems, Trait trait, std::string_view detail)
{
    if (std::ranges::find(problems, trait, &Problem::trait) == problems.end())
        problems.push_back({trait, std::string{detail}});
}

/// One physical line of a header.
struct Line {
    std::string_view text;          ///< without its end
    LineEnd end = LineEnd::unknown; ///< unknown: the bytes ended
};

Line take_line(std::string_view& rest) noexcept
{
    const auto at = rest.find('\n');
    Line line{.text = rest.substr(0, at),
              .end = at == std::string_view::npos ? LineEnd::unknown : LineEnd::lf};
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    if (line.end == LineEnd::lf && line.text.ends_with('\r')) {
        line.text.remove_suffix(1);
        line.end = LineEnd::crlf;
    }
    return line;
}

/// Characters of a field's name: a token of RFC 2045 and no more, although RFC 5322 allows "Content-Type(x)".
bool is_field_name(std::string_view name) noexcept
{
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return c > ' ' && c < 0x7f && std::string_view{"()<>@,;\\\"/[]?="}.find(c) == std::string_view::npos;
    });
}

class BlockReader
{
public:
    BlockReader(std::string_view bytes, LineEnd expected) : bytes_(bytes), rest_(bytes)
    {
        block_.line_end = expected;
    }

    HeaderBlock read()
    {
        while (!rest_.empty()) {
            const auto from = rest_;
            const auto line = take_line(rest_);
            if (line.text.empty() && line.end != LineEnd::unknown) {
                line_end(line);
                block_.body = rest_;
                break;
            }
            if (!take(line)) {
                block_.body = from;
                break;
            }
        }
        for (const auto name : {"content-type", "content-transfer-encoding", "content-disposition",
                                "content-id", "content-description", "mime-version"})
            if (std::ranges::count_if(block_.fields,
                                      [&](const Field& field) { return ascii::same(field.name, name); }) > 1)
                bad(Trait::header_doubled, name);
        return std::move(block_);
    }

private:
    void bad(Trait trait, std::string_view detail)
    {
        add(block_.problems, trait, detail);
    }

    void line_end(const Line& line)
    {
        if (line.end == LineEnd::unknown)
            return;
        if (block_.line_end == LineEnd::unknown)
            block_.line_end = line.end;
        else if (line.end != block_.line_end)
            bad(Trait::header_malformed, "line ends mixed");
    }

    /// False: the line is none of a header.
    bool take(const Line& line)
    {
        line_end(line);
        if (line.text.find('\r') != std::string_view::npos)
            bad(Trait::header_malformed, "bare CR");
        if (line.text.find('\0') != std::string_view::npos)
            bad(Trait::header_malformed, "NUL");
        if (line.text.size() > max_header_line)
            bad(Trait::too_long, "header line");
        if (block_.fields.size() >= max_fields ||
            static_cast<std::size_t>(rest_.data() - bytes_.data()) > max_header) {
            bad(Trait::too_long, "header");
            return false;
        }
        if (!line.text.empty() && ascii::is_blank(line.text.front()))
            return continuation(line);
        return field(line);
    }

    bool continuation(const Line& line)
    {
        if (line.text.find_first_not_of(" \t") == std::string_view::npos) {
            bad(Trait::header_malformed, "line of blanks");
            return !block_.fields.empty();
        }
        if (block_.fields.empty()) {
            bad(Trait::header_malformed, "begins with a continuation");
            return false;
        }
        auto& value = block_.fields.back().value;
        value = {value.data(), static_cast<std::size_t>(line.text.data() + line.text.size() - value.data())};
        if (value.size() > max_field)
            bad(Trait::too_long, "header field");
        return true;
    }

    bool field(const Line& line)
    {
        const auto colon = line.text.find(':');
        if (colon == std::string_view::npos) {
            bad(Trait::header_malformed, "line without colon");
            return false;
        }
        const auto name = line.text.substr(0, colon);
        if (!is_field_name(name)) {
            bad(Trait::header_malformed, "field name");
            // "Content-Type : x" is read by some: it stays a field; "From x 12:00" is a line of text.
            if (!is_field_name(ascii::trimmed(name)) && !ascii::begins(name, "content-"))
                return false;
        }
        block_.fields.push_back({.name = ascii::trimmed(name), .value = line.text.substr(colon + 1)});
        return true;
    }

    std::string_view bytes_;
    std::string_view rest_;
    HeaderBlock block_;
};

} // namespace

const Field* HeaderBlock::find(std::string_view name) const noexcept
{
    const auto found =
        std::ranges::find_if(fields, [&](const Field& field) { return ascii::same(field.name, name); });
    return found == fields.end() ? nullptr : &*found;
}

HeaderBlock read_header(std::string_view bytes, LineEnd expected)
{
    return BlockReader{bytes, expected}.read();
}

} // namespace pedell::content
