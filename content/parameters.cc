// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/parameters.h"

#include "content/ascii.h"
#include "content/words.h"

#include <charconv>
#include <optional>

namespace pedell::content
{
namespace
{

using core::Trait;

/// One piece as it is written: "filename*1*" is name "filename", piece 1, extended.
struct Raw {
    std::string name;
    std::optional<unsigned> piece;
    bool extended = false;
    bool quoted = false;
    std::string value;
};

bool is_token(std::string_view text) noexcept
{
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return !ascii::is_control(c) && !ascii::is_high(c) && c != ' ' &&
               std::string_view{"()<>@,;:\\\"/[]?="}.find(c) == std::string_view::npos;
    });
}

bool is_name(std::string_view name) noexcept
{
    return name == "name" || name == "filename";
}

class Reader
{
public:
    explicit Reader(std::string_view body) : rest_(body) {}

    Parameters read()
    {
        result_.value = ascii::lowered(ascii::trimmed(until_semicolon()));
        if (result_.value.find_first_of("()\"\\") != std::string::npos)
            bad("comment or quote in the value");
        while (!rest_.empty() && raws_.size() <= max_parameters)
            one();
        if (raws_.size() > max_parameters)
            result_.problems.push_back({Trait::too_long, "parameters"});
        assemble();
        return std::move(result_);
    }

private:
    void bad(std::string detail)
    {
        result_.problems.push_back({Trait::header_malformed, std::move(detail)});
    }

    std::string_view until_semicolon()
    {
        const auto end = rest_.find(';');
        const auto text = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        return text;
    }

    void skip_space()
    {
        while (!rest_.empty() && ascii::is_space(rest_.front()))
            rest_.remove_prefix(1);
    }

    /// One parameter, its semicolon included.
    void one()
    {
        skip_space();
        if (rest_.empty())
            return; // a semicolon at the end
        const auto sign = rest_.find_first_of("=;");
        if (sign == std::string_view::npos || rest_[sign] == ';') {
            bad(ascii::trimmed(until_semicolon()).empty() ? "empty parameter" : "parameter without value");
            return;
        }
        Raw raw;
        const auto written = rest_.substr(0, sign);
        rest_.remove_prefix(sign + 1);
        if (!is_token(written))
            bad("parameter name");
        name(raw, written);
        if (!rest_.empty() && ascii::is_space(rest_.front()))
            bad("blank behind =");
        skip_space();
        value(raw);
        raws_.push_back(std::move(raw));
    }

    void name(Raw& raw, std::string_view written)
    {
        written = ascii::trimmed(written);
        const auto star = written.find('*');
        raw.name = ascii::lowered(written.substr(0, star));
        if (star == std::string_view::npos)
            return;
        auto behind = written.substr(star + 1);
        if (behind.empty() || behind.ends_with('*')) {
            raw.extended = true;
            behind = behind.empty() ? behind : behind.substr(0, behind.size() - 1);
            if (behind.empty() && written.ends_with("**"))
                bad("RFC 2231 piece");
        }
        if (behind.empty())
            return;
        unsigned number = 0;
        const auto [end, error] = std::from_chars(behind.data(), behind.data() + behind.size(), number);
        if (error != std::errc{} || end != behind.data() + behind.size() ||
            (behind.size() > 1 && behind[0] == '0'))
            bad("RFC 2231 piece");
        raw.piece = number;
    }

    void value(Raw& raw)
    {
        if (rest_.starts_with('"')) {
            quoted(raw);
            return;
        }
        const auto text = ascii::trimmed(until_semicolon());
        raw.value = text;
        // A comment is told from "Foto(1).jpg" by its place: only names are read with parentheses.
        if (text.find_first_of("\"\r\n") != std::string_view::npos)
            bad("value not in quotes");
        else if (!is_name(raw.name) && text.find_first_of("() \t\\") != std::string_view::npos)
            bad("comment or blank in a value");
        else if (const auto blank = text.find_first_of(" \t");
                 blank != std::string_view::npos && text.find('=', blank) != std::string_view::npos &&
                 !has_encoded_word(text))
            bad("two parameters without semicolon");
    }

