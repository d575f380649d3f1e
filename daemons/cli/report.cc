// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/report.h"

#include "base/file.h"
#include "base/process.h"
#include "daemons/cli/doctor_facts.h"
#include "daemons/cli/metrics.h"
#include "daemons/cli/session.h"
#include "daemons/cli/system_commands.h"
#include "daemons/cli/text.h"
#include "settings/school_toml.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <format>
#include <regex>
#include <sstream>

namespace pedell::cli
{
namespace
{

constexpr std::size_t most_bytes = 32U << 20;

/// Ours: their lines name nobody (docs/security.md). Two of them log beside Samba, in the other namespace.
constexpr const char* programs[] = {
    "pedelld",      "pedell-hand",         "pedell-milter",  "pedell-watch",     "pedell-gate",
    "pedell-scand", "pedell-scand-worker", "pedell-pwcheck", "pedell-firstboot", "pedell-health"};
/// Whose start and end systemd tells; it names nobody.
constexpr const char* units[] = {"pedelld.service",        "pedell-hand.service",
                                 "pedell-milter.service",  "pedell-watch.service",
                                 "pedell-scand.service",   "pedell-scand-worker.service",
                                 "pedell-network.service", "pedell-keys.service",
                                 "pedell-weekly.service",  "pedell-certificates.service",
                                 "pedell-metrics.service", "chrony.service",
                                 "samba-ad-dc.service",    "dovecot.service",
                                 "postfix.service"};

std::string lower(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return result;
}

std::string output_of(std::vector<std::string> argv)
{
    argv.insert(argv.begin(), {"env", "LC_ALL=C.UTF-8"});
    const auto answer = base::run(argv, {}, std::chrono::seconds{60}, most_bytes);
    return answer ? answer->out : answer.error().context + '\n';
}

std::string versions()
{
    std::vector<std::string> query{"dpkg-query", "--show",
                                   "--showformat=${Package} ${Version} ${db:Status-Abbrev}\\n"};
    for (const char* package : {"pedell", "postfix", "dovecot-core", "samba-ad-dc", "chrony", "nftables",
                                "systemd", "openssl", "linux-image-*"})
        query.emplace_back(package);
    return std::format("pedell {}\n", PEDELL_VERSION) + output_of({"uname", "-srm"}) +
           base::read_file("/usr/lib/os-release").value_or("") + output_of(query);
}

std::string states()
{
    std::vector<std::string> list{"systemctl", "list-units", "--all", "--plain", "--no-legend", "pedell*"};
    for (const char* unit : {"postfix*", "dovecot*", "samba-ad-dc*", "chrony*", "nftables*"})
        list.emplace_back(unit);
    return output_of(list) + "\nfailed:\n" +
           output_of({"systemctl", "list-units", "--state=failed", "--plain", "--no-legend"});
}

std::string journal()
{
    std::vector<std::string> query{
        "journalctl",    "--namespace=+pedell",
        "--since=-3d",   "--output=json",
        "--no-pager",    "--quiet",
        "--lines=20000", "--output-fields=MESSAGE,MESSAGE_ID,PRIORITY,SYSLOG_IDENTIFIER,UNIT"};
    for (const char* program : programs)
        query.push_back(std::format("SYSLOG_IDENTIFIER={}", program));
    query.insert(query.end(), {"+", "_PID=1"});
    for (const char* unit : units)
        query.push_back(std::format("UNIT={}", unit));
    return own_lines(output_of(query));
}

std::string machine()
{
    return output_of({"uptime"}) + output_of({"nproc"}) + base::read_file("/proc/meminfo").value_or("") +
           '\n' +
           output_of({"df", "-h", "-x", "tmpfs", "-x", "devtmpfs",
                      "--output=fstype,size,used,avail,pcent,itotal,iused,target"}) +
           base::read_file("/proc/pressure/memory").value_or("") +
           base::read_file("/proc/pressure/io").value_or("");
}

/// A value of the journal's JSON is a text, or an array of bytes where it is not UTF-8.
std::string field(const boost::json::value& entry, std::string_view key)
{
    return text_of(entry, key);
}

} // namespace

Washer::Washer(const core::School* school)
{
    if (school == nullptr)
        return;

    const core::Machine& machine = school->machine;
    const core::School unnamed;
    const auto add = [this](std::string_view name, const char* instead) {
        // Shorter ones would tear other words to pieces; they say nothing either.
        if (name.size() >= 3)
            names_.emplace_back(lower(name), instead);
    };
    add(school->fqdn(), "<host>");
    add(school->dns_domain(), "<realm>");
    add(school->domain, "<domain>");
    add(school->netbios, "<netbios>");
    add(machine.public_name, "<public name>");
    add(machine.smarthost.substr(0, machine.smarthost.find(':')), "<smarthost>");
    add(machine.admin_given, "<name>");
    add(machine.admin_family, "<name>");
    add(machine.update_source, "<update source>");
    if (school->name != "Schule")
        add(school->name, "<school>");
    for (const std::string& server : machine.time_servers)
        add(server, "<time server>");
    std::ranges::sort(names_, std::greater{}, [](const auto& pair) { return pair.first.size(); });
}

std::string Washer::wash(std::string_view text) const
{
    static const std::regex mail(R"([A-Za-z0-9._%+=-]+@[A-Za-z0-9.-]+)");
    static const std::regex four(R"(\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b)");
    // Four groups or more, or two colons side by side; a time of day has three.
    static const std::regex six(R"([0-9A-Fa-f]{1,4}(:[0-9A-Fa-f]{1,4}){3,7}|[0-9A-Fa-f:]*::[0-9A-Fa-f:]*)");
    std::string result;
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        line.resize(std::min<std::size_t>(line.size(), 4000)); // std::regex recurses
        // Before the domain goes, or the part before it would stay.
        line = std::regex_replace(line, mail, "<mail address>");
        for (const auto& [name, instead] : names_) {
            std::string folded = lower(line);
            for (std::size_t at = 0; (at = folded.find(name, at)) != std::string::npos;
                 at += instead.size()) {
                line.replace(at, name.size(), instead);
                folded.replace(at, name.size(), instead);
            }
        }
        line = std::regex_replace(line, four, "<address>");
        line = std::regex_replace(line, six, "<address>");
        result += line + '\n';
    }
    return result;
}

