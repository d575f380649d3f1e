// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/machine_facts.h"
#include "daemons/cli/text.h"

#include <cmath>
#include <format>
#include <utility>

namespace pedell::cli
{
namespace
{

using Findings = std::vector<Finding>;

void add(Findings& findings, Severity severity, std::string id, std::string what, std::string fix)
{
    findings.push_back({std::move(id), severity, std::move(what), std::move(fix)});
}

void check_disks(const Facts& facts, Findings& findings)
{
    for (const DiskFact& disk : facts.disks) {
        if (disk.total_bytes <= 0)
            continue;

        const std::int64_t percent = disk.free_bytes * 100 / disk.total_bytes;
        const std::int64_t mib = disk.free_bytes >> 20;
        const std::string fix = std::format("du -xh --max-depth=2 {} | sort -h | tail", disk.path);
        if (mib < 64 || percent < 3)
            add(findings, Severity::fault, "disk_full", fill("{} is full: {} MiB are left.", disk.path, mib),
                fix);
        else if (percent < 10)
            add(findings, Severity::note, "disk_filling",
                fill("{} fills up: {} MiB ({} %) are left.", disk.path, mib, percent), fix);

        if (disk.total_inodes > 0 && disk.free_inodes * 100 / disk.total_inodes < 5)
            add(findings, disk.free_inodes < 1000 ? Severity::fault : Severity::note, "inodes_few",
                fill("{} takes only {} more files.", disk.path, disk.free_inodes),
                std::format("du -x --inodes --max-depth=2 {} | sort -n | tail", disk.path));
    }
}

void check_memory(const MemoryFact& memory, Findings& findings)
{
    if (memory.total_bytes > 0 && memory.available_bytes * 100 / memory.total_bytes < 5)
        add(findings, Severity::fault, "memory_low",
            fill("Of {} MiB memory only {} MiB are left.", memory.total_bytes >> 20,
                 memory.available_bytes >> 20),
            "systemctl status --no-pager | head -n 5; ps -eo rss,comm --sort=-rss | head");
}

void check_offset(const Facts& facts, Findings& findings)
{
    if (!facts.clock && facts.sets_clock)
        return add(findings, Severity::fault, "clock_unwatched",
                   tr("chronyd does not answer: nobody sets the clock, and PCs get no time."),
                   "systemctl restart chrony || journalctl -b -u chrony");

    // Kerberos gives up at five minutes; chrony itself steps a clock that is wrong by a second at its start.
    const double off = facts.clock && facts.clock->synchronised ? std::abs(facts.clock->offset_seconds) : 0.0;
    if (off >= 1.0)
        add(findings, off >= 60.0 ? Severity::fault : Severity::note, "clock_off",
            fill("The clock is wrong by {:.0f} seconds.", off), "chronyc -a makestep");
}

void check_queue(const QueueFact& queue, Findings& findings)
{
    using namespace std::chrono_literals;
    constexpr std::int64_t hour = std::chrono::seconds(1h).count();
    if (queue.known && queue.oldest_seconds >= 4 * hour)
        add(findings, Severity::note, "queue_old",
            fill("Mail has been waiting for {} hours.", queue.oldest_seconds / hour),
            "postqueue -p; postqueue -f");
    if (queue.known && queue.messages - queue.held > 500)
        add(findings, Severity::note, "queue_long", fill("{} mails wait.", queue.messages - queue.held),
            "postqueue -p | tail; systemctl status postfix dovecot pedell-milter");
}

void check_dns(const DnsFact& dns, Findings& findings)
{
    using What = DnsFact::What;
    if (dns.right)
        return;

    switch (dns.what) {
    case What::service:
        return add(findings, Severity::fault, "dns_service",
                   fill("DNS does not lead PCs here: {} is missing.", dns.name),
                   "samba_dnsupdate --verbose || systemctl restart samba-ad-dc");
    case What::host:
        return add(findings, Severity::fault, "dns_host",
                   fill("DNS gives another address for {} than this machine has.", dns.name),
                   "pedell setup && samba_dnsupdate --verbose");
    case What::forwarder:
        return add(findings, Severity::note, "dns_forwarder",
                   fill("The DNS server {} of dns.forwarders does not answer: names outside are not found.",
                        dns.name),
                   "editor /etc/pedell/school.toml && pedell setup");
    case What::exchanger:
        return add(
            findings, Severity::note, "dns_exchanger",
            dns.answered ? fill("The MX record of {} leads elsewhere than mail.mx says.", dns.name)
                         : fill("{} has no MX record: nobody outside can write to the school.", dns.name),
            "editor /etc/pedell/school.toml && pedell setup  # or the record at the domain's provider");
    case What::public_name:
        return add(
            findings, Severity::note, "dns_public_name",
            fill("The public name {} has no address: from home nobody finds the server.", dns.name),
            "editor /etc/pedell/school.toml && pedell setup  # or the record at the domain's provider");
    }
}

void check_certificate_names(const Facts& facts, Findings& findings)
{
    for (const std::string& fault : facts.certificate_faults)
        add(findings, Severity::fault, "certificate_files",
            fill("The school's own certificate is not used: {}", fault),
            "ls -l /etc/pedell/tls/files && pedell certificates renew");
    if (facts.certificate_faults.empty() && facts.public_name_covered && !*facts.public_name_covered)
        add(findings, Severity::note, "certificate_public_name",
            tr("The certificate does not cover network.public_name: programs at home will warn."),
            "pedell certificates renew");
}

void check_update(const Facts& facts, Findings& findings)
{
    using namespace std::chrono_literals;
    const std::int64_t age =
        facts.update.checked ? facts.now.time_since_epoch().count() - *facts.update.checked : 0;
    if (age > std::chrono::seconds(14 * 24h).count())
        add(findings, Severity::note, "update_unchecked",
            fill("Updates were last looked for {} days ago.", age / std::chrono::seconds(24h).count()),
            "pedell update check");
    if (!facts.update.available.empty())
        add(findings, Severity::note, "update_waits",
            fill("The newer version {} can be installed.", facts.update.available), "pedell update apply");
}

void check_failed(const Facts& facts, Findings& findings)
{
    for (const std::string& unit : facts.failed_units)
        add(findings, Severity::note, "unit_failed", fill("The unit {} has failed.", unit),
            std::format("journalctl --namespace=+pedell -b -u {0}; systemctl reset-failed {0}", unit));
}

} // namespace

void check_machine(const Facts& facts, Findings& findings)
{
    check_disks(facts, findings);
    check_memory(facts.memory, findings);
    check_offset(facts, findings);
    check_queue(facts.queue, findings);
    for (const DnsFact& dns : facts.dns)
        check_dns(dns, findings);
    check_certificate_names(facts, findings);
    check_update(facts, findings);
    check_failed(facts, findings);
}

} // namespace pedell::cli