    /// Takes `"..."`; a backslash that is no quoted-pair of a quote or of itself stays: for names it is a
    /// separator.
    void quoted(Raw& raw)
    {
        raw.quoted = true;
        std::size_t at = 1;
        for (; at < rest_.size() && rest_[at] != '"'; ++at) {
            const bool pair =
                rest_[at] == '\\' && at + 1 < rest_.size() && (rest_[at + 1] == '"' || rest_[at + 1] == '\\');
            if (pair && raw.name == "boundary")
                bad("backslash in the boundary");
            at += pair ? 1 : 0;
            if (rest_[at] != '\r' && rest_[at] != '\n')
                raw.value += rest_[at];
        }
        if (at >= rest_.size()) {
            bad("quote without end");
            rest_ = {};
            return;
        }
        rest_.remove_prefix(at + 1);
        if (!ascii::trimmed(until_semicolon()).empty())
            bad("text behind a quoted value");
    }

    void assemble()
    {
        for (std::size_t i = 0; i < raws_.size(); ++i)
            if (!raws_[i].piece)
                add(raws_[i].name, raws_[i].value, raws_[i].extended, raws_[i].quoted);
            else if (!seen_pieces_of(raws_[i].name, i))
                join(raws_[i].name);
    }

    bool seen_pieces_of(std::string_view name, std::size_t before) const
    {
        return std::any_of(raws_.begin(), raws_.begin() + static_cast<std::ptrdiff_t>(before),
                           [&](const Raw& raw) { return raw.piece && raw.name == name; });
    }

    /// RFC 2231 3: pieces 0, 1, 2 ... in this order; the character set stands in the first.
    void join(const std::string& name)
    {
        if (name == "boundary")
            bad("RFC 2231 in the boundary");
        unsigned next = 0;
        bool extended = false;
        std::string whole;
        for (const auto& raw : raws_) {
            if (raw.name != name)
                continue;
            if (!raw.piece || *raw.piece != next++)
                bad("RFC 2231 pieces: gap, disorder or mixture");
            if (raw.piece == 0)
                extended = raw.extended;
            if (raw.extended && !extended)
                bad("RFC 2231 pieces: character set missing");
            if (extended && !raw.extended) // as it is: its percent signs mean themselves
                for (const char c : raw.value)
                    whole += c == '%' ? std::string{"%25"} : std::string(1, c);
            else
                whole += raw.value;
        }
        add(name, whole, extended, true);
    }

    void add(const std::string& name, const std::string& value, bool extended, bool quoted)
    {
        Parameter parameter{.name = name, .value = value, .quoted = quoted, .decoded = extended};
        if (extended && name == "boundary")
            bad("RFC 2231 in the boundary");
        if (extended) {
            if (auto decoded = decode_extended(value)) {
                parameter.value = std::move(*decoded);
            } else {
                result_.problems.push_back({Trait::name_malformed, "RFC 2231 value"});
                parameter.decoded = false;
            }
        }
        for (const auto& other : result_.list)
            if (other.name == name && !may_stand_beside(other, parameter))
                result_.problems.push_back({Trait::header_doubled, "parameter " + name});
        result_.list.push_back(std::move(parameter));
    }

    /// The same twice is what bulk mailers write; "filename" in ASCII beside "filename*" is RFC 6266's
    /// fallback. Both are judged. A boundary stands once.
    static bool may_stand_beside(const Parameter& a, const Parameter& b)
    {
        if (a.name == "boundary")
            return false;
        if (is_name(a.name) && a.decoded != b.decoded)
            return true;
        const auto plain = [](const Parameter& one) {
            return one.decoded ? one.value : decode_words(one.value).text;
        };
        return is_name(a.name) ? plain(a) == plain(b) : ascii::same(a.value, b.value);
    }

    std::string_view rest_;
    std::vector<Raw> raws_;
    Parameters result_;
};

} // namespace

const Parameter* Parameters::find(std::string_view name) const noexcept
{
    const auto found = std::ranges::find(list, name, &Parameter::name);
    return found == list.end() ? nullptr : &*found;
}

Parameters read_parameters(std::string_view body)
{
    return Reader{body}.read();
}

} // namespace pedell::content
