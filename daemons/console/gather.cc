// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/console/gather.h"

#include "base/file.h"
#include "base/process.h"
#include "settings/school_toml.h"

#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <format>
#include <sys/statvfs.h>
#include <unistd.h>

namespace pedell::console
{

namespace
{

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr const char* certificate = "/etc/pedell/tls/host.pem";
constexpr const char* first_boot_state = "/run/pedell/firstboot.json";
constexpr const char* first_log_on = "/run/pedell-console/administrator.json";
constexpr const char* recovery_key = "/run/pedell-console/recovery-key";
constexpr const char* update_state = "/run/pedell/update.json";

struct Watched {
    const char* name;
    const char* unit;
    int port; ///< 0: the unit alone
};

/// The doors of the house, by what people call them.
constexpr std::array watched{
    Watched{"Verwaltung", "pedelld.service", 0},     Watched{"Mailpruefung", "pedell-milter.service", 0},
    Watched{"DNS 53", "samba-ad-dc.service", 53},    Watched{"Kerberos 88", "samba-ad-dc.service", 88},
    Watched{"LDAP 636", "samba-ad-dc.service", 636}, Watched{"SMB 445", "samba-ad-dc.service", 445},
    Watched{"IMAPS 993", "dovecot.service", 993},    Watched{"Mail 465", "postfix.service", 465},
};

std::string text_at(const json::object& object, std::string_view key)
{
    const json::value* const value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::optional<json::object> object_of(std::string_view text)
{
    boost::system::error_code error;
    json::value value = json::parse(text, error);
    return !error && value.is_object() ? std::optional(std::move(value.get_object())) : std::nullopt;
}

std::vector<Words> words_at(const json::object& object, std::string_view key)
{
    std::vector<Words> list;
    const json::value* const values = object.if_contains(key);
    if (values == nullptr || !values->is_array())
        return list;

    for (const json::value& value : values->get_array())
        if (const json::object* const words = value.if_object())
            list.push_back({text_at(*words, "de"), text_at(*words, "en")});
    return list;
}

std::string host_name()
{
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

/// IMAGE_VERSION= of os-release(5).
std::string image_version()
{
    const std::string text = base::read_file("/usr/lib/os-release").value_or("");
    constexpr std::string_view key = "\nIMAGE_VERSION=";
    const auto at = text.find(key);
    return at == std::string::npos ? ""
                                   : text.substr(at + key.size(), text.find('\n', at + 1) - at - key.size());
}

/// systemctl says one word a unit, in the order of the question.
std::set<std::string> active_units()
{
    std::vector<std::string> command{"systemctl", "is-active"};
    for (const Watched& one : watched)
        command.emplace_back(one.unit);
    const auto answer = base::run(command);
    std::set<std::string> active;
    if (!answer)
        return active;

    std::string_view rest = answer->out;
    for (const Watched& one : watched) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (rest.substr(0, end) == "active")
            active.insert(one.unit);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return active;
}

std::vector<Service> services()
{
    constexpr std::size_t most = 8 << 20;
    std::set<int> ports;
    for (const char* const table : {"/proc/net/tcp", "/proc/net/tcp6"})
        ports.merge(listening_ports(base::read_file(table, most).value_or("")));
    const auto active = active_units();
    std::vector<Service> list;
    for (const Watched& one : watched)
        list.push_back({one.name, active.contains(one.unit) && (one.port == 0 || ports.contains(one.port))});
    return list;
}

std::vector<Disk> disks()
{
    std::vector<Disk> list;
    for (const char* const path : {"/var", "/srv/pedell"}) {
        struct statvfs status{};
        if (statvfs(path, &status) != 0 || status.f_blocks == 0)
            continue;

        const auto used = status.f_blocks - status.f_bfree;
        const auto reachable = used + status.f_bavail;
        list.push_back({path, static_cast<int>(reachable == 0 ? 0 : used * 100 / reachable)});
    }
    return list;
}

} // namespace

void read_first_boot(std::string_view text, Facts& facts)
{
    const auto state = object_of(text);
    if (!state)
        return;

    const std::string phase = text_at(*state, "phase");
    facts.phase = phase == "waiting"      ? Phase::waiting
                  : phase == "setting_up" ? Phase::setting_up
                  : phase == "failed"     ? Phase::failed
                  : phase == "done"       ? Phase::done
                                          : Phase::unknown;
    facts.step = text_at(*state, "step");
    facts.messages = words_at(*state, "messages");
    facts.faults = words_at(*state, "faults");
}

std::vector<Words> read_updates(std::string_view text)
{
    const auto state = object_of(text);
    if (!state)
        return {};

    std::vector<Words> lines;
    const json::value* const waiting = state->if_contains("waiting");
    if (waiting != nullptr && waiting->is_object()) {
        const std::string version = text_at(waiting->get_object(), "version");
        lines.push_back({std::format("{} wartet auf den Neustart", version), "waits for the restart"});
    } else if (const std::string available = text_at(*state, "available"); !available.empty()) {
        lines.push_back({std::format("{} ist verfuegbar", available), "is available"});
    }
    const json::value* const failed = state->if_contains("failed");
    if (failed != nullptr && failed->is_array() && !failed->get_array().empty())
        if (const json::object* const last = failed->get_array().back().if_object())
            lines.push_back({std::format("{} hat sich hier nicht bewaehrt", text_at(*last, "version")),
                             "failed here: pedell update status"});
    const json::value* const trial = state->if_contains("trial");
    if (trial != nullptr && trial->is_bool() && trial->get_bool())
        lines.push_back({"diese Version ist auf Probe", "this version is on trial"});
    return lines;
}

std::optional<FirstLogOn> read_first_log_on(std::string_view text)
{
    const auto access = object_of(text);
    if (!access)
        return std::nullopt;

    FirstLogOn found{text_at(*access, "login"), text_at(*access, "password")};
    return found.login.empty() || found.password.empty() ? std::nullopt : std::optional(std::move(found));
}

std::set<int> listening_ports(std::string_view table)
{
    std::set<int> ports;
    while (!table.empty()) {
        const auto end = std::min(table.find('\n'), table.size());
        const std::string_view line = table.substr(0, end);
        table.remove_prefix(std::min(end + 1, table.size()));

        // "  0: 00000000:03E1 00000000:0000 0A ...": number, local, remote, state.
        const auto number = line.find(": ");
        const auto colon = number == std::string_view::npos ? number : line.find(':', number + 2);
        const auto remote = colon == std::string_view::npos ? colon : line.find(' ', colon);
        const auto state = remote == std::string_view::npos ? remote : line.find(' ', remote + 1);
        if (state == std::string_view::npos || line.substr(state + 1, 2) != "0A")
            continue;

        int port = 0;
        std::from_chars(line.data() + colon + 1, line.data() + remote, port, 16);
        ports.insert(port);
    }
    return ports;
}

std::string digits_of(std::string_view text)
{
    std::string digits;
    const auto at = text.find('=');
    if (at != std::string_view::npos)
        for (const char c : text.substr(at + 1))
            if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'))
                digits += c;
    return digits.size() == 64 ? digits : "";
}

std::string Gatherer::fingerprint()
{
    std::error_code error;
    const auto written = fs::last_write_time(certificate, error);
    if (error)
        return {};

    if (written != certificate_time_) {
        const auto shown =
            base::run({"openssl", "x509", "-in", certificate, "-noout", "-fingerprint", "-sha256"});
        fingerprint_ = shown ? digits_of(shown->out) : "";
        certificate_time_ = written;
    }
    return fingerprint_;
}

Facts Gatherer::look()
{
    Facts facts;
    facts.version = PEDELL_VERSION;
    facts.image_version = image_version();
    facts.host = host_name();
    read_first_boot(base::read_file(first_boot_state).value_or(""), facts);
    if (facts.phase != Phase::unknown && facts.phase != Phase::waiting)
        if (const auto school = settings::load_school(settings::school_file)) {
            facts.school = school->name;
            facts.host = school->fqdn();
        }
    facts.addresses = base::network_addresses().value_or(std::vector<base::NetworkAddress>());
    facts.services = services();
    facts.fingerprint = fingerprint();
    facts.disks = disks();
    facts.updates = read_updates(base::read_file(update_state).value_or(""));
    facts.first_log_on = read_first_log_on(base::read_file(first_log_on).value_or(""));
    facts.recovery_key = base::read_file(recovery_key).value_or("");
    while (facts.recovery_key.ends_with('\n'))
        facts.recovery_key.pop_back();
    return facts;
}

} // namespace pedell::console
