// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/firstboot/decision.h"

#include "settings/school_bytes.h"

#include <arpa/inet.h>
#include <charconv>
#include <format>

namespace pedell::firstboot
{

namespace
{

using settings::Fault;

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    const auto last = text.find_last_not_of(" \t");
    return first == std::string_view::npos ? std::string_view() : text.substr(first, last - first + 1);
}

std::optional<std::uint32_t> four_bytes(const std::string& text)
{
    in_addr address{};
    if (inet_pton(AF_INET, text.c_str(), &address) != 1)
        return std::nullopt;

    return ntohl(address.s_addr);
}

/// "192.168.1.10/24" and "192.168.2.1": no packet would ever leave.
bool gateway_lies_beside(const core::Uplink& uplink)
{
    const auto slash = uplink.address.find('/');
    const auto address = four_bytes(uplink.address.substr(0, slash));
    const auto gateway = four_bytes(uplink.gateway);
    unsigned prefix = 32;
    if (slash != std::string::npos)
        std::from_chars(uplink.address.data() + slash + 1, uplink.address.data() + uplink.address.size(),
                        prefix);
    if (!address || !gateway || prefix == 0 || prefix > 32)
        return true;

    const std::uint32_t mask = ~std::uint32_t{0} << (32 - prefix);
    return (*address & mask) == (*gateway & mask) && *address != *gateway;
}

void check_uplink(std::string_view text, const core::Uplink& uplink, const Known& known,
                  std::vector<Fault>& faults)
{
    if (!uplink.interface.empty() && known.has_interface && !known.has_interface(uplink.interface))
        faults.push_back(at_key(text, "network", "interface",
                                std::format("network.interface = \"{}\": this machine has no such interface; "
                                            "expected a name like \"eno1\", or \"\" for the first wired one",
                                            uplink.interface)));
    if (uplink.address == "dhcp")
        return;

    // Samba's own DNS record and the certificate carry it.
    if (uplink.address.contains(':'))
        faults.push_back(at_key(text, "network", "address",
                                std::format("network.address = \"{}\": expected an IPv4 address with its "
                                            "prefix, like \"192.168.1.10/24\"",
                                            uplink.address)));
    else if (!gateway_lies_beside(uplink))
        faults.push_back(at_key(text, "network", "gateway",
                                std::format("network.gateway = \"{}\": expected another address of the "
                                            "network of network.address = \"{}\"",
                                            uplink.gateway, uplink.address)));
}

/// Words for a machine that goes on with what it has.
Words going_on()
{
    return {"Es gelten weiter die zuletzt angenommenen Einstellungen.",
            "The settings that were taken last stay in force."};
}

Decision wait_or_go_on(const Known& known, std::vector<Words> messages, std::vector<Fault> faults)
{
    Decision decision{known.accepted, false, std::move(messages), std::move(faults)};
    if (known.accepted)
        decision.messages.push_back(going_on());
    return decision;
}

Words not_filled_in()
{
    return {
        "Noch nicht ausgefuellt: bitte auf einem PC die Datei school.toml auf der Partition pedell-esp "
        "ausfuellen (mindestens domain), dann neu starten.",
        "Not filled in yet: please fill in the file school.toml on the partition pedell-esp on any PC (at "
        "least domain), then restart."};
}

} // namespace

Fault at_key(std::string_view text, std::string_view table, std::string_view key, std::string message)
{
    Fault fault{settings_name, 1, 1, std::move(message)};
    std::string current;
    for (std::size_t line = 1; !text.empty(); ++line) {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string_view row = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));

        const std::string_view shown = trimmed(row);
        if (shown.starts_with('[')) {
            current = trimmed(shown.substr(1, shown.find(']') - 1));
        } else if (current == table && trimmed(shown.substr(0, shown.find('='))) == key) {
            fault.line = line;
            fault.column = row.find('=') == std::string_view::npos ? 1 : row.find('=') + 1;
            return fault;
        }
    }
    return fault;
}

std::vector<Fault> faults_here(std::string_view text, const core::School& school, const Known& known)
{
    std::vector<Fault> faults;
    check_uplink(text, school.machine.uplink, known, faults);
    if (known.has_zone && !known.has_zone(school.machine.time_zone))
        faults.push_back(at_key(text, "time", "zone",
                                std::format("time.zone = \"{}\": there is no such time zone; expected a time "
                                            "zone, like \"Europe/Berlin\"",
                                            school.machine.time_zone)));
    if (known.first)
        for (const Fault& fixed : settings::changed_fixed_keys(*known.first, school)) {
            const std::string_view name(fixed.message.data(), fixed.message.find(' '));
            const auto dot = name.find('.');
            faults.push_back(at_key(text, name.substr(0, dot), name.substr(dot + 1), fixed.message));
        }
    if (known.accepted) {
        const auto before = settings::parse_school(*known.accepted, settings_name);
        if (before && before->machine.encryption != school.machine.encryption)
            faults.push_back(at_key(text, "disk", "encryption",
                                    "disk.encryption: decided at the first start, when the disk was made; "
                                    "expected the value that it had"));
    }
    return faults;
}

Decision decide(const Offer& offer, const Known& known)
{
    if (offer.absent)
        return wait_or_go_on(known, {*offer.absent}, {});

    if (offer.fault)
        return wait_or_go_on(known, {}, {*offer.fault});

    const std::string& text = *offer.text;
    if (known.accepted == text)
        return {known.accepted, false, {}, {}};

    if (settings::is_blank_school(text))
        return wait_or_go_on(known, {not_filled_in()}, {});

    const auto school = settings::parse_school(text, settings_name);
    auto faults = school ? faults_here(text, *school, known) : school.error();
    if (!faults.empty())
        return wait_or_go_on(known, {}, std::move(faults));

    return {text, true, {}, {}};
}

} // namespace pedell::firstboot
