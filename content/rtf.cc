// SPDX-License-Identifier: GPL-3.0-or-later
// RTF 1.9.1, read as Word reads it: control words are what counts, wherever and however deeply they stand.
#include "content/bytes.h"
#include "content/fields.h"
#include "content/inspectors.h"
#include "content/walk.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

namespace pedell::content
{
namespace
{

using core::Trait;
constexpr std::size_t deepest_group = 1'000;

bool is_letter(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}
bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

struct Word {
    std::string_view name;
    long number = 0;
    bool numbered = false;
};

class RtfLook
{
public:
    RtfLook(Walk& walk, const Piece& piece) : walk_(walk), piece_(piece), rest_(piece.bytes) {}

    void run()
    {
        while (!rest_.empty() && !walk_.stopped()) {
            if (++steps_ % 65536 == 0 && !walk_.in_time(piece_))
                return;
            const char c = rest_.front();
            if (c == '\\')
                control();
            else if (c == '{')
                open();
            else if (c == '}')
                close();
            else
                letters();
        }
        if (!groups_.empty() && !walk_.stopped())
            walk_.found(Trait::not_readable, piece_, "unfinished");
    }

private:
    /// What the letters of a group are: an instruction of a field, the path of a template, or nothing to us.
    enum class Meaning : std::uint8_t { nothing, instruction, path };
    struct Group {
        Meaning meaning = Meaning::nothing;
        std::string text;
    };

    void open()
    {
        rest_.remove_prefix(1);
        if (groups_.size() == deepest_group)
            return walk_.stop(Trait::too_deep, piece_);
        Group group;
        // Groups within an instruction only dress it.
        if (!groups_.empty() && groups_.back().meaning != Meaning::nothing)
            group.meaning = groups_.back().meaning;
        groups_.push_back(std::move(group));
    }

    void close()
    {
        rest_.remove_prefix(1);
        if (groups_.empty())
            return;
        const Group group = std::move(groups_.back());
        groups_.pop_back();
        const bool goes_on = !groups_.empty() && groups_.back().meaning == group.meaning;
        if (group.meaning == Meaning::nothing)
            return;
        if (goes_on)
            groups_.back().text += group.text;
        else if (group.meaning == Meaning::instruction)
            look_at_field(walk_, piece_, group.text);
        else if (leads_away(group.text))
            walk_.found(Trait::remote_content, piece_, "template");
    }

    void letters()
    {
        const auto end = std::min(rest_.find_first_of("\\{}"), rest_.size());
        if (!groups_.empty() && groups_.back().meaning != Meaning::nothing)
            for (const char c : rest_.substr(0, end))
                if (c != '\r' && c != '\n')
                    add(c);
        rest_.remove_prefix(end);
    }

    void add(char c)
    {
        if (!groups_.empty() && groups_.back().meaning != Meaning::nothing &&
            groups_.back().text.size() < (64U << 10))
            groups_.back().text += c;
    }

    void control()
    {
        rest_.remove_prefix(1);
        if (rest_.empty())
            return;
        if (!is_letter(rest_.front()))
            return symbol();

        Word word;
        std::size_t at = 0;
        while (at < rest_.size() && is_letter(rest_[at]))
            ++at;
        word.name = rest_.substr(0, at);
        const bool negative = at < rest_.size() && rest_[at] == '-';
        at += negative ? 1 : 0;
        while (at < rest_.size() && is_digit(rest_[at])) {
            word.number = std::min(word.number * 10 + (rest_[at] - '0'), 1L << 40);
            word.numbered = true;
            ++at;
        }
        if (negative)
            word.number = -word.number;
        if (at < rest_.size() && rest_[at] == ' ')
            ++at;
        rest_.remove_prefix(at);
        act(word);
    }

    void symbol()
    {
        const char c = rest_.front();
        rest_.remove_prefix(1);
        if (c == '\'') {
            const std::string hex(rest_.substr(0, 2));
            rest_.remove_prefix(hex.size());
            add(static_cast<char>(std::strtol(hex.c_str(), nullptr, 16)));
        } else if (c == '\\' || c == '{' || c == '}') {
            add(c);
        }
    }

    void act(const Word& word)
    {
        constexpr std::array<std::string_view, 14> objects{
            "object", "objdata",    "objclass",  "objemb",  "objocx",   "objhtml", "objlink",
            "objsub", "objautlink", "objupdate", "objname", "objattph", "objpub",  "objalias"};
        if (std::ranges::find(objects, word.name) != objects.end())
            walk_.found(Trait::embedded_object, piece_);
        if (word.name == "bin" && word.number > 0)
            rest_.remove_prefix(std::min(rest_.size(), static_cast<std::size_t>(word.number)));
        if (word.name == "u" && word.numbered)
            add(word.number > 0 && word.number < 128 ? static_cast<char>(word.number) : '?');
        if (groups_.empty())
            return;
        if (word.name == "fldinst")
            groups_.back().meaning = Meaning::instruction;
        else if (word.name == "template")
            groups_.back().meaning = Meaning::path;
    }

    Walk& walk_;
    const Piece& piece_;
    std::string_view rest_;
    std::vector<Group> groups_;
    std::size_t steps_ = 0;
};

} // namespace

void look_into_rtf(Walk& walk, const Piece& piece)
{
    RtfLook(walk, piece).run();
}

} // namespace pedell::content
