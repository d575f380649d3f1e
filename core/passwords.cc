// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/passwords.h"

#include "core/common_passwords.h"
#include "core/names.h"
#include "core/school.h"
#include "core/utf8.h"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

namespace pedell::core
{
namespace
{

constexpr std::size_t min_length = 8;
constexpr std::size_t max_units = 127; ///< of UTF-16

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
    case PasswordFault::too_long:
        return {"Das Passwort hat mehr als 127 Zeichen.", "The password has more than 127 characters."};
    case PasswordFault::no_upper:
        return {"Dem Passwort fehlt ein Großbuchstabe.", "The password lacks an upper-case letter."};
    case PasswordFault::no_lower:
        return {"Dem Passwort fehlt ein Kleinbuchstabe.", "The password lacks a lower-case letter."};
    case PasswordFault::no_digit:
        return {"Dem Passwort fehlt eine Ziffer.", "The password lacks a digit."};
    case PasswordFault::no_special:
        return {"Dem Passwort fehlt ein Sonderzeichen wie ! ? - +",
                "The password lacks a special character such as ! ? - +"};
    case PasswordFault::contains_name:
        return {"Das Passwort enthält einen Teil des Namens.", "The password contains a part of the name."};
    case PasswordFault::contains_login:
        return {"Das Passwort enthält den Anmeldenamen.", "The password contains the login."};
    case PasswordFault::contains_school:
        return {"Das Passwort enthält den Namen der Schule.", "The password contains the school's name."};
    case PasswordFault::common:
        return {"Dieses Passwort benutzen viele; es ist schnell erraten.",
                "Many people use this password; it is soon guessed."};
    case PasswordFault::guessable:
        return {"Das Passwort ist zu leicht zu erraten; nimm mehr Zeichen oder seltenere Wörter.",
                "The password is too easy to guess; take more characters or rarer words."};
    }
    return {};
}

/// The letters that signs are typed for; '1' and '!' may be an i or an l.
constexpr std::array stand_ins{std::pair{U'0', 'o'}, std::pair{U'3', 'e'}, std::pair{U'4', 'a'},
                               std::pair{U'5', 's'}, std::pair{U'7', 't'}, std::pair{U'8', 'b'},
                               std::pair{U'9', 'g'}, std::pair{U'@', 'a'}, std::pair{U'$', 's'},
                               std::pair{U'€', 'e'}, std::pair{U'+', 't'}};

std::optional<char> stood_for(char32_t point, char one) noexcept
{
    if (point == U'1' || point == U'!' || point == U'|')
        return one;

    const auto* const found = std::ranges::find(stand_ins, point, &std::pair<char32_t, char>::first);
    return found == stand_ins.end() ? std::nullopt : std::optional(found->second);
}

/// The password as words are looked for in it: small letters without marks and digits, a blank for what is
/// neither. With `one` signs are read as the letters they stand for, and '1' as that letter.
std::string folded(std::string_view text, std::optional<char> one = std::nullopt)
{
    std::string result;
    while (!text.empty()) {
        const std::string_view before = text;
        const auto point = take_code_point(text).value_or(0);
        const auto stood = one ? stood_for(point, *one) : std::nullopt;
        if (stood) {
            result += *stood;
            continue;
        }
        const auto letters = class_local_part(before.substr(0, before.size() - text.size()));
        result += letters.empty() ? " " : letters;
    }
    return result;
}

/// Parts of surnames that stand in too many other words: "von der Heide".
bool is_particle(std::string_view word) noexcept
{
    constexpr std::array<std::string_view, 13> particles{"aus", "ben", "bin", "del", "dem", "den", "der",
                                                         "dos", "ibn", "ten", "ter", "van", "von"};
    return std::ranges::binary_search(particles, word);
}

/// What one may read in a password.
class Readings
{
public:
    explicit Readings(std::string_view password)
        : texts_{folded(password), folded(password, 'i'), folded(password, 'l')}
    {
        for (std::string joined : texts_)
            if (std::erase(joined, ' ') > 0)
                joined_.push_back(std::move(joined));
    }

    [[nodiscard]] bool hold(std::string_view word) const
    {
        return std::ranges::any_of(texts_, [&](const auto& text) { return text.contains(word); });
    }

