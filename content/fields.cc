// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/fields.h"

#include "content/bytes.h"
#include "content/inspectors.h"
#include "content/walk.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace pedell::content
{
namespace
{

using core::Trait;
constexpr std::string_view blanks(" \t\r\n\v\f\xA0");
constexpr std::size_t deepest_field = 64;
constexpr std::size_t longest_instruction = 64 << 10;

bool is_letter(char letter)
{
    return std::isalpha(static_cast<unsigned char>(letter)) != 0;
}

/// Words of an instruction; what stands between quotation marks is one word.
std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words;
    while (words.size() < 64) {
        text.remove_prefix(std::min(text.size(), text.find_first_not_of(blanks)));
        if (text.empty())
            break;
        if (text.front() == '"') {
            const auto end = std::min(text.find('"', 1), text.size());
            words.emplace_back(text.substr(1, end - 1));
            text.remove_prefix(std::min(text.size(), end + 1));
        } else {
            const auto end = std::min(text.find_first_of(blanks), text.size());
            words.emplace_back(text.substr(0, end));
            text.remove_prefix(end);
        }
    }
    return words;
}

bool is_number(std::string_view word)
{
    return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// Backslashes are doubled in instructions.
std::string unescaped(std::string_view word)
{
    std::string result;
    for (std::size_t i = 0; i < word.size(); ++i) {
        result += word[i];
        if (word[i] == '\\' && i + 1 < word.size() && word[i + 1] == '\\')
            ++i;
    }
    return result;
}

/// Place of the first "|" that does not stand between quotation marks; npos: none.
std::size_t bar_outside_texts(std::string_view cell)
{
    bool in_text = false;
    for (std::size_t at = 0; at < cell.size(); ++at) {
        if (cell[at] == '"')
            in_text = !in_text;
        if (cell[at] == '|' && !in_text)
            return at;
    }
    return std::string_view::npos;
}

/// A link that the sheet puts together of its cells carries them away; one that is written out is a link.
void look_at_hyperlink(Walk& walk, const Piece& piece, std::string_view cell)
{
    bool in_text = false;
    std::string text;
    for (const char letter : cell) {
        if (letter == '"') {
            in_text = !in_text;
            if (!in_text && text.find("://") != std::string::npos)
                look_at_link(walk, piece, text, {});
            text.clear();
        } else if (in_text) {
            text += letter;
        } else if (letter == '&') {
            walk.found(Trait::dynamic_data, piece, "hyperlink");
        }
    }
}

} // namespace

bool leads_away(std::string_view target)
{
    target.remove_prefix(std::min(target.size(), target.find_first_not_of(" \t\r\n")));
    if (target.starts_with("\\\\") || target.starts_with("//"))
        return true;

    const auto colon = target.find(':');
    const std::string_view scheme = target.substr(0, std::min(colon, target.size()));
    if (colon == std::string_view::npos || scheme.size() < 2 || !is_letter(scheme[0]) ||
        scheme.find_first_of("/\\?#") != std::string_view::npos)
        return false;
    if (lower(scheme) != "file")
        return true;

    const std::string_view path = target.substr(colon + 1);
    const auto slashes = std::min(path.find_first_not_of("/\\"), path.size());
    const bool doubled = path.find("\\\\", slashes == 0 ? 0 : slashes - 1) != std::string_view::npos;
    return slashes == 2 || slashes > 3 || (doubled && slashes == 3 && path.substr(1, 2) != "//");
}

void look_at_field(Walk& walk, const Piece& piece, std::string_view instruction)
{
    const auto words = words_of(instruction);
    if (words.empty())
        return;

    const std::string what = lower(words[0]);
    if (what == "dde" || what == "ddeauto")
        return walk.found(Trait::dynamic_data, piece, what);
    if (what == "quote" && std::ranges::count_if(words, is_number) >= 3)
        return walk.found(Trait::dynamic_data, piece, what);
    constexpr std::array<std::string_view, 6> fetching{"includepicture", "includetext", "include",
                                                       "import",         "link",        "rd"};
    const bool fetches = std::ranges::find(fetching, what) != fetching.end();
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string argument = unescaped(words[i]);
        if (fetches && leads_away(argument))
            walk.found(Trait::remote_content, piece, what);
        if (what == "hyperlink" && !words[i].starts_with('\\') && argument.find(':') != std::string::npos)
            look_at_link(walk, piece, argument, {});
    }
}

void look_at_formula(Walk& walk, const Piece& piece, std::string_view cell)
{
    // "=cmd|'/c calc'!A0": program, topic, item. Outside of a text the bar means nothing else in a formula.
    const auto bar = bar_outside_texts(cell);
    if (bar != std::string_view::npos && bar > 0 && cell.find('!', bar) != std::string_view::npos) {
        const auto before = static_cast<unsigned char>(cell[bar - 1]);
        if (std::isalnum(before) != 0 || before == '\'' || before == ' ')
            walk.found(Trait::dynamic_data, piece, "dde");
    }
    constexpr std::array<std::string_view, 6> starting{"call(", "register(", "register.id(",
                                                       "exec(", "rtd(",      "dde("};
    constexpr std::array<std::string_view, 7> fetching{"webservice(", "importxml(",  "importdata(",
                                                       "importhtml(", "importfeed(", "importrange(",
                                                       "filterxml("};
    const auto calls = [cell](std::string_view function) {
        const std::string text = lower(cell);
        for (auto at = text.find(function); at != std::string::npos; at = text.find(function, at + 1))
            if (at == 0 || (!is_letter(text[at - 1]) && text[at - 1] != '_' && text[at - 1] != '.'))
                return true;
        return false;
    };
    if (cell.find('(') == std::string_view::npos)
        return;
    for (const auto function : starting)
        if (calls(function))
            walk.found(Trait::dynamic_data, piece, std::string(function.substr(0, function.size() - 1)));
    if (calls("hyperlink("))
        look_at_hyperlink(walk, piece, cell);
    for (const auto function : fetching)
        if (function != "filterxml(" && calls(function))
            walk.found(Trait::remote_content, piece, std::string(function.substr(0, function.size() - 1)));
}

void FieldReader::begin()
{
    if (!open_.empty() && !open_.back().separated &&
        open_.back().instruction.find_first_not_of(blanks) == std::string::npos)
        open_.back().begins_with_field = true;
    if (open_.size() < deepest_field)
        open_.emplace_back();
    else
        walk_.stop(Trait::too_deep, piece_);
}

void FieldReader::separate()
{
    if (open_.empty() || open_.back().separated)
        return;
    open_.back().separated = true;
    judge(open_.back());
}

void FieldReader::end()
{
    if (open_.empty())
        return;
    separate();
    open_.pop_back();
}

void FieldReader::paragraph()
{
    look_at_field(walk_, piece_, std::exchange(stray_, {}));
}

void FieldReader::text(std::string_view letters)
{
    if (open_.empty() && stray_.size() < longest_instruction)
        stray_ += letters;
    if (!open_.empty() && !open_.back().separated && open_.back().instruction.size() < longest_instruction)
        open_.back().instruction += letters;
}

void FieldReader::judge(Field& field)
{
    // What the field is would come out of another field: nobody writes that by hand.
    if (field.begins_with_field)
        walk_.found(Trait::dynamic_data, piece_, "field");
    look_at_field(walk_, piece_, field.instruction);
}

} // namespace pedell::content
