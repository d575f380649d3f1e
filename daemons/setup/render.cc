// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/render.h"

#include <algorithm>
#include <format>

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

/// A rule of nftables, or nothing in its place.
std::string rule_if(bool wanted, std::string_view rule)
{
    return (wanted ? "        " : "        # not wanted: ") + std::string(rule);
}

/// Port 25 of master.cf: this machine alone, or everybody where mail from the internet comes here.
std::string smtp_listeners(const core::School& school)
{
    const bool here = school.machine.mx == core::MailExchanger::here;
    std::string listeners;
    for (const char* name : {"127.0.0.1:smtp", "[::1]:smtp", "smtp"}) {
        if ((std::string_view(name) == "smtp") != here)
            continue;

        listeners += std::format(
            "{} inet n - n - - smtpd\n"
            "  -o syslog_name=postfix/smtp\n"
            "  -o milter_macro_daemon_name=smtp\n"
            "  -o smtpd_client_restrictions={}\n"
            "  -o {{ smtpd_sender_restrictions = reject_non_fqdn_sender, check_sender_access inline:{{{{{} = "
            "REJECT 5.7.1 Absender dieser Schule nur mit Anmeldung / senders of this school only with a "
            "login}}}} }}\n",
            name, here ? "reject_unauth_pipelining" : "permit_mynetworks,reject", school.domain);
    }
    listeners.pop_back();
    return listeners;
}

/// The host without a look for its MX, and its port; empty where mail goes straight to the recipient's.
std::string relay_host(std::string_view smarthost)
{
    if (smarthost.empty())
        return {};

    const std::size_t colon = std::min(smarthost.find(':'), smarthost.size());
    return std::format("[{}]{}", smarthost.substr(0, colon), smarthost.substr(colon));
}

/// On the submission ports nothing goes in clear (RFC 8314 3); on 25 as with every foreign server.
std::string_view relay_tls(std::string_view smarthost)
{
    return smarthost.ends_with(":465") || smarthost.ends_with(":587") ? "encrypt" : "may";
}

/// chrony.conf(5).
std::string time_sources(const std::vector<std::string>& servers)
{
    if (servers.empty())
        return "pool 2.debian.pool.ntp.org iburst maxsources 4";

    std::string lines;
    for (const std::string& server : servers)
        lines += (lines.empty() ? "" : "\n") + std::format("server {} iburst", server);
    return lines;
}

std::string time_clients(const std::vector<core::Network>& networks)
{
    std::string lines;
    for (const core::Network& network : networks)
        lines += (lines.empty() ? "" : "\n") + std::format("allow {}", core::name_of(network));
    return lines;
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
    const bool takes_mail = school.machine.mx == core::MailExchanger::here;

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
        {"SSH_RULE", rule_if(!school.machine.ssh_keys.empty(), "tcp dport 22 accept")},
        {"MAIL_RULE", rule_if(takes_mail, "tcp dport 25 accept")},
        {"HOME_MAIL_RULE", rule_if(takes_mail, "tcp dport 25 goto doors")},
        {"SMTP_LISTENERS", smtp_listeners(school)},
        {"RELAY_HOST", relay_host(school.machine.smarthost)},
        {"RELAY_TLS_LEVEL", std::string(relay_tls(school.machine.smarthost))},
        {"RELAY_WRAPPED", school.machine.smarthost.ends_with(":465") ? "yes" : "no"},
        {"TIME_SOURCES", time_sources(school.machine.time_servers)},
        {"TIME_CLIENTS", time_clients(school.networks)},
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
