// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/render.h"

#include <algorithm>

namespace pedell::setup
{

namespace
{

std::string upper(std::string text)
{
    for (char& c : text)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return text;
}

/// Samba forwards to what this line names; without the line it forwards nothing.
std::string forwarder_line(const core::School& school)
{
    if (school.dns_forwarders.empty())
        return "    # dns forwarder: none";

    std::string line = "    dns forwarder =";
    for (const std::string& address : school.dns_forwarders)
        line += " " + address;
    return line;
}

/// A set of nftables; without any network it would be a syntax error, so the loopback is always one.
std::string elements_of(const std::vector<core::Network>& networks, bool v4)
{
    std::string elements = v4 ? "127.0.0.0/8" : "::1/128";
    for (const core::Network& network : networks)
        if (network.v4 == v4 && core::name_of(network) != (v4 ? "127.0.0.0/8" : "::1/128"))
            elements += ", " + core::name_of(network);
    return elements;
}

bool is_key(std::string_view text)
{
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

} // namespace

Values template_values(const core::School& school)
{
    // What a role or an exception may have at most; the milter judges by person.
    const core::Ceilings ceilings = core::ceilings_of(school.limits);
    // Postfix counts the header fields that it adds itself; the milter counts what the client sent.
    constexpr std::int64_t own_fields = 64 * 1024;

    return {
        {"DOMAIN", school.domain},
        {"REALM", school.realm},
        {"DNS_DOMAIN", school.dns_domain()},
        {"NETBIOS", school.netbios},
        {"HOST", school.host},
        {"HOST_UPPER", upper(school.host)},
        {"FQDN", school.fqdn()},
        {"SCHOOL", school.name},
        {"SHARE_HOME", school.share_home},
        {"SHARE_CLASSES", school.share_classes},
        {"DRIVE_HOME", std::string(1, school.drive_home)},
        {"DRIVE_CLASSES", std::string(1, school.drive_classes)},
        {"DNS_FORWARDER_LINE", forwarder_line(school)},
        {"NETWORKS", core::join_networks(school.networks)},
        {"NETWORKS_FOUR", elements_of(school.networks, true)},
        {"NETWORKS_SIX", elements_of(school.networks, false)},
        {"MESSAGE_SIZE_LIMIT", std::to_string(ceilings.mail_bytes + own_fields)},
        {"RECIPIENT_LIMIT", std::to_string(ceilings.recipients)},
    };
}

base::Result<std::string> render(std::string_view text, const Values& values)
{
    std::string result;
    while (!text.empty()) {
        const std::size_t begin = text.find('@');
        const std::size_t end = begin == std::string_view::npos ? begin : text.find('@', begin + 1);
        if (end == std::string_view::npos) {
            result += text;
            break;
        }

        const std::string_view key = text.substr(begin + 1, end - begin - 1);
        if (!is_key(key)) {
            // An address in a comment, say: not ours.
            result += text.substr(0, end);
            text.remove_prefix(end);
            continue;
        }

        const auto value = values.find(key);
        if (value == values.end())
            return base::fail(base::Errc::malformed, "template: no value for @" + std::string(key) + "@");

        result += text.substr(0, begin);
        result += value->second;
        text.remove_prefix(end + 1);
    }
    return result;
}

} // namespace pedell::setup
