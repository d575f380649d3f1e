// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/content/reshaped.h"

#include <algorithm>
#include <regex>

namespace pedell::corpus
{
namespace
{

/// Where the header ends: the position of the empty line.
std::size_t end_of_header(const std::string& message)
{
    return std::min(message.find("\n\n"), message.find("\n\r\n"));
}

/// The boundary of a message that calls itself multipart/mixed, once, and says it plainly; else empty.
std::string boundary_of(const std::string& header)
{
    static const std::regex type{"\ncontent-type:", std::regex::icase};
    static const std::regex plain{"\ncontent-type:[ \t]*multipart/mixed;[^\n]*(\r?\n[ \t][^\n]*)*?[ "
                                  "\t;]boundary=(\"([^\"\r\n]+)\"|([^\" \t;\r\n]+))",
                                  std::regex::icase};
    if (std::distance(std::sregex_iterator{header.begin(), header.end(), type}, std::sregex_iterator{}) != 1)
        return {};

    std::smatch match;
    if (!std::regex_search(header, match, plain))
        return {};

    return match[3].matched ? match[3].str() : match[4].str();
}

} // namespace

std::optional<Mixed> mixed(const std::string& message)
{
    const auto header = end_of_header(message);
    if (header == std::string::npos)
        return std::nullopt;

    const std::string boundary = boundary_of("\n" + message.substr(0, header));
    if (boundary.empty())
        return std::nullopt;

    const std::string eol = message[header + 1] == '\r' ? "\r\n" : "\n";
    const std::string line = "\n--" + boundary;
    Mixed cut{.head = {}, .parts = {}, .tail = {}, .delimiter = "--" + boundary + eol};
    auto at = message.find(line, header);
    if (at == std::string::npos)
        return std::nullopt;

    cut.head = message.substr(0, at + 1);
    while (message.compare(at + 1, cut.delimiter.size(), cut.delimiter) == 0) {
        const auto begin = at + 1 + cut.delimiter.size();
        at = message.find(line, begin - 1);
        if (at == std::string::npos)
            return std::nullopt;
        cut.parts.push_back(message.substr(begin, at + 1 - begin));
    }
    cut.tail = message.substr(at + 1);
    const bool closed = cut.tail.starts_with("--" + boundary + "--");
    const bool once = cut.tail.find(line) == std::string::npos;
    return closed && once && !cut.parts.empty() ? std::optional{cut} : std::nullopt;
}

std::string joined(const Mixed& message)
{
    std::string text = message.head;
    for (const auto& part : message.parts)
        text += message.delimiter + part;
    return text + message.tail;
}

std::optional<std::string> padded(const std::string& message, std::size_t bytes)
{
    static const std::regex field{"^[A-Za-z-]+:[^\r\n]*(\r?\n)(?=[A-Za-z-]+:)"};
    std::smatch match;
    if (!std::regex_search(message, match, field, std::regex_constants::match_continuous))
        return std::nullopt;

    constexpr std::size_t longest = 76;
    constexpr std::size_t shortest = 12;
    const std::string eol = match[1].str();
    std::string pad;
    while (pad.size() < bytes) {
        const auto left = bytes - pad.size();
        const auto line =
            left < longest + shortest && left > longest ? left - shortest : std::min(left, longest);
        pad += "X-Pad: " + std::string(line - 7 - eol.size(), 'a') + eol;
    }
    return match.str() + pad + message.substr(match.str().size());
}

std::string inline_picture(const std::string& delimiter)
{
    const std::string eol = delimiter.ends_with("\r\n") ? "\r\n" : "\n";
    return "Content-Type: image/png; name=\"bild.png\"" + eol + "Content-Transfer-Encoding: base64" + eol +
           "Content-ID: <bild.1@schule.example>" + eol +
           "Content-Disposition: inline; filename=\"bild.png\"" + eol + eol +
           "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9" + eol +
           "awAAAABJRU5ErkJggg==" + eol;
}

} // namespace pedell::corpus
