// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/transfer.h"

#include "content/ascii.h"

#include <array>
#include <gmime/gmime-encodings.h>

namespace pedell::content
{
namespace
{

constexpr unsigned alphabet = 1;
constexpr unsigned space = 2;
constexpr unsigned padding = 4;
constexpr unsigned foreign = 8;

constexpr auto base64_classes = [] {
    std::array<unsigned char, 256> classes{};
    classes.fill(foreign);
    for (unsigned c = 0; c < 128; ++c)
        if (ascii::is_alnum(static_cast<char>(c)))
            classes[c] = alphabet;
    classes['+'] = classes['/'] = alphabet;
    classes[' '] = classes['\t'] = classes['\r'] = classes['\n'] = space;
    classes['='] = padding;
    return classes;
}();

struct Census {
    unsigned seen = 0;
    std::size_t letters = 0;
};

Census count(std::string_view raw) noexcept
{
    Census census;
    for (const char c : raw) {
        const unsigned kind = base64_classes[static_cast<unsigned char>(c)];
        census.seen |= kind;
        census.letters += kind & alphabet;
    }
    return census;
}

std::string base64_problem(std::string_view raw)
{
    const auto whole = count(raw);
    if ((whole.seen & foreign) != 0)
        return "foreign characters";
    if ((whole.seen & padding) == 0)
        return whole.letters % 4 == 0 ? "" : "cut off";

    const auto end = raw.find('=');
    const auto data = count(raw.substr(0, end));
    if (data.letters != whole.letters)
        return "data behind the end";
    std::size_t signs = 0;
    for (const char c : raw.substr(end))
        signs += c == '=' ? 1 : 0;
    return data.letters % 4 >= 2 && signs == 4 - data.letters % 4 ? "" : "padding that does not fit";
}

/// All lines but those at the end, where the padding is: what one sum can check.
std::string_view bulk_of(std::string_view raw) noexcept
{
    constexpr std::size_t end = 2'048;
    const auto last = raw.size() > end ? raw.rfind('\n', raw.size() - end) : std::string_view::npos;
    return last == std::string_view::npos ? raw.substr(0, 0) : raw.substr(0, last + 1);
}

/// How many letters the lines hold if they hold nothing else. Decoded, they give 3 bytes for 4: a foreign
/// character, a blank among them gives fewer, so the length of the result proves that there is none, without
/// a look at each. A "=" may count as a letter: it is looked for by itself.
std::size_t letters_if_clean(std::string_view lines) noexcept
{
    std::size_t letters = 0;
    while (!lines.empty()) {
        auto line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
        letters += line.ends_with('\r') ? line.size() - 1 : line.size();
    }
    return letters;
}

/// Takes the first line off, without its end.
std::string_view take_line(std::string_view& text) noexcept
{
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

/// What follows "=" in quoted-printable: how many characters belong to it, and what they say.
struct Escape {
    std::size_t length = 0; ///< 0: none
    int byte = -1;          ///< -1: a soft line break
};

Escape escape_at(std::string_view rest) noexcept // behind "="
{
    if (rest.empty())
        return {.length = 1, .byte = -1}; // a soft break at the very end: nothing follows it
    if (rest.front() == '\n')
        return {.length = 2, .byte = -1};
    if (rest.starts_with("\r\n"))
        return {.length = 3, .byte = -1};
    if (rest.size() >= 2 && ascii::hex(rest[0]) >= 0 && ascii::hex(rest[1]) >= 0)
        return {.length = 3, .byte = ascii::hex(rest[0]) * 16 + ascii::hex(rest[1])};
    return {};
}

/// A literal run of quoted-printable: what should have been escaped.
std::string_view literal_problem(std::string_view run) noexcept
{
    char before = 'x';
    for (const char c : run) {
        if (ascii::is_high(c) || (ascii::is_control(c) && !ascii::is_space(c)))
            return "characters that should be escaped";
        if (ascii::is_blank(before) && (c == '\r' || c == '\n'))
            return "blanks at a line's end";
        before = c;
    }
    return {};
}

/// Lines of one block of base64, and not of a list of words: long ones that mix cases and digits.
bool is_base64_block(std::string_view body)
{
    bool upper = false;
    bool low = false;
    bool digit = false;
    std::size_t letters = 0;
    auto rest = ascii::trimmed(body);
    while (!rest.empty()) {
        const auto line = ascii::trimmed(take_line(rest));
        if (line.size() < 16 && !rest.empty())
            return false;
        for (const char c : line) {
            if ((base64_classes[static_cast<unsigned char>(c)] & (alphabet | padding)) == 0)
                return false;
            upper = upper || (c >= 'A' && c <= 'Z');
            low = low || (c >= 'a' && c <= 'z');
            digit = digit || ascii::is_digit(c);
        }
        letters += line.size();
    }
    return letters > 60 && upper && low && digit;
}

/// Escapes and soft breaks, and not a formula that happens to hold "=".
bool is_quoted_block(std::string_view body)
{
    std::size_t escapes = 0;
    for (auto at = body.find('='); at != std::string_view::npos;) {
        const auto escape = escape_at(body.substr(at + 1));
        if (escape.length == 0)
            return false;
        ++escapes;
        at = body.find('=', at + escape.length);
    }
    return escapes >= 3 && body.size() > 60;
}

bool is_uuencoded(std::string_view head, std::string_view rest)
{
    const bool new_kind = head.starts_with("begin-base64 ");
    head.remove_prefix(new_kind ? 13 : 6);
    std::size_t digits = 0;
    while (digits < head.size() && head[digits] >= '0' && head[digits] <= '7')
        ++digits;
    if (digits < 3 || digits > 4 || digits + 1 >= head.size() || head[digits] != ' ')
        return false;
    const auto line = take_line(rest);
    if (new_kind)
        return !line.empty() && count(line).seen < foreign;
    if (line.empty() || line.front() < ' ' || line.front() > '`')
        return false;
    const auto bytes = static_cast<std::size_t>(line.front() - ' ') & 63U;
    for (const char c : line)
        if (c < ' ' || c > '`')
            return false;
    // Blanks at the end may have been lost on the way.
    return bytes == 0 || (line.size() > 1 && line.size() <= 1 + (bytes + 2) / 3 * 4 + 1);
}

bool is_at_line_begin(std::string_view text, std::size_t at) noexcept
{
    while (at > 0 &&
           (ascii::is_blank(text[at - 1]) || text[at - 1] == '>')) // quoted or indented all the same
        --at;
    return at == 0 || text[at - 1] == '\n';
}

bool is_yenc(std::string_view head)
{
    return head.find(" size=") != std::string_view::npos && head.find(" name=") != std::string_view::npos;
}

bool is_binhex(std::string_view rest)
{
    for (int lines = 0; lines < 4 && !rest.empty(); ++lines)
        if (const auto line = take_line(rest); line.starts_with(':') && line.size() > 20)
            return true;
    return false;
}

} // namespace

Block decode_base64(std::string_view raw)
{
    Block block;
    int state = 0;
    guint32 save = 0;
    const auto step = [&](std::string_view part, char* out) {
        return g_mime_encoding_base64_decode_step(reinterpret_cast<const unsigned char*>(part.data()),
                                                  part.size(), reinterpret_cast<unsigned char*>(out), &state,
                                                  &save);
    };
    const auto bulk = bulk_of(raw);
    bool clean = false;
    block.bytes.resize_and_overwrite(raw.size() / 4 * 3 + 4, [&](char* out, std::size_t) {
        const auto letters = letters_if_clean(bulk);
        const auto done = step(bulk, out);
        clean = letters % 4 == 0 && done == letters / 4 * 3 && bulk.find('=') == std::string_view::npos;
        return done + step(raw.substr(bulk.size()), out + done);
    });
    block.problem = base64_problem(clean ? raw.substr(bulk.size()) : raw);
    return block;
}

Block decode_quoted_printable(std::string_view raw)
{
    Block block;
    block.bytes.reserve(raw.size());
    std::size_t from = 0;
    while (from < raw.size()) {
        const auto at = raw.find('=', from);
        const auto run = raw.substr(from, at == std::string_view::npos ? at : at - from);
        if (block.problem.empty())
            block.problem = literal_problem(run);
        block.bytes += run;
        if (at == std::string_view::npos)
            break;
        const auto escape = escape_at(raw.substr(at + 1));
        if (escape.byte >= 0)
            block.bytes += static_cast<char>(escape.byte);
        if (escape.length == 0) {
            block.bytes += '=';
            block.problem = "an escape that is none";
        }
        from = at + std::max<std::size_t>(escape.length, 1);
    }
    return block;
}

std::optional<std::string> read_as_encoded(std::string_view body)
{
    if (body.size() <= 60)
        return std::nullopt;
    auto from_blank = body.find("\n\r\n");
    from_blank = std::min(from_blank, body.find("\n\n"));
    for (const auto view :
         {body, body.substr(from_blank == std::string_view::npos ? body.size() : from_blank + 2)}) {
        if (is_base64_block(view))
            return decode_base64(view).bytes;
        if (is_quoted_block(view))
            return decode_quoted_printable(view).bytes;
    }
    return std::nullopt;
}

std::string_view hidden_block(std::string_view text)
{
    struct Mark {
        std::string_view begin;
        std::string_view name;
    };
    static constexpr std::array marks{Mark{"begin", "uuencode"}, Mark{"=ybegin ", "yEnc"},
                                      Mark{"(This file must be converted with BinHex", "BinHex"}};
    for (const auto& mark : marks) {
        for (auto at = text.find(mark.begin); at != std::string_view::npos;
             at = text.find(mark.begin, at + 1)) {
            if (!is_at_line_begin(text, at))
                continue;
            auto rest = text.substr(at);
            const auto head = take_line(rest);
            const bool holds = mark.name == "yEnc" ? is_yenc(head)
                               : mark.name == "BinHex"
                                   ? is_binhex(rest)
                                   : (head.starts_with("begin ") || head.starts_with("begin-base64 ")) &&
                                         is_uuencoded(head, rest);
            if (holds)
                return mark.name;
        }
    }
    return {};
}

std::string unflowed(std::string_view text, bool joined)
{
    std::string whole;
    whole.reserve(text.size());
    while (!text.empty()) {
        const auto line = take_line(text);
        const bool goes_on = line.ends_with(' ') && line != "-- ";
        whole += goes_on && joined ? line.substr(0, line.size() - 1) : line;
        if (!goes_on)
            whole += '\n';
    }
    return whole;
}

bool begins_like_a_part(std::string_view text)
{
    static constexpr std::array<std::string_view, 6> fields{
        "content-type:", "content-transfer-encoding:", "content-disposition:",
        "content-id:",   "content-encoding:",          "content-location:"};
    text = ascii::trimmed(text.substr(0, 4096));
    return std::ranges::any_of(fields, [&](auto field) { return ascii::begins(text, field); });
}

bool holds_a_tree(std::string_view text)
{
    for (auto at = text.find("--"); at != std::string_view::npos; at = text.find("--", at + 2)) {
        if (at > 0 && text[at - 1] != '\n')
            continue;
        auto rest = text.substr(at);
        (void)take_line(rest);
        if (begins_like_a_part(take_line(rest)))
            return true;
    }
    return false;
}

bool has_endless_line(std::string_view raw) noexcept
{
    constexpr std::size_t most = 100'000;
    while (raw.size() > most) {
        const auto end = raw.rfind('\n', most);
        if (end == std::string_view::npos)
            return true;
        raw.remove_prefix(end + 1);
    }
    return false;
}

} // namespace pedell::content
