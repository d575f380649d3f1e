// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/values.h"

#include "core/place.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace pedell::settings
{

namespace
{

constexpr std::string_view lower_letters = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view upper_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

bool is_label(std::string_view text, std::string_view letters, std::size_t longest)
{
    if (text.empty() || text.size() > longest || text.front() == '-' || text.back() == '-')
        return false;

    return std::ranges::all_of(
        text, [letters](char c) { return letters.contains(c) || (c >= '0' && c <= '9') || c == '-'; });
}

bool are_labels(std::string_view text, std::string_view letters)
{
    if (text.size() > 200)
        return false;

    std::size_t labels = 0;
    for (std::size_t begin = 0; begin <= text.size(); ++labels) {
        const std::size_t end = std::min(text.find('.', begin), text.size());
        if (!is_label(text.substr(begin, end - begin), letters, 63))
            return false;

        begin = end + 1;
    }
    return labels >= 2;
}

bool is_short_name(std::string_view text, std::string_view letters)
{
    return is_label(text, letters, 15) && letters.contains(text.front());
}

} // namespace

std::optional<std::int64_t> parse_size(std::string_view text)
{
    static constexpr std::array<std::pair<std::string_view, int>, 5> units{
        {{"B", 0}, {"KB", 10}, {"MB", 20}, {"GB", 30}, {"TB", 40}}};

    std::int64_t number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0)
        return std::nullopt;

    std::string_view unit(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
    if (unit.starts_with(' '))
        unit.remove_prefix(1);

    const auto* const found = std::ranges::find(units, unit, &std::pair<std::string_view, int>::first);
    if (found == units.end() || number > (std::numeric_limits<std::int64_t>::max() >> found->second))
        return std::nullopt;

    return number << found->second;
}

bool is_domain(std::string_view text)
{
    return are_labels(text, lower_letters);
}

bool is_realm(std::string_view text)
{
    return are_labels(text, upper_letters);
}

bool is_netbios(std::string_view text)
{
    return is_short_name(text, upper_letters);
}

bool is_host(std::string_view text)
{
    return is_short_name(text, lower_letters) && text != "localhost";
}

bool is_locale(std::string_view text)
{
    return text.size() == 11 && lower_letters.contains(text[0]) && lower_letters.contains(text[1]) &&
           text[2] == '_' && upper_letters.contains(text[3]) && upper_letters.contains(text[4]) &&
           text.substr(5) == ".UTF-8";
}

bool is_share(std::string_view text)
{
    // Sections of smb.conf and shares of an AD DC with a meaning of their own (smb.conf(5)).
    static constexpr std::array<std::string_view, 6> taken{"global", "homes",    "printers",
                                                           "sysvol", "netlogon", "ipc"};
    return is_label(text, lower_letters, 20) && !std::ranges::contains(taken, text);
}

bool is_address(std::string_view text)
{
    const std::string copy(text);
    std::array<unsigned char, sizeof(in6_addr)> binary{};
    return inet_pton(AF_INET, copy.c_str(), binary.data()) == 1 ||
           inet_pton(AF_INET6, copy.c_str(), binary.data()) == 1;
}

bool is_host_address(std::string_view text)
{
    const auto slash = text.find('/');
    if (slash == std::string_view::npos || !is_address(text.substr(0, slash)))
        return false;

    const std::string_view digits = text.substr(slash + 1);
    const bool v4 = text.substr(0, slash).contains('.') && !text.contains(':');
    unsigned bits = 0;
    const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    if (error != std::errc{} || rest != digits.data() + digits.size() || bits < 8 || bits > (v4 ? 30U : 126U))
        return false;

    // parse_network takes an address alone whose bits behind the prefix are 0: the network itself.
    if (core::parse_network(text))
        return false;

    const std::string_view address = text.substr(0, slash);
    return !address.starts_with("127.") && !address.starts_with("ff") && !address.starts_with("FF") &&
           !(v4 && address >= "224." && address.find('.') == 3);
}

bool is_interface(std::string_view text)
{
    const auto good = [](char c) {
        return lower_letters.contains(c) || upper_letters.contains(c) || (c >= '0' && c <= '9') || c == '.' ||
               c == '-' || c == '_';
    };
    return !text.empty() && text.size() <= 15 && text != "." && text != ".." && text != "lo" &&
           std::ranges::all_of(text, good);
}

bool is_time_zone(std::string_view text)
{
    const auto good = [](char c) {
        return lower_letters.contains(c) || upper_letters.contains(c) || (c >= '0' && c <= '9') || c == '/' ||
               c == '-' || c == '+' || c == '_';
    };
    return !text.empty() && text.size() <= 60 && upper_letters.contains(text.front()) &&
           !text.ends_with('/') && !text.contains("//") && std::ranges::all_of(text, good);
}

bool is_smarthost(std::string_view text)
{
    const auto colon = text.find(':');
    if (colon != std::string_view::npos) {
        const std::string_view digits = text.substr(colon + 1);
        unsigned port = 0;
        const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
        if (error != std::errc{} || rest != digits.data() + digits.size() || port < 1 || port > 65535)
            return false;
    }
    return is_domain(text.substr(0, colon));
}

bool is_update_source(std::string_view text)
{
    constexpr std::string_view scheme = "https://";
    const auto good = [](char c) {
        return lower_letters.contains(c) || upper_letters.contains(c) || (c >= '0' && c <= '9') ||
               std::string_view("-._~/:").contains(c);
    };
    return text.starts_with(scheme) && text.size() > scheme.size() + 1 && text.size() <= 200 &&
           text.ends_with('/') && text[scheme.size()] != '/' && std::ranges::all_of(text, good);
}

bool is_ssh_key(std::string_view text)
{
    static constexpr std::array<std::string_view, 7> types{"ssh-ed25519 ",
                                                           "ssh-rsa ",
                                                           "ecdsa-sha2-nistp256 ",
                                                           "ecdsa-sha2-nistp384 ",
                                                           "ecdsa-sha2-nistp521 ",
                                                           "sk-ssh-ed25519@openssh.com ",
                                                           "sk-ecdsa-sha2-nistp256@openssh.com "};
    const auto* const type =
        std::ranges::find_if(types, [text](std::string_view begin) { return text.starts_with(begin); });
    if (type == types.end() || text.size() > 2000 ||
        std::ranges::any_of(text, [](char c) { return c < ' '; }))
        return false;

    text.remove_prefix(type->size());
    const std::string_view key = text.substr(0, text.find(' '));
    return key.size() >= 40 && std::ranges::all_of(key, [](char c) {
               return lower_letters.contains(c) || upper_letters.contains(c) || (c >= '0' && c <= '9') ||
                      c == '+' || c == '/' || c == '=';
           });
}

bool is_display_name(std::string_view text)
{
    if (text.empty() || text.size() > 80 || text.front() == ' ' || text.back() == ' ')
        return false;

    return std::ranges::none_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f || c == '"' || c == '\\' || c == '%' || c == '$';
    });
}

bool is_path(std::string_view text)
{
    constexpr std::size_t most = 255;
    const std::string ended = std::string(text) + '/';
    return text.starts_with('/') && text.size() <= most && !text.ends_with('/') && !ended.contains("/./") &&
           !ended.contains("/../") && !ended.contains("//") &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
}

std::string upper(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return result;
}

std::string suggested_netbios(std::string_view domain)
{
    std::string name = upper(domain.substr(0, domain.find('.'))).substr(0, 15);
    while (name.ends_with('-'))
        name.pop_back();
    return is_netbios(name) ? name : "SCHULE";
}

} // namespace pedell::settings