    /// Any word of `text` that has at least `least` characters.
    [[nodiscard]] bool hold_word_of(std::string_view text, std::size_t least) const
    {
        const std::string words = word_list(text);
        for (std::size_t from = 0; from < words.size();) {
            const auto to = std::min(words.find('-', from), words.size());
            const auto word = std::string_view(words).substr(from, to - from);
            if (word.size() >= least && !is_particle(word) && hold(word))
                return true;

            from = to + 1;
        }
        return false;
    }

    /// `text` as a whole, whatever stands between its words.
    [[nodiscard]] bool hold_all_of(std::string_view text, std::size_t least) const
    {
        std::string whole = word_list(text);
        std::erase(whole, '-');
        return whole.size() >= least && (hold(whole) || std::ranges::any_of(joined_, [&](const auto& joined) {
                                             return joined.contains(whole);
                                         }));
    }

private:
    /// "anna-mueller2" of "Anna Müller2", and of "anna.mueller2".
    static std::string word_list(std::string_view text)
    {
        std::string spaced(text);
        std::ranges::replace_if(
            spaced, [](char sign) { return std::string_view("._,;:/@'\"()&").contains(sign); }, ' ');
        return class_local_part(spaced);
    }

    std::array<std::string, 3> texts_;
    std::vector<std::string> joined_;
};

PasswordFault lacks_kind(std::string_view password)
{
    std::size_t length = 0;
    std::size_t units = 0;
    bool upper = false;
    bool lower = false;
    bool digit = false;
    bool special = false;
    while (!password.empty()) {
        const auto point = take_code_point(password).value_or(0);
        ++length;
        units += point > 0xFFFF ? 2 : 1;
        upper = upper || is_upper(point);
        lower = lower || is_lower(point);
        digit = digit || is_digit(point);
        special = special || is_special(point);
    }

    if (length < min_length)
        return PasswordFault::too_short;
    if (units > max_units)
        return PasswordFault::too_long;
    if (!upper)
        return PasswordFault::no_upper;
    if (!lower)
        return PasswordFault::no_lower;
    if (!digit)
        return PasswordFault::no_digit;
    return special ? PasswordFault::none : PasswordFault::no_special;
}

PasswordFault tells_whose(const Readings& readings, const PasswordContext& context)
{
    constexpr std::size_t least_of_name = 3; // as Windows' own rule
    constexpr std::size_t least_of_word = 4; // shorter ones stand in half of all words
    for (const auto& name : {context.given, context.surname})
        if (readings.hold_word_of(name, least_of_name))
            return PasswordFault::contains_name;

    for (const auto& login : {context.login, context.sam})
        if (readings.hold_word_of(login, least_of_word) || readings.hold_all_of(login, least_of_name))
            return PasswordFault::contains_login;

    for (const auto& name : context.school)
        if (readings.hold_word_of(name, least_of_word))
            return PasswordFault::contains_school;
    return PasswordFault::none;
}

/// A stem of the list, and little more: "Passwort2024!" has five characters of its own.
bool is_common(std::string_view password, const Readings& readings)
{
    constexpr std::size_t least_of_its_own = 6;
    const std::size_t length = folded(password).size();
    return std::ranges::any_of(common_passwords(), [&](std::string_view stem) {
        return length < stem.size() + least_of_its_own && readings.hold(stem);
    });
}

} // namespace

std::vector<std::string> school_words(const School& school)
{
    return {school.name, school.domain.substr(0, school.domain.rfind('.')), school.netbios};
}

PasswordFault check_password(std::string_view password, const PasswordContext& context, double strength)
{
    if (const auto fault = lacks_kind(password); fault != PasswordFault::none)
        return fault;

    const Readings readings(password);
    if (const auto fault = tells_whose(readings, context); fault != PasswordFault::none)
        return fault;

    if (is_common(password, readings))
        return PasswordFault::common;
    return strength < lowest_strength ? PasswordFault::guessable : PasswordFault::none;
}

std::string_view name_of(PasswordFault fault) noexcept
{
    constexpr std::array<std::string_view, 12> names{
        "none",       "too_short",     "too_long",       "no_upper",        "no_lower", "no_digit",
        "no_special", "contains_name", "contains_login", "contains_school", "common",   "guessable"};
    return names.at(static_cast<std::size_t>(fault));
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
