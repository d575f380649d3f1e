// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/watch/samba_event.h"

#include <algorithm>
#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <charconv>
#include <utility>

namespace pedell::watch
{
namespace
{

namespace json = boost::json;

constexpr std::size_t longest_line = 8192;
constexpr std::size_t longest_name = 64;

/// Everything else (must change it, disabled, outside its hours) comes with the right password or tells
/// nothing.
constexpr std::array<std::string_view, 4> wrong_password{"NT_STATUS_WRONG_PASSWORD", "NT_STATUS_NO_SUCH_USER",
                                                         "NT_STATUS_LOGON_FAILURE",
                                                         "NT_STATUS_ACCOUNT_LOCKED_OUT"};

std::string_view text_at(const json::object& object, std::string_view key)
{
    const auto* value = object.if_contains(key);
    const auto* text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string_view() : std::string_view(*text);
}

/// "ipv4:10.0.0.7:445", "ipv6:2001:db8::1:445" (lib/tsocket, tsocket_address_string).
std::optional<std::pair<core::NetAddress, std::uint16_t>> endpoint_of(std::string_view text)
{
    const auto family = text.find(':');
    const auto colon = text.rfind(':');
    if (!text.starts_with("ipv") || colon == family)
        return std::nullopt;

    std::uint16_t port = 0;
    const auto digits = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    const auto address = core::NetAddress::parse(text.substr(family + 1, colon - family - 1));
    if (!address || error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;

    return std::pair(*address, port);
}

/// The account that Samba found, else the name as given: "Anna@REALM" and "SCHOOL\anna" are anna.
std::string person_of(const json::object& event)
{
    auto name = text_at(event, "mappedAccount");
    if (name.empty())
        name = text_at(event, "clientAccount");
    if (const auto domain = name.rfind('\\'); domain != std::string_view::npos)
        name.remove_prefix(domain + 1);
    name = name.substr(0, name.find('@')).substr(0, longest_name);

    std::string person(name);
    std::ranges::transform(person, person.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return person;
}

} // namespace

std::optional<WrongPassword> parse_event(std::string_view line)
{
    const auto begin = line.find('{');
    if (begin == std::string_view::npos || line.size() > longest_line)
        return std::nullopt;

    boost::system::error_code error;
    json::monotonic_resource memory;
    json::parse_options options;
    options.max_depth = 8;
    const json::value whole = json::parse(line.substr(begin), error, &memory, options);
    const auto* object = error ? nullptr : whole.if_object();
    if (object == nullptr || text_at(*object, "type") != "Authentication")
        return std::nullopt;

    const auto* inner = object->if_contains("Authentication");
    const auto* event = inner == nullptr ? nullptr : inner->if_object();
    if (event == nullptr ||
        std::ranges::find(wrong_password, text_at(*event, "status")) == wrong_password.end())
        return std::nullopt;

    const auto from = endpoint_of(text_at(*event, "remoteAddress"));
    const auto to = endpoint_of(text_at(*event, "localAddress")); // null where the KDC tells
    // Dovecot's and our own binds: counted where the client of theirs is known.
    if (!from || from->first.is_loopback() || (to && to->first == from->first))
        return std::nullopt;

    auto person = person_of(*event);
    // A computer's password is random; one that lost it asks for ever.
    if (person.empty() || person.ends_with('$'))
        return std::nullopt;

    return WrongPassword{from->first, from->second, std::move(person)};
}

} // namespace pedell::watch
