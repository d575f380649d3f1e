// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/address.h"

#include "core/names.h"

#include <algorithm>

namespace pedell::core
{
namespace
{

constexpr std::size_t max_local = 64;    // RFC 5321 4.5.3.1.1
constexpr std::size_t max_address = 254; // RFC 5321 4.5.3.1.3: a path of 256 with its brackets
constexpr std::size_t max_label = 63;    // RFC 1035 2.3.4

bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

bool is_letter_or_digit(char c) noexcept
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// atext of RFC 5322 3.2.3 without '%' and '!', by which old mailers route on.
bool is_atom_character(char c) noexcept
{
    return is_letter_or_digit(c) || std::string_view{"#$&'*+-/=?^_`{|}~"}.contains(c);
}

bool is_atom(std::string_view atom) noexcept
{
    return !atom.empty() && std::ranges::all_of(atom, is_atom_character);
}

bool is_label(std::string_view label) noexcept
{
    return !label.empty() && label.size() <= max_label && label.front() != '-' && label.back() != '-' &&
           std::ranges::all_of(label, [](char c) { return is_letter_or_digit(c) || c == '-'; });
}

/// Every part between dots passes; an empty part never does.
bool all_parts(std::string_view text, bool (*check)(std::string_view) noexcept) noexcept
{
    for (;;) {
        const auto dot = text.find('.');
        if (!check(text.substr(0, dot)))
            return false;
        if (dot == text.npos)
            return true;

        text.remove_prefix(dot + 1);
    }
}

/// "127.0.0.1": no top-level domain is a number (RFC 3696 2).
bool is_numeric(std::string_view domain) noexcept
{
    const auto dot = domain.rfind('.');
    return std::ranges::all_of(dot == domain.npos ? domain : domain.substr(dot + 1), is_digit);
}

} // namespace

std::optional<Address> parse_plain_address(std::string_view text)
{
    const auto at = text.find('@');
    if (text.size() > max_address || at == text.npos || at > max_local)
        return std::nullopt;

    const auto local = text.substr(0, at);
    const auto domain = text.substr(at + 1);
    if (!all_parts(local, is_atom) || !all_parts(domain, is_label) || is_numeric(domain))
        return std::nullopt;

    return Address{lower(local), lower(domain)};
}

} // namespace pedell::core