std::string settings_without_names(const core::School& school)
{
    const core::Machine& machine = school.machine;
    const auto set = [](bool is) { return is ? "set" : "-"; };
    std::string text = std::format(
        "school networks: {}\ndns.forwarders: {}\nnetwork.address: {}\nnetwork.public_name: {}\ntime.zone: "
        "{}\n"
        "time.servers: {}\nadministrator: {}\nssh.keys: {}\ndisk.encryption: {}\ncertificates.source: {}\n"
        "update.source: {}\nmail.mx: {}\nmail.smarthost: {}\npasswords.teachers_reset: {}\nlocale: {}\n",
        school.networks == core::default_school_networks() ? "default"
                                                           : std::to_string(school.networks.size()),
        school.dns_forwarders.size(), machine.uplink.address == "dhcp" ? "dhcp" : "fixed",
        set(!machine.public_name.empty()), machine.time_zone, machine.time_servers.size(),
        set(!machine.admin_given.empty()), machine.ssh_keys.size(),
        machine.encryption == core::DiskEncryption::none ? "none" : "luks2-tpm2",
        machine.certificates == core::CertificateSource::own ? "own" : "files",
        set(!machine.update_source.empty()), machine.mx == core::MailExchanger::here ? "here" : "elsewhere",
        set(!machine.smarthost.empty()), school.authority.teachers_reset, school.locale);

    const auto roles = [&](const char* key, const std::set<core::Role>& all) {
        text += std::format("{}:", key);
        for (const core::Role role : all)
            text += std::format(" {}", core::name_of(role));
        text += '\n';
    };
    roles("consent.required_for", school.access.consent_required_for);
    roles("mail.outside_roles", school.reach.outside_roles);
    for (const auto& [role, limits] : school.limits)
        text += std::format("limits.{}: mail {} file {} quota {} mails_per_hour {} recipients_per_mail {}\n",
                            core::name_of(role), limits.mail_bytes, limits.file_bytes, limits.quota_bytes,
                            limits.mails_per_hour, limits.recipients_per_mail);
    return text;
}

std::string own_lines(std::string_view journal_json)
{
    std::string text;
    std::istringstream lines{std::string(journal_json)};
    for (std::string line; std::getline(lines, line);) {
        boost::system::error_code error;
        const auto entry = boost::json::parse(line, error);
        // What a library or a child wrote to standard error has none, and nobody has looked through it.
        if (error || field(entry, "MESSAGE_ID").empty())
            continue;

        const std::string time = field(entry, "__REALTIME_TIMESTAMP");
        const core::Time at{std::chrono::seconds{std::atoll(time.c_str()) / 1'000'000}};
        text += std::format("{:%FT%TZ} {} {}: {}\n", at, field(entry, "PRIORITY"),
                            field(entry, "SYSLOG_IDENTIFIER"), field(entry, "MESSAGE"));
    }
    return text;
}

std::vector<ReportFile> gather_report(Api& api)
{
    const auto school = settings::load_school(settings::school_file);
    const Washer washer(school ? &*school : nullptr);
    const Facts facts = gather_facts(api);
    const auto findings = diagnose(facts);

    std::vector<ReportFile> files{
        {"versions.txt", tr("Debian, kernel, packages"), versions()},
        {"units.txt", tr("which services run"), states()},
        {"doctor.json", tr("what pedell doctor finds"),
         boost::json::serialize(findings_json(findings)) + '\n'},
        {"metrics.txt", tr("what it looked at, as numbers"), metrics_of(facts, findings)},
        {"settings.txt", tr("school.toml: numbers and switches, names left out"),
         school ? settings_without_names(*school) : std::string("school.toml cannot be read\n")},
        {"journal.txt", tr("three days of our own programs' lines, which name nobody"), journal()},
        {"machine.txt", tr("memory, disks, load"), machine()},
    };
    for (ReportFile& file : files)
        file.text = washer.wash(file.text);
    return files;
}

} // namespace pedell::cli
