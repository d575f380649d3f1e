// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/watch/question.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace pedell::watch
{
namespace
{

constexpr std::size_t longest_question = 512;
constexpr std::size_t most_words = 4;
constexpr std::size_t tag_digits = 16;

/// One more than most_words where there are more.
std::vector<std::string_view> words_of(std::string_view text)
{
    std::vector<std::string_view> words;
    while (words.size() <= most_words) {
        const auto blank = text.find(' ');
        words.push_back(text.substr(0, blank));
        if (blank == std::string_view::npos)
            break;
        text.remove_prefix(blank + 1);
    }
    return words;
}

bool is_login(std::string_view word)
{
    return !word.empty() && std::ranges::all_of(word, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    });
}

std::optional<std::uint64_t> tag_of(std::string_view word)
{
    std::uint64_t tag = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), tag, 16);
    if (word.size() != tag_digits || error != std::errc() || end != word.data() + word.size())
        return std::nullopt;

    return tag;
}

std::optional<Question> ask_of(const std::vector<std::string_view>& words)
{
    const auto address =
        words[1] == "-" ? std::optional(core::NetAddress()) : core::NetAddress::parse(words[1]);
    const auto tag = tag_of(words[3]);
    if (!address || !tag || !is_login(words[2]))
        return std::nullopt;

    return Ask{*address, std::string(words[2]), *tag};
}

std::optional<Question> tell_of(std::string_view word)
{
    if (word == "right")
        return Tell{core::Outcome::right};
    if (word == "wrong")
        return Tell{core::Outcome::wrong};
    if (word == "unknown")
        return Tell{core::Outcome::unknown};

    return std::nullopt;
}

} // namespace

std::optional<Question> parse_question(std::string_view text)
{
    if (text.size() > longest_question)
        return std::nullopt;

    const auto words = words_of(text);
    if (words[0] == "ask" && words.size() == 4)
        return ask_of(words);
    if (words[0] == "tell" && words.size() == 2)
        return tell_of(words[1]);
    if (words[0] == "list" && words.size() == 1)
        return List{};
    if (words[0] == "clear" && words.size() == 1)
        return Clear{};
    if (words[0] == "clear" && words.size() == 2)
        if (const auto address = core::NetAddress::parse(words[1]))
            return Clear{address};

    return std::nullopt;
}

} // namespace pedell::watch
