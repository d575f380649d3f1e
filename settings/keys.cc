// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/keys.h"

#include "core/expiry.h"
#include "settings/take_shares.h"
#include "settings/values.h"

#include <algorithm>
#include <array>

namespace pedell::settings
{

namespace
{

using core::Role;
using core::School;

constexpr std::int64_t kib = 1024;
constexpr std::int64_t gib = kib * kib * kib;

/// A text that passes a check goes into one member of the school.
template <auto Member, auto Check>
bool take_text(School& school, Role, const Value& value)
{
    const auto& text = std::get<std::string>(value);
    if (!Check(text))
        return false;

    school.*Member = text;
    return true;
}

bool take_forwarders(School& school, Role, const Value& value)
{
    for (const std::string& address : std::get<std::vector<std::string>>(value)) {
        if (!is_address(address))
            return false;

        school.dns_forwarders.push_back(address);
    }
    return true;
}

/// An empty list would close the school's PCs out.
bool take_networks(School& school, Role, const Value& value)
{
    std::vector<core::Network> networks;
    for (const std::string& text : std::get<std::vector<std::string>>(value)) {
        const auto network = core::parse_network(text);
        if (!network)
            return false;

        networks.push_back(*network);
    }
    school.networks = std::move(networks);
    return !school.networks.empty();
}

bool take_role_name(School& school, Role role, const Value& value)
{
    const auto& text = std::get<std::string>(value);
    if (!is_display_name(text))
        return false;

    school.role_names[role] = text;
    return true;
}

bool take_teachers_reset(School& school, Role, const Value& value)
{
    school.authority.teachers_reset = std::get<bool>(value);
    return true;
}

/// A text that passes a check or is empty goes into one member of what the file says of the machine.
template <auto Member, auto Check>
bool take_machine_text(School& school, Role, const Value& value)
{
    const auto& text = std::get<std::string>(value);
    if (!text.empty() && !Check(text))
        return false;

    school.machine.*Member = text;
    return true;
}

template <auto Member, auto Check>
bool take_uplink_text(School& school, Role, const Value& value)
{
    const auto& text = std::get<std::string>(value);
    if (!text.empty() && !Check(text))
        return false;

    school.machine.uplink.*Member = text;
    return true;
}

bool take_uplink_address(School& school, Role, const Value& value)
{
    const auto& text = std::get<std::string>(value);
    if (text != "dhcp" && !is_host_address(text))
        return false;

    school.machine.uplink.address = text;
    return true;
}

bool take_time_servers(School& school, Role, const Value& value)
{
    const auto& servers = std::get<std::vector<std::string>>(value);
    school.machine.time_servers = servers;
    return std::ranges::all_of(
        servers, [](const std::string& server) { return is_address(server) || is_domain(server); });
}

bool take_ssh_keys(School& school, Role, const Value& value)
{
    const auto& keys = std::get<std::vector<std::string>>(value);
    school.machine.ssh_keys = keys;
    return std::ranges::all_of(keys, is_ssh_key);
}

/// One of two words chooses one of two values.
template <auto Member, auto First, auto Second>
bool take_choice(School& school, const Value& value, std::string_view first, std::string_view second)
{
    const auto& text = std::get<std::string>(value);
    school.machine.*Member = text == second ? Second : First;
    return text == first || text == second;
}

bool take_encryption(School& school, Role, const Value& value)
{
    using core::DiskEncryption;
    return take_choice<&core::Machine::encryption, DiskEncryption::none, DiskEncryption::luks2_tpm2>(
        school, value, "none", "luks2-tpm2");
}

bool take_exchanger(School& school, Role, const Value& value)
{
    using core::MailExchanger;
    return take_choice<&core::Machine::mx, MailExchanger::here, MailExchanger::elsewhere>(
        school, value, "here", "elsewhere");
}

bool take_certificates(School& school, Role, const Value& value)
{
    using core::CertificateSource;
    return take_choice<&core::Machine::certificates, CertificateSource::own, CertificateSource::files>(
        school, value, "own", "files");
}

bool take_restart_window(School& school, Role, const Value& value)
{
    const auto window = core::restart_window_from(std::get<std::string>(value));
    if (window)
        school.machine.restart_window = *window;
    return window.has_value();
}

std::optional<std::set<Role>> roles_from(const Value& value)
{
    std::set<Role> roles;
    for (const std::string& name : std::get<std::vector<std::string>>(value)) {
        const auto role = core::role_from(name);
        if (!role)
            return std::nullopt;

        roles.insert(*role);
    }
    return roles;
}

bool take_consent(School& school, Role, const Value& value)
{
    const auto roles = roles_from(value);
    if (!roles)
        return false;

    school.access.consent_required_for = *roles;
    return true;
}

bool take_school_year(School& school, Role, const Value& value)
{
    const auto day = core::day_of_every_year_from(std::get<std::string>(value));
    if (!day)
        return false;

    school.school_year_ends = *day;
    return true;
}

bool take_outside(School& school, Role, const Value& value)
{
    const auto roles = roles_from(value);
    // Pupils write inside the school community alone (letter to parents): no setting opens that.
    if (!roles || roles->contains(Role::pupil))
        return false;

    school.reach.outside_roles = *roles;
    return true;
}

bool take_macros(School& school, Role, const Value& value)
{
    school.content.rules.macros_among_staff = std::get<bool>(value);
    return true;
}

/// Roles that content rules free from something. Where `Pupils` is false they may not be among them: what
/// nobody can look into would be the way around every other rule, and programs are not for pupils (terms of
/// use).
template <auto Member, bool Pupils>
bool take_content_roles(School& school, Role, const Value& value)
{
    const auto roles = roles_from(value);
    if (!roles || (!Pupils && roles->contains(Role::pupil)))
        return false;

    school.content.rules.*Member = *roles;
    return true;
}

bool take_link_lists(School& school, Role, const Value& value)
{
    const auto& paths = std::get<std::vector<std::string>>(value);
    school.content.link_lists = paths;
    return std::ranges::all_of(paths, is_path);
}

bool take_clamd(School& school, Role, const Value& value)
{
    const auto& path = std::get<std::string>(value);
    constexpr std::size_t most_socket = 107; // sun_path of unix(7)
    school.content.clamd = path;
    return path.empty() || (is_path(path) && path.size() <= most_socket);
}

template <auto Member, std::int64_t Least, std::int64_t Most>
bool take_limit(School& school, Role role, const Value& value)
{
    const auto number = std::get<std::int64_t>(value);
    if (number < Least || number > Most)
        return false;

    school.limits[role].*Member = number;
    return true;
}

constexpr std::string_view roles_expected =
    "a list of roles: pupil, teacher, staff, head, administrator, guardian, guest, device";

constexpr std::string_view content_roles_expected =
    "a list of roles without pupil: teacher, staff, head, administrator, guardian, guest, device";
constexpr std::string_view staff_fallback = "[\"teacher\", \"staff\", \"head\", \"administrator\"]";

constexpr std::string_view area_expected =
    "1-32 visible characters, none of \\ / : * ? \" < > |, no dot or blank at the ends";

constexpr std::array table{
    Key{"school", "name", Type::text, "", "\"Schule\"", "1-80 characters without \" \\ % $", false,
        take_text<&School::name, is_display_name>},
    Key{"school", "domain", Type::text, "", "", "a mail domain in lower case, like \"waldschule.de\"", true,
        take_text<&School::domain, is_domain>},
    Key{"school", "locale", Type::text, "", "\"de_DE.UTF-8\"", "language and country, like \"de_DE.UTF-8\"",
        false, take_text<&School::locale, is_locale>},
    Key{"network", "realm", Type::text, "", "\"AD.\" + domain",
        "a Kerberos realm in upper case, like \"AD.WALDSCHULE.DE\"", true,
        take_text<&School::realm, is_realm>},
    Key{"network", "netbios", Type::text, "", "first label of the domain",
        "1-15 upper-case letters, digits, dashes, a letter first", true,
        take_text<&School::netbios, is_netbios>},
    Key{"network", "host", Type::text, "", "\"server\"",
        "1-15 lower-case letters, digits, dashes, a letter first", true, take_text<&School::host, is_host>},
    Key{"network", "school", Type::texts, "", "private addresses",
        "a list of networks without host part, like [\"10.1.0.0/16\", \"2001:db8:1::/48\"]", false,
        take_networks},
    Key{"network", "address", Type::text, "", "\"dhcp\"",
        "\"dhcp\" or a free address with its prefix, like \"192.168.1.10/24\"", false, take_uplink_address},
    Key{"network", "gateway", Type::text, "", "\"\"", "a numeric address, like \"192.168.1.1\"", false,
        take_uplink_text<&core::Uplink::gateway, is_address>},
    Key{"network", "interface", Type::text, "", "\"\"", "the name of a network interface, like \"eno1\"",
        false, take_uplink_text<&core::Uplink::interface, is_interface>},
    Key{"network", "public_name", Type::text, "", "\"\"",
        "a name in the internet in lower case, like \"server.waldschule.de\"", false,
        take_machine_text<&core::Machine::public_name, is_domain>},
    Key{"dns", "forwarders", Type::texts, "", "[]", "a list of numeric addresses, like [\"192.168.1.1\"]",
        false, take_forwarders},
    Key{"time", "zone", Type::text, "", "\"Europe/Berlin\"", "a time zone, like \"Europe/Berlin\"", false,
        take_machine_text<&core::Machine::time_zone, is_time_zone>},
    Key{"time", "servers", Type::texts, "", "[]",
        "a list of names or numeric addresses, like [\"ptbtime1.ptb.de\"]", false, take_time_servers},
    Key{"administrator", "given", Type::text, "", "\"\"", "a first name of 1-80 characters", false,
        take_machine_text<&core::Machine::admin_given, is_display_name>},
    Key{"administrator", "family", Type::text, "", "\"\"", "a family name of 1-80 characters", false,
        take_machine_text<&core::Machine::admin_family, is_display_name>},
    Key{"ssh", "keys", Type::texts, "", "[]",
        "a list of public keys as in authorized_keys, like [\"ssh-ed25519 AAAA... name\"]", false,
        take_ssh_keys},
    Key{"disk", "encryption", Type::text, "", "\"none\"", "\"none\" or \"luks2-tpm2\"", true,
        take_encryption},
    Key{"certificates", "source", Type::text, "", "\"own\"",
        "\"own\" or \"files\" (then /etc/pedell/tls/files holds host.pem and host.key)", false,
        take_certificates},
    Key{"update", "source", Type::text, "", "\"\"",
        "an address that ends in /, like \"https://updates.example.de/pedell/\"", false,
        take_machine_text<&core::Machine::update_source, is_update_source>},
    Key{"update", "restart", Type::text, "", "\"02:00-05:00\"",
        "a time of night, with days where wanted, like \"Sa,So 02:00-05:00\"", false, take_restart_window},
    Key{"roles", "*", Type::text, "", "a German name", "1-80 characters without \" \\ % $", false,
        take_role_name},
    Key{"consent", "required_for", Type::texts, "", "[\"pupil\"]", roles_expected, false, take_consent},
    Key{"consent", "school_year_ends", Type::text, "", "\"07-31\"",
        "month and day of every year, like \"07-31\"; not \"02-29\"", false, take_school_year},
    Key{"passwords", "teachers_reset", Type::flag, "", "false", "true or false", false, take_teachers_reset},
    Key{"mail", "outside_roles", Type::texts, "", "[]",
        "a list of roles without pupil: teacher, staff, head, administrator, guardian, guest, device", false,
        take_outside},
    Key{"mail", "mx", Type::text, "", "\"elsewhere\"", "\"here\" or \"elsewhere\"", false, take_exchanger},
    Key{"mail", "smarthost", Type::text, "", "\"\"",
        "a name and perhaps a port, like \"smtp.example.de:587\"", false,
        take_machine_text<&core::Machine::smarthost, is_smarthost>},
    Key{"content", "macros_among_staff", Type::flag, "", "false", "true or false", false, take_macros},
    Key{"content", "encrypted_from", Type::texts, "", staff_fallback, content_roles_expected, false,
        take_content_roles<&core::ContentRules::encrypted_from, false>},
    Key{"content", "programs_on_drive", Type::texts, "", staff_fallback, content_roles_expected, false,
        take_content_roles<&core::ContentRules::programs_on_drive, false>},
    Key{"content", "html_files_from", Type::texts, "", staff_fallback, roles_expected, false,
        take_content_roles<&core::ContentRules::html_files_from, true>},
    Key{"content", "link_lists", Type::texts, "", "[\"/etc/pedell/links.d\"]",
        "a list of absolute paths of files or folders, like [\"/etc/pedell/links.d\"]", false,
        take_link_lists},
    Key{"content", "clamd", Type::text, "", "\"\"",
        "\"\" or the path of a socket, like \"/run/clamav/clamd.ctl\"", false, take_clamd},
    Key{"limits.*", "mail", Type::size, "bytes", "\"20 MB\" for pupils",
        "\"1 KB\" to \"1 GB\", like \"20 MB\"", false, take_limit<&core::RoleLimits::mail_bytes, kib, gib>},
    Key{"limits.*", "file", Type::size, "bytes", "\"20 MB\" for pupils",
        "\"1 KB\" to \"1024 GB\", like \"20 MB\"", false,
        take_limit<&core::RoleLimits::file_bytes, kib, kib * gib>},
    Key{"limits.*", "quota", Type::size, "bytes", "\"2 GB\" for pupils",
        "\"1 MB\" to \"65536 GB\", like \"2 GB\"", false,
        take_limit<&core::RoleLimits::quota_bytes, kib * kib, 65536 * gib>},
    Key{"limits.*", "mails_per_hour", Type::number, "messages an hour", "60 for pupils",
        "a number from 0 to 100000", false, take_limit<&core::RoleLimits::mails_per_hour, 0, 100000>},
    Key{"limits.*", "recipients_per_mail", Type::number, "recipients", "see the default file",
        "a number from 1 to 10000", false, take_limit<&core::RoleLimits::recipients_per_mail, 1, 10000>},
    Key{"shares", "home", Type::text, "", "\"home\"",
        "1-20 lower-case letters, digits, dashes; not homes, global, sysvol, netlogon", false,
        take_text<&School::share_home, is_share>},
    Key{"shares", "classes", Type::text, "", "\"klassen\"",
        "1-20 lower-case letters, digits, dashes; not homes, global, sysvol, netlogon", false,
        take_text<&School::share_classes, is_share>},
    Key{"shares", "drive_home", Type::text, "", "\"H\"", "one letter from D to Z", false,
        take_drive<&School::drive_home>},
    Key{"shares", "drive_classes", Type::text, "", "\"K\"", "one letter from D to Z", false,
        take_drive<&School::drive_classes>},
    Key{"shares", "material", Type::text, "", "\"Material\"", area_expected, false,
        take_area<&core::AreaNames::material>},
    Key{"shares", "hand_in", Type::text, "", "\"Abgabe\"", area_expected, false,
        take_area<&core::AreaNames::hand_in>},
    Key{"shares", "common", Type::text, "", "\"Gemeinsam\"", area_expected, false,
        take_area<&core::AreaNames::common>},
    Key{"shares", "teachers_room", Type::text, "", "\"Lehrerzimmer\"", area_expected, false,
        take_area<&core::AreaNames::teachers_room>},
    Key{"shares", "wastebasket_days", Type::number, "days", "30", "a number from 1 to 365", false,
        take_wastebasket_days},
};

} // namespace

std::span<const Key> keys() noexcept
{
    return table;
}

std::string table_for(const Key& key, Role role)
{
    std::string name(key.table);
    if (name.ends_with(".*"))
        name.replace(name.size() - 1, 1, core::name_of(role));
    return name;
}

} // namespace pedell::settings
