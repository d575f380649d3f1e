// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/content/case.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <ranges>
#include <stdexcept>
#include <string_view>

namespace pedell::corpus
{
namespace
{

using Path = std::filesystem::path;

std::string read(const Path& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in)
        throw std::runtime_error{file.string() + ": cannot be read"};
    return {std::istreambuf_iterator<char>{in}, {}};
}

template <class T>
T known(const std::optional<T>& value, std::string_view word)
{
    if (!value)
        throw std::runtime_error{"not understood: " + std::string{word}};
    return *value;
}

std::vector<std::string> split(std::string_view text, std::string_view separator)
{
    std::vector<std::string> words;
    for (const auto& word : std::views::split(text, separator))
        words.emplace_back(word.begin(), word.end());
    return words;
}

int number(std::string_view text)
{
    int value = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        throw std::runtime_error{"no number: " + std::string{text}};
    return value;
}

std::string unescaped(std::string_view text)
{
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned char byte = static_cast<unsigned char>(text[at]);
        if (byte == '%' && at + 2 < text.size()) {
            std::from_chars(text.data() + at + 1, text.data() + at + 3, byte, 16);
            at += 2;
        }
        plain += static_cast<char>(byte);
    }
    return plain;
}

void take_line(Case& one, std::string_view key, std::string_view value)
{
    if (key == "role")
        one.role = known(core::role_from(value), value);
    else if (key == "door")
        for (const auto& word : split(value, ", "))
            one.doors.push_back(known(core::door_from(word), word));
    else if (key == "area")
        one.area = known(core::area_from(value), value);
    else if (key == "verdict")
        one.decision = known(core::decision_from(value), value);
    else if (key == "rule" && value != "none")
        for (const auto& word : split(value, " | "))
            one.rules.push_back(known(core::content_rule_from(word), word));
    else if (key == "line")
        one.line = number(value);
    else if (key == "why")
        one.why = value;
    else if (key == "name")
        one.name = unescaped(value);
    else if (key == "staff" && value == "yes")
        one.among_staff = true;
    else if (key == "settings" && value == "macros_among_staff")
        one.macros_among_staff = true;
    else if (key != "rule")
        throw std::runtime_error{"not understood: " + std::string{key}};
}

std::string base64(std::string_view bytes)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t three = 0;
        for (std::size_t n = 0; n < 3; ++n)
            three = three << 8 | (at + n < bytes.size() ? static_cast<unsigned char>(bytes[at + n]) : 0U);
        for (std::size_t n = 0; n < 4; ++n)
            text += at + n > bytes.size() ? '=' : letters[three >> (18 - 6 * n) & 63];
        if (at % 57 == 54)
            text += "\r\n";
    }
    return text;
}

std::string extended(std::string_view name)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const char letter : name) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte < 128 && std::isalnum(byte))
            text += letter;
        else
            text += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return text;
}

std::string as_attachment(std::string_view name, std::string_view bytes)
{
    return "Message-ID: <6a1f0c2e-77aa-4c1b-9d42-0d8a5b7d2c11@schule.example>\r\n"
           "Date: Tue, 18 Nov 2025 08:12:31 +0100\r\nMIME-Version: 1.0\r\nUser-Agent: Mozilla Thunderbird\r\n"
           "Content-Language: de-DE\r\nTo: j.krause@schule.example\r\nFrom: Mia "
           "<mia.sommer@schule.example>\r\n"
           "Subject: Hausaufgabe\r\n"
           "Content-Type: multipart/mixed; boundary=\"------------0aV9xqTnE4Wb7LpR2mKd\"\r\n\r\n"
           "This is a multi-part message in MIME format.\r\n"
           "--------------0aV9xqTnE4Wb7LpR2mKd\r\n"
           "Content-Type: text/plain; charset=UTF-8; format=flowed\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
           "Anbei.\r\n\r\n--------------0aV9xqTnE4Wb7LpR2mKd\r\n"
           "Content-Type: application/octet-stream\r\n"
           "Content-Disposition: attachment; filename*=UTF-8''" +
           extended(name) + "\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64(bytes) +
           "\r\n--------------0aV9xqTnE4Wb7LpR2mKd--\r\n";
}

} // namespace

Case read_case(const Path& file)
{
    Case one;
    one.file = file;
    one.message = file.extension() == ".eml" && file.parent_path().parent_path().filename() == "messages";
    one.hostile = file.parent_path().filename() == "hostile";
    one.name = file.filename().string();
    const std::string verdict = read(file.string() + ".verdict");
    for (const auto& line : split(verdict.substr(0, verdict.find_last_not_of('\n') + 1), "\n")) {
        const auto colon = line.find(": ");
        try {
            take_line(one, line.substr(0, colon), colon == std::string::npos ? "" : line.substr(colon + 2));
        } catch (const std::runtime_error& error) {
            throw std::runtime_error{file.string() + ".verdict: " + line + ": " + error.what()};
        }
    }
    const bool passes = one.decision == core::Decision::pass;
    if (one.doors.empty() || one.why.empty() || passes == one.hostile || passes != one.rules.empty())
        throw std::runtime_error{file.string() + ".verdict: says too little, or other than its folder"};
    return one;
}

std::vector<Case> read_folder(const Path& folder)
{
    std::vector<Case> cases;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        if (entry.path().extension() != ".verdict")
            cases.push_back(read_case(entry.path()));
    std::ranges::sort(cases, {}, &Case::file);
    return cases;
}

std::string chapter_of(int line)
{
    constexpr std::pair<int, const char*> ends[]{{0, "none"},   {40, "structure"}, {54, "encodings"},
                                                 {65, "names"}, {74, "archives"},  {89, "active"},
                                                 {91, "links"}};
    for (const auto& [end, name] : ends)
        if (line <= end)
            return name;
    return "ways";
}

std::string bytes_at(const Case& one, core::Door door)
{
    const std::string bytes = read(one.file);
    return one.message || door == core::Door::drive ? bytes : as_attachment(one.name, bytes);
}

} // namespace pedell::corpus
