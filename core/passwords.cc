// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/passwords.h"

#include "core/utf8.h"

#include <array>
#include <stdexcept>

namespace pedell::core
{
namespace
{

constexpr std::size_t min_length = 8;

/// Latin-1's letters; × (U+00D7) and ÷ (U+00F7) stand among them.
bool is_upper(char32_t point) noexcept
{
    return (point >= 'A' && point <= 'Z') || (point >= 0xC0 && point <= 0xDE && point != 0xD7);
}

bool is_lower(char32_t point) noexcept
{
    return (point >= 'a' && point <= 'z') || (point >= 0xDF && point <= 0xFF && point != 0xF7);
}

bool is_digit(char32_t point) noexcept
{
    return point >= '0' && point <= '9';
}

/// Signs of ASCII and Latin-1 and the punctuation and symbol blocks (U+2010..U+2BFF: dashes, euro, arrows).
/// Letters of other scripts are no special characters.
bool is_special(char32_t point) noexcept
{
    if (point < 0x7F)
        return point >= ' ' && !is_upper(point) && !is_lower(point) && !is_digit(point);

    return (point > 0xA0 && point < 0xC0 && point != 0xAD) || point == 0xD7 || point == 0xF7 ||
           (point >= 0x2010 && point <= 0x2BFF);
}

// Nothing that a child could take for another on paper: no C I J O S V W X Z, no i l o, no 0 1.
constexpr std::string_view upper_signs = "ABDEFGHKLMNPQRTUY";
constexpr std::string_view lower_signs = "abcdefghjkmnpqrstuvwxyz";
constexpr std::string_view digit_signs = "23456789";
constexpr std::string_view all_signs = "ABDEFGHKLMNPQRTUYabcdefghjkmnpqrstuvwxyz23456789";

struct Texts {
    std::string_view german;
    std::string_view english;
};

Texts texts_of(PasswordFault fault) noexcept
{
    switch (fault) {
    case PasswordFault::none:
        return {};
    case PasswordFault::too_short:
        return {"Das Passwort braucht mindestens 8 Zeichen.", "The password needs at least 8 characters."};
    case PasswordFault::no_upper:
        return {"Dem Passwort fehlt ein Großbuchstabe.", "The password lacks an upper-case letter."};
    case PasswordFault::no_lower:
        return {"Dem Passwort fehlt ein Kleinbuchstabe.", "The password lacks a lower-case letter."};
    case PasswordFault::no_digit:
        return {"Dem Passwort fehlt eine Ziffer.", "The password lacks a digit."};
    case PasswordFault::no_special:
        return {"Dem Passwort fehlt ein Sonderzeichen wie ! ? - +",
                "The password lacks a special character such as ! ? - +"};
    }
    return {};
}

} // namespace

PasswordFault check_password(std::string_view password)
{
    std::size_t length = 0;
    bool upper = false;
    bool lower = false;
    bool digit = false;
    bool special = false;
    while (!password.empty()) {
        const auto point = take_code_point(password).value_or(0);
        ++length;
        upper = upper || is_upper(point);
        lower = lower || is_lower(point);
        digit = digit || is_digit(point);
        special = special || is_special(point);
    }

    if (length < min_length)
        return PasswordFault::too_short;
    if (!upper)
        return PasswordFault::no_upper;
    if (!lower)
        return PasswordFault::no_lower;
    if (!digit)
        return PasswordFault::no_digit;
    return special ? PasswordFault::none : PasswordFault::no_special;
}

std::string_view text_de(PasswordFault fault) noexcept
{
    return texts_of(fault).german;
}

std::string_view text_en(PasswordFault fault) noexcept
{
    return texts_of(fault).english;
}

std::string one_time_password(std::span<const std::uint8_t> random)
{
    // "xxxx-xxxx-xxxx": the dash is the special character, the first of each group makes sure of one more
    // kind.
    constexpr std::array groups{upper_signs, lower_signs, digit_signs};
    constexpr std::size_t group_length = 4;
    if (random.size() < 32)
        throw std::invalid_argument("one_time_password needs 32 random bytes");

    std::string password;
    std::size_t used = 0;
    const auto draw = [&](std::string_view signs) {
        // Two bytes a sign: with at most 48 signs none is favoured by more than a thousandth.
        const auto number = static_cast<std::size_t>(random[used] << 8 | random[used + 1]);
        used += 2;
        return signs[number % signs.size()];
    };
    for (const auto first : groups) {
        if (!password.empty())
            password += '-';
        password += draw(first);
        for (std::size_t i = 1; i < group_length; ++i)
            password += draw(all_signs);
    }
    return password;
}

} // namespace pedell::core
