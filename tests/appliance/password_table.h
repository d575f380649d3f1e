// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>

namespace pedell::appliance
{

/// A password and what the school's rule says of it. {given}, {surname} and {login} are those of the person.
/// No newline: most ways read lines. No NUL: no way can carry it.
struct PasswordRow {
    const char* label;
    std::string password;
    bool good;
};

/// `units` characters that keep the rule.
inline std::string long_password(std::size_t units)
{
    std::string text;
    while (text.size() < units)
        text += "Konrad+Insel27-Bafo9Remi/";
    return text.substr(0, units);
}

inline const std::array<PasswordRow, 60>& password_table()
{
    static const std::array<PasswordRow, 60> rows{{
        // Length and kinds of characters
        {"empty", "", false},
        {"seven characters", "Xk7!pQz", false},
        {"seven characters, nine bytes", "Äö7!pQz", false},
        {"eight characters", "x9$Lm2Qv", true},
        {"no upper", "xk7!pqz2", false},
        {"no lower", "XK7!PQZ2", false},
        {"no digit", "Xkh!pQzw", false},
        {"no special", "Xk7hpQz2", false},
        {"digits alone", "4719283650", false},
        {"a tab is no special character", "KonradInsel27\t", false},
        {"DEL is no special character", "KonradInsel27\x7f", false},
        {"an emoji is no special character", "Konrad😀Insel27", false},
        {"Cyrillic is neither upper nor lower", "Привет27!мир", false},
        {"127 characters", long_password(127), true},
        {"128 characters", long_password(128), false},
        {"600 characters", long_password(600), false},
        // Whose it is
        {"given name", "Bafo-{given}-4821", false},
        {"surname", "Bafo-{surname}-4821", false},
        {"surname in capitals", "bafo-{SURNAME}-4821", false},
        {"login", "{login}+A7", false},
        {"login with other words between", "Q7!{given}-und-{surname}", false},
        {"school", "Kuchen-Wald-77", false},
        {"domain", "Waldschule+4719", false},
        {"school with signs for letters", "Kuchen-W4ld-77", false},
        // What many take
        {"common, German", "Passwort2024!", false},
        {"common, signs for letters", "P4ssw0rt!", false},
        {"common, English", "Welcome1!", false},
        {"season and year", "Sommer2026!", false},
        {"month and year", "Oktober-2025", false},
        {"club", "Schalke04!", false},
        {"game", "Minecraft#10", false},
        {"keyboard, German", "Qwertz123!", false},
        {"keyboard, English", "Asdfgh12!", false},
        {"keyboard, columns", "Qaywsx1!", false},
        {"sequence", "12345Aa!", false},
        {"repeated", "Aaaaaa1!", false},
        {"repeated group", "Aa1!Aa1!", false},
        {"alphabet", "Abcdef1!", false},
        // Good, and each with something that a way in could trip over
        {"words", "Konrad+Insel27", true},
        {"common stem with enough of its own", "Sommer-Turmuhr-Kiesel-48", true},
        {"umlaut", "Gemüse+Turmuhr38", true},
        {"capital umlaut is upper", "Öltank+turmuhr38", true},
        {"sharp s", "Straßen+Turmuhr38", true},
        {"combining mark", "Gemu\u0308se+Turmuhr38", true},
        {"euro sign", "Konrad€Insel27", true},
        {"emoji beside all kinds", "Konrad😀Insel27+", true},
        {"Cyrillic beside all kinds", "Konrad+Привет27", true},
        {"Chinese beside all kinds", "Konrad+龍虎27Insel", true},
        {"space", "Konrad Insel 27", true},
        {"trailing space", "Konrad+Insel27 ", true},
        {"leading space", " Konrad+Insel27", true},
        {"no-break space", "Konrad\u00a0Insel+27", true},
        {"leading dash", "-Konrad+Insel27", true},
        {"both quotes", "Kon\"rad'Insel27", true},
        {"percent", "Konrad%s%n%Insel27", true},
        {"backslash", "Konrad\\nInsel\\27", true},
        {"for a shell", "$(Konrad)`id`;Insel27|&", true},
        {"for LDAP", "Konrad*)(uid=Insel27", true},
        {"control character", "Konrad\x01Insel+27", true},
        {"escape", "Konrad\x1b[31mInsel+27", true},
    }};
    return rows;
}

} // namespace pedell::appliance
