// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/names.h"

#include "core/utf8.h"

#include <algorithm>
#include <array>

namespace pedell::core
{
namespace
{

constexpr std::size_t max_login = 64; // RFC 5321 4.5.3.1.1, local part
constexpr std::size_t max_sam = 20;   // sAMAccountName of a person
constexpr int max_number = 9999;

bool is_letter(char c) noexcept
{
    return c >= 'a' && c <= 'z';
}

bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

char lower_of(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_but_case(std::string_view left, std::string_view right) noexcept
{
    return std::ranges::equal(left, right, {}, lower_of, lower_of);
}

/// The first characters, without a dot or dash at the end.
std::string cut(std::string_view text, std::size_t length)
{
    text = text.substr(0, length);
    while (!text.empty() && (text.back() == '-' || text.back() == '.'))
        text.remove_suffix(1);
    return std::string{text};
}

/// The two halves of a handle; `surname` is empty where there is only one.
struct Halves {
    std::string given;
    std::string surname;
};

/// given.surname and a number in at most `length` characters: the given name gives way first, down to its
/// initial.
std::string fit(const Halves& halves, const std::string& number, std::size_t length)
{
    const auto room = length - number.size();
    if (halves.surname.empty())
        return cut(halves.given, room) + number;

    const auto whole = halves.given.size() + 1 + halves.surname.size();
    const auto over = whole > room ? whole - room : 0;
    const auto given = cut(
        halves.given, std::max<std::size_t>(1, halves.given.size() - std::min(over, halves.given.size())));
    return given + "." + cut(halves.surname, room - given.size() - 1) + number;
}

/// The first of name, name2, name3, ... that is free; empty where none is.
std::string first_free(const Halves& halves, std::size_t length, const IsTaken& taken)
{
    for (int number = 1; number <= max_number; ++number) {
        auto name = fit(halves, number == 1 ? std::string{} : std::to_string(number), length);
        if (!is_reserved(name) && !taken(name))
            return name;
    }
    return {};
}

/// The first given name that has letters: "Anna Maria" is Anna, "Anna-Lena Maria" is Anna-Lena.
std::string first_given_name(std::string_view given)
{
    constexpr std::string_view blanks = " \t";
    while (!given.empty()) {
        const auto begin = std::min(given.find_first_not_of(blanks), given.size());
        given.remove_prefix(begin);
        const auto end = std::min(given.find_first_of(blanks), given.size());
        if (auto letters = transliterate(given.substr(0, end)); !letters.empty())
            return letters;

        given.remove_prefix(end);
    }
    return {};
}

/// Users of Debian, of our packages and of Active Directory; mailboxes of RFC 2142 and of mail programs.
constexpr std::array<std::string_view, 66> reserved_names{
    "abuse",         "admin",         "administrator", "backup",    "bin",        "daemon",     "dnsadmins",
    "double-bounce", "dovecot",       "dovenull",      "ftp",       "games",      "gast",       "gnats",
    "guest",         "hostmaster",    "info",          "irc",       "krbtgt",     "list",       "lp",
    "mail",          "mailer-daemon", "man",           "marketing", "messagebus", "mysql",      "news",
    "no-reply",      "nobody",        "noc",           "nogroup",   "noreply",    "operator",   "pedell",
    "pedelld",       "polkitd",       "postdrop",      "postfix",   "postgres",   "postmaster", "privacy",
    "proxy",         "root",          "sales",         "security",  "shadow",     "sshd",       "ssl-cert",
    "staff",         "statd",         "sudo",          "support",   "sync",       "sys",        "system",
    "tss",           "tty",           "usenet",        "users",     "utmp",       "uucp",       "vmail",
    "webmaster",     "www",           "www-data"};
static_assert(std::ranges::is_sorted(reserved_names));

constexpr std::array<std::string_view, 3> reserved_prefixes{"pedell-", "systemd-", "dns-"};

/// CON, PRN, AUX, NUL, COM0-9 and LPT0-9, also with superscript digits and with anything behind a dot
/// (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
bool is_windows_device(std::string_view name) noexcept
{
    auto stem = name.substr(0, name.find('.'));
    while (!stem.empty() && stem.back() == ' ')
        stem.remove_suffix(1);

    for (const std::string_view device : {"con", "prn", "aux", "nul", "conin$", "conout$"})
        if (equal_but_case(stem, device))
            return true;

    if (!equal_but_case(stem.substr(0, 3), "com") && !equal_but_case(stem.substr(0, 3), "lpt"))
        return false;

    const auto number = stem.substr(3);
    return (number.size() == 1 && is_digit(number[0])) || number == "¹" || number == "²" || number == "³";
}

/// Controls, marks that turn the direction of writing, and blanks that nobody can tell from a blank.
bool is_invisible(char32_t point) noexcept
{
    return point < 0x20 || (point >= 0x7F && point <= 0xA0) || point == 0xAD || point == 0x061C ||
           point == 0x180E || (point >= 0x2000 && point <= 0x200F) || (point >= 0x2028 && point <= 0x202F) ||
           (point >= 0x205F && point <= 0x206F) || point == 0x3000 || (point >= 0xE000 && point <= 0xF8FF) ||
           (point >= 0xFE00 && point <= 0xFE0F) || point == 0xFEFF || (point >= 0xFFF0 && point <= 0xFFFF) ||
           point >= 0xE0000;
}

} // namespace

std::optional<AccountNames> derive_names(std::string_view given, std::string_view surname,
                                         const IsTaken& handle_taken, const IsTaken& mail_taken)
{
    Halves halves{first_given_name(given), transliterate(surname)};
    if (halves.given.empty())
        std::swap(halves.given, halves.surname);
    if (halves.given.empty())
        return std::nullopt;

    AccountNames names;
    names.login = first_free(halves, max_login, handle_taken);
    names.mail = first_free(halves, max_login, mail_taken);
    if (names.login.empty() || names.mail.empty())
        return std::nullopt;

    names.sam = derive_sam(names.login, handle_taken);
    if (names.sam.empty())
        return std::nullopt;

    return names;
}

std::string derive_sam(std::string_view login, const IsTaken& handle_taken)
{
    const auto dot = login.find('.');
    const Halves halves{std::string{login.substr(0, dot)},
                        dot == login.npos ? std::string{} : std::string{login.substr(dot + 1)}};
    return first_free(halves, max_sam, handle_taken);
}

bool is_login(std::string_view text) noexcept
{
    if (text.empty() || text.size() > max_login || text.contains(".."))
        return false;

    const auto is_mark = [](char c) { return c == '.' || c == '-'; };
    if (is_mark(text.front()) || is_mark(text.back()))
        return false;

    return std::ranges::any_of(text, is_letter) &&
           std::ranges::all_of(text, [&](char c) { return is_letter(c) || is_digit(c) || is_mark(c); });
}

bool is_reserved(std::string_view name) noexcept
{
    const auto is_name = [name](std::string_view reserved) { return equal_but_case(name, reserved); };
    const auto is_prefix = [name](std::string_view prefix) {
        return equal_but_case(name.substr(0, prefix.size()), prefix);
    };
    return std::ranges::any_of(reserved_names, is_name) || std::ranges::any_of(reserved_prefixes, is_prefix);
}

bool is_class_name(std::string_view text) noexcept
{
    constexpr std::size_t max_points = 32;
    constexpr std::string_view forbidden = "\\/:*?\"<>|";
    const auto is_edge = [](char c) { return c == '.' || c == ' '; };
    if (text.empty() || is_edge(text.front()) || is_edge(text.back()) || is_windows_device(text))
        return false;

    std::size_t points = 0;
    while (!text.empty()) {
        const auto point = take_code_point(text);
        if (!point || is_invisible(*point) || ++points > max_points)
            return false;
        if (*point < 0x80 && forbidden.contains(static_cast<char>(*point)))
            return false;
    }
    return true;
}

std::string lower(std::string_view text)
{
    std::string result{text};
    std::ranges::transform(result, result.begin(), lower_of);
    return result;
}

} // namespace pedell::core
