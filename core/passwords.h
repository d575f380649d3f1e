// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::core
{

struct School;

/// Why a password is refused. The school's rule: 8 to 127 characters, upper and lower case, digits, special
/// characters, and not guessable by who knows the person, the school or what many people take.
enum class PasswordFault : std::uint8_t {
    none,
    too_short,
    too_long,
    no_upper,
    no_lower,
    no_digit,
    no_special,
    contains_name,
    contains_login,
    contains_school,
    common,
    guessable
};
inline constexpr auto last_password_fault = PasswordFault::guessable;

/// Whose password it is, as far as it is known; an empty text forbids nothing.
struct PasswordContext {
    std::string login;               ///< "anna.mueller"
    std::string sam;                 ///< sAMAccountName, where it is another one
    std::string given;               ///< all given names
    std::string surname;             ///< may be the full name where the two are not told apart
    std::vector<std::string> school; ///< school_words
};

/// What of the school a password must not contain: its name, its domain without the last label, its NetBIOS
/// name.
[[nodiscard]] std::vector<std::string> school_words(const School& school);

/// Below so many bits, as strength/ counts them, a password is guessable: a million guesses a second find it
/// within half an hour.
inline constexpr double lowest_strength = 30.0;

/// The first fault, in the order of PasswordFault. Length counts Unicode code points, the
/// longest UTF-16 units: the most that Windows' own log-on takes, and that every way in carries whole. Words
/// are compared without case and marks ("Müller" is "mueller"), also where signs stand for letters
/// ("P4ssw0rt"); words of a name count from 3 letters, of login and school from 4. `strength` comes from
/// strength/, in bits.
[[nodiscard]] PasswordFault check_password(std::string_view password, const PasswordContext& context,
                                           double strength);

/// The fault's name in logs: "too_short".
[[nodiscard]] std::string_view name_of(PasswordFault fault) noexcept;

/// German and English in one line each, for whoever typed it.
[[nodiscard]] std::string_view text_de(PasswordFault fault) noexcept;
[[nodiscard]] std::string_view text_en(PasswordFault fault) noexcept;

/// A one-time password that a child can copy from paper: 14 characters in groups, no look-alikes (0/O,
/// 1/l/I), all four kinds. Pure: `random` are at least 32 bytes from getrandom(2). One in some thousand holds
/// a short name by chance: the caller asks check_password and draws again.
[[nodiscard]] std::string one_time_password(std::span<const std::uint8_t> random);

} // namespace pedell::core
