// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/metrics.h"

#include <algorithm>
#include <format>
#include <initializer_list>
#include <map>
#include <string_view>
#include <utility>

namespace pedell::cli
{
namespace
{

using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// Backslash, quotation mark and line break are the three that the format escapes.
std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c == '\\' || c == '"')
            result += '\\';
        result += c == '\n' ? std::string_view("\\n") : std::string_view(&c, 1);
    }
    return result;
}

/// Gauges alone: each is what was seen now.
class Page
{
public:
    /// The lines of one name stand together; its head comes with the first.
    template <class Number>
    void add(const char* name, const char* help, Number value, Labels labels = {})
    {
        if (name != last_)
            text_ += std::format("# HELP pedell_{0} {1}\n# TYPE pedell_{0} gauge\n", name, help);
        last_ = name;
        text_ += std::format("pedell_{}", name);
        const char* before = "{";
        for (const auto& [key, label] : labels) {
            text_ += std::format("{}{}=\"{}\"", before, key, escaped(label));
            before = ",";
        }
        text_ += std::format("{} {}\n", labels.size() == 0 ? "" : "}", value);
    }
    [[nodiscard]] std::string text() &&
    {
        return std::move(text_);
    }

private:
    std::string_view last_;
    std::string text_;
};

int number(bool fact)
{
    return fact ? 1 : 0;
}

void add_findings(Page& page, const std::vector<Finding>& findings)
{
    const auto count = [&](Severity severity) {
        return std::ranges::count(findings, severity, &Finding::severity);
    };
    page.add("findings", "What pedell doctor finds wrong.", count(Severity::fault), {{"severity", "fault"}});
    page.add("findings", "What pedell doctor finds wrong.", count(Severity::note), {{"severity", "note"}});

    std::map<std::string, int> by_id;
    for (const Finding& finding : findings)
        ++by_id[finding.id];
    for (const auto& [id, times] : by_id)
        page.add("finding", "How often this finding was made.", times, {{"id", id}});
}

void add_services(Page& page, const Facts& facts)
{
    for (const UnitFact& unit : facts.units) {
        const bool rested = unit.oneshot && unit.active == "inactive" && unit.result == "success";
        page.add("unit_well", "Whether the unit runs, or ran well.",
                 number(unit.active == "active" || rested), {{"unit", unit.name}});
    }
    for (const DoorFact& door : facts.doors)
        page.add("door_answers", "Whether the port takes a connection.", number(door.answers),
                 {{"port", std::to_string(door.port)}});
    page.add("failed_units", "Failed units of the rest of the system.", facts.failed_units.size());
    page.add("changes_waiting", "Changes that pedelld has not yet carried out.", facts.pending);
    page.add("changes_failing", "Changes that failed and are tried again.", facts.failing);
}

void add_disks(Page& page, const Facts& facts)
{
    for (const DiskFact& disk : facts.disks)
        page.add("disk_bytes", "Size of the file system.", disk.total_bytes, {{"path", disk.path}});
    for (const DiskFact& disk : facts.disks)
        page.add("disk_free_bytes", "What is left of it.", disk.free_bytes, {{"path", disk.path}});
    for (const DiskFact& disk : facts.disks)
        page.add("disk_inodes", "How many files it can have.", disk.total_inodes, {{"path", disk.path}});
    for (const DiskFact& disk : facts.disks)
        page.add("disk_free_inodes", "How many more files it takes.", disk.free_inodes,
                 {{"path", disk.path}});
    page.add("folders", "Folders of people and classes.", facts.encryption.folders);
    page.add("folders_locked", "Of these: without their key in the kernel.", facts.encryption.locked);
    page.add("folders_unencrypted", "Of these: not encrypted.", facts.encryption.unencrypted);
    page.add("quotas_counted", "Whether the kernel counts project quotas.", number(facts.quotas));
}

void add_machine(Page& page, const Facts& facts)
{
    page.add("memory_bytes", "Memory.", facts.memory.total_bytes);
    page.add("memory_available_bytes", "What of it could be had.", facts.memory.available_bytes);
    if (facts.clock) {
        page.add("clock_synchronised", "Whether the clock follows another one.",
                 number(facts.clock->synchronised));
        page.add("clock_offset_seconds", "How far it is ahead.", facts.clock->offset_seconds);
        page.add("clock_stratum", "How far it is from the true one.", facts.clock->stratum);
    }
    if (facts.queue.known) {
        page.add("mail_queue", "Mails in the queue.", facts.queue.messages);
        page.add("mail_queue_held", "Of these: held, because their sender is locked.", facts.queue.held);
        page.add("mail_queue_oldest_seconds", "How long the oldest waits.", facts.queue.oldest_seconds);
    }
    if (facts.certificate_days)
        page.add("certificate_days", "Days until the host's certificate ends.", *facts.certificate_days);
    if (facts.update.checked)
        page.add("update_checked_seconds", "When updates were looked for, since 1970.",
                 *facts.update.checked);
    page.add("update_waits", "Whether a newer version waits.", number(!facts.update.available.empty()));
}

std::string_view name_of(DnsFact::What what)
{
    switch (what) {
    case DnsFact::What::service:
        return "service";
    case DnsFact::What::host:
        return "host";
    case DnsFact::What::forwarder:
        return "forwarder";
    case DnsFact::What::exchanger:
        return "exchanger";
    case DnsFact::What::public_name:
        return "public_name";
    }
    return "?";
}

void add_dns(Page& page, const Facts& facts)
{
    // By kind alone: a forwarder's address or the school's name is nobody's business in a monitoring system.
    std::map<std::string_view, std::pair<int, int>> by_kind;
    for (const DnsFact& dns : facts.dns) {
        auto& [right, all] = by_kind[name_of(dns.what)];
        right += number(dns.right);
        ++all;
    }
    for (const auto& [kind, counts] : by_kind)
        page.add("dns_questions", "What is asked as a client asks.", counts.second, {{"kind", kind}});
    for (const auto& [kind, counts] : by_kind)
        page.add("dns_right_answers", "How many of these are answered as they should be.", counts.first,
                 {{"kind", kind}});
}

} // namespace

std::string metrics_of(const Facts& facts, const std::vector<Finding>& findings)
{
    Page page;
    page.add("looked_seconds", "When the doctor looked, since 1970.", facts.now.time_since_epoch().count());
    page.add("info", "Version of Pedell.", 1, {{"version", PEDELL_VERSION}});
    page.add("set_up", "Whether pedell setup came to its end once.", number(facts.set_up));
    add_findings(page, findings);
    add_services(page, facts);
    add_disks(page, facts);
    add_machine(page, facts);
    add_dns(page, facts);
    return std::move(page).text();
}

} // namespace pedell::cli
