// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/machine_facts.h"

#include "base/file.h"
#include "base/process.h"
#include "core/school.h"
#include "daemons/cli/session.h"
#include "daemons/setup/certificates.h"
#include "daemons/setup/machine.h"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <charconv>
#include <set>
#include <sstream>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace pedell::cli
{
namespace
{

constexpr std::chrono::seconds patience{10};

std::string output_of(const std::vector<std::string>& argv)
{
    constexpr std::size_t most_bytes = 64U << 20;
    const auto answer = base::run(argv, {}, patience, most_bytes);
    return answer && answer->status == 0 ? answer->out : std::string();
}

/// Each file system once, and none that nobody can write to: an image is always full.
std::vector<DiskFact> look_at_disks()
{
    std::vector<DiskFact> disks;
    std::set<dev_t> seen;
    for (const char* path : {"/srv/pedell", "/var", "/"}) {
        struct stat where{};
        struct statvfs status{};
        if (::stat(path, &where) != 0 || ::statvfs(path, &status) != 0 || (status.f_flag & ST_RDONLY) != 0 ||
            !seen.insert(where.st_dev).second)
            continue;

        const auto number = [](auto value) { return static_cast<std::int64_t>(value); };
        disks.push_back({path, number(status.f_bavail * status.f_frsize),
                         number(status.f_blocks * status.f_frsize), number(status.f_favail),
                         number(status.f_files)});
    }
    return disks;
}

std::vector<std::string> failed_units(const std::vector<UnitFact>& ours)
{
    std::vector<std::string> failed;
    std::istringstream lines(
        output_of({"systemctl", "list-units", "--state=failed", "--plain", "--no-legend"}));
    for (std::string line; std::getline(lines, line);) {
        const std::string name = line.substr(0, line.find(' '));
        if (!name.empty() && !std::ranges::contains(ours, name, &UnitFact::name))
            failed.push_back(name);
    }
    return failed;
}

std::optional<bool> covers(const std::string& public_name)
{
    if (public_name.empty())
        return std::nullopt;

    const std::string answer = output_of(
        {"openssl", "x509", "-in", "/etc/pedell/tls/host.pem", "-noout", "-checkhost", public_name});
    return answer.contains("does match");
}

template <class Number>
Number number_in(std::string_view text)
{
    Number number{};
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

MemoryFact read_meminfo(std::string_view meminfo)
{
    const auto kib_of = [&](std::string_view key) -> std::int64_t {
        const std::size_t at = meminfo.find(key);
        if (at == std::string_view::npos)
            return 0;

        const std::size_t digit = meminfo.find_first_of("0123456789", at);
        return digit == std::string_view::npos ? 0 : number_in<std::int64_t>(meminfo.substr(digit)) * 1024;
    };
    return {kib_of("MemAvailable:"), kib_of("MemTotal:")};
}

std::optional<ClockFact> read_tracking(std::string_view chronyc_csv)
{
    // Reference ID, name, stratum, reference time, system time (seconds ahead), ..., leap status.
    std::vector<std::string> fields;
    std::istringstream text{std::string(chronyc_csv.substr(0, chronyc_csv.find('\n')))};
    for (std::string field; std::getline(text, field, ',');)
        fields.push_back(std::move(field));
    if (fields.size() < 14)
        return std::nullopt;

    constexpr const char* own_clock = "7F7F0101"; // of "local"
    return ClockFact{fields[0] != own_clock && fields[0] != "00000000" && fields.back() != "Not synchronised",
                     number_in<double>(fields[4]), number_in<std::int64_t>(fields[2])};
}

QueueFact read_queue(std::string_view postqueue_json, core::Time now)
{
    QueueFact queue{.known = true};
    std::istringstream lines{std::string(postqueue_json)};
    for (std::string line; std::getline(lines, line);) {
        boost::system::error_code error;
        const auto mail = boost::json::parse(line, error);
        if (error)
            continue;

        ++queue.messages;
        const auto* arrived = field_of(mail, "arrival_time").if_int64();
        if (text_of(mail, "queue_name") == "hold")
            ++queue.held;
        else if (arrived != nullptr)
            queue.oldest_seconds = std::max(queue.oldest_seconds, now.time_since_epoch().count() - *arrived);
    }
    return queue;
}

UpdateFact read_update(std::string_view json)
{
    boost::system::error_code error;
    const auto value = boost::json::parse(json, error);
    UpdateFact update;
    if (error)
        return update;

    if (const auto* checked = field_of(value, "checked").if_int64())
        update.checked = *checked;
    update.available = text_of(value, "available");
    return update;
}

void look_at_machine(const core::School& school, Facts& facts)
{
    facts.disks = look_at_disks();
    facts.memory = read_meminfo(base::read_file("/proc/meminfo").value_or(""));
    facts.sets_clock = setup::may_set_clock();
    facts.clock = read_tracking(output_of({"chronyc", "-n", "-c", "tracking"}));
    // While Postfix is down, postqueue would look into the folders itself, with rights that not everybody of
    // us has.
    const bool runs = std::ranges::any_of(facts.units, [](const UnitFact& unit) {
        return unit.name == "postfix.service" && unit.active == "active";
    });
    const auto queue = base::run({runs ? "postqueue" : "false", "-j"}, {}, patience, 64U << 20);
    if (queue && queue->status == 0)
        facts.queue = read_queue(queue->out, facts.now);
    facts.dns = look_at_dns(school);
    facts.update = read_update(base::read_file("/run/pedell/update.json").value_or(""));
    facts.failed_units = failed_units(facts.units);
    facts.certificate_faults = setup::certificate_faults(school);
    facts.public_name_covered = covers(school.machine.public_name);
}

} // namespace pedell::cli
