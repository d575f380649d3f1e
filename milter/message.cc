// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/message.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace pedell::milter
{

void Message::add_header(std::string_view name, std::string_view value)
{
    headers_.add(name, value);

    // libmilter joins continuation lines with a bare LF; the file that Postfix stores has CRLF.
    std::string wire{name};
    wire += ':';
    for (const char c : value)
        if (c == '\n')
            wire += "\r\n";
        else
            wire += c;
    add_body(wire += "\r\n");
}

void Message::end_header()
{
    add_body("\r\n");
}

void Message::add_body(std::string_view bytes)
{
    bytes_ += static_cast<std::int64_t>(bytes.size());
    if (kept_.passed())
        spool_.add(bytes);
}

std::int64_t announced_size(std::string_view argument) noexcept
{
    constexpr std::string_view key = "SIZE=";
    const auto same_letter = [](char a, char b) {
        return a == b || (b >= 'A' && b <= 'Z' && a == b + ('a' - 'A'));
    };
    if (argument.size() <= key.size() ||
        !std::ranges::equal(argument.substr(0, key.size()), key, same_letter))
        return 0;

    const auto digits = argument.substr(key.size());
    std::int64_t bytes = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bytes);
    if (error == std::errc::result_out_of_range)
        return std::numeric_limits<std::int64_t>::max();

    return error == std::errc{} ? std::max<std::int64_t>(bytes, 0) : 0;
}

} // namespace pedell::milter
