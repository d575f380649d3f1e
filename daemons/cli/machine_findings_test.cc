// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/machine_facts.h"

#include <functional>
#include <gmock/gmock.h>

namespace pedell::cli
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

Facts machine()
{
    Facts facts;
    facts.now = core::Time(std::chrono::days{20'000});
    facts.update.checked = facts.now.time_since_epoch().count() - 14 * 86400;
    facts.disks = {{"/srv/pedell", 50LL << 30, 100LL << 30, 900'000, 1'000'000}};
    facts.memory = {2LL << 30, 4LL << 30};
    facts.clock = ClockFact{true, 0.0001, 3};
    facts.queue = {true, 2, 0, 60};
    facts.dns = {{DnsFact::What::service, "_ldap._tcp.ad.wald.test", true, true}};
    facts.public_name_covered = true;
    return facts;
}

std::vector<std::string> ids(const Facts& facts)
{
    std::vector<Finding> findings;
    check_machine(facts, findings);
    std::vector<std::string> result;
    for (const Finding& finding : findings) {
        EXPECT_FALSE(finding.what.empty());
        EXPECT_FALSE(finding.fix.empty());
        result.push_back((finding.severity == Severity::fault ? "!" : "") + finding.id);
    }
    return result;
}

TEST(MachineFindings, AreNoneOnAGoodDayAndForWhatIsUnknown)
{
    EXPECT_THAT(ids(machine()), IsEmpty());

    Facts unknown;
    unknown.sets_clock = false;
    EXPECT_THAT(ids(unknown), IsEmpty());
}

TEST(MachineFindings, NameEachFaultAtItsEdge)
{
    using What = DnsFact::What;
    const struct {
        const char* label;
        std::function<void(Facts&)> harm;
        const char* id;
    } rows[] = {
        {"10 % of the disk", [](Facts& f) { f.disks[0].free_bytes = (10LL << 30) - 1; }, "disk_filling"},
        {"3 % of the disk", [](Facts& f) { f.disks[0].free_bytes = (3LL << 30) - 1; }, "!disk_full"},
        {"63 MiB", [](Facts& f) { f.disks[0] = {"/", 63LL << 20, 200LL << 20, 0, 0}; }, "!disk_full"},
        {"few inodes", [](Facts& f) { f.disks[0].free_inodes = 49'999; }, "inodes_few"},
        {"no inodes", [](Facts& f) { f.disks[0].free_inodes = 999; }, "!inodes_few"},
        {"memory", [](Facts& f) { f.memory.available_bytes = (4LL << 30) / 20 - 1; }, "!memory_low"},
        {"chronyd", [](Facts& f) { f.clock.reset(); }, "!clock_unwatched"},
        {"a second behind", [](Facts& f) { f.clock->offset_seconds = -1.0; }, "clock_off"},
        {"a minute ahead", [](Facts& f) { f.clock->offset_seconds = 60.0; }, "!clock_off"},
        {"old mail", [](Facts& f) { f.queue.oldest_seconds = 4 * 3600; }, "queue_old"},
        {"much mail", [](Facts& f) { f.queue.messages = 501; }, "queue_long"},
        {"SRV", [](Facts& f) { f.dns[0].right = false; }, "!dns_service"},
        {"A", [](Facts& f) { f.dns = {{What::host, "server", true, false}}; }, "!dns_host"},
        {"forwarder", [](Facts& f) { f.dns = {{What::forwarder, "192.0.2.1", false, false}}; },
         "dns_forwarder"},
        {"MX", [](Facts& f) { f.dns = {{What::exchanger, "wald.test", false, false}}; }, "dns_exchanger"},
        {"MX elsewhere", [](Facts& f) { f.dns = {{What::exchanger, "wald.test", true, false}}; },
         "dns_exchanger"},
        {"public name", [](Facts& f) { f.dns = {{What::public_name, "x.test", true, false}}; },
         "dns_public_name"},
        {"own files", [](Facts& f) { f.certificate_faults = {"host.key: x"}; }, "!certificate_files"},
        {"not covered", [](Facts& f) { f.public_name_covered = false; }, "certificate_public_name"},
        {"no look for updates",
         [](Facts& f) { f.update.checked = f.now.time_since_epoch().count() - 14 * 86400 - 1; },
         "update_unchecked"},
        {"an update", [](Facts& f) { f.update.available = "0.2.0.1"; }, "update_waits"},
        {"foreign unit", [](Facts& f) { f.failed_units = {"x.service"}; }, "unit_failed"},
    };
    for (const auto& [label, harm, id] : rows) {
        SCOPED_TRACE(label);
        Facts facts = machine();
        harm(facts);
        EXPECT_THAT(ids(facts), ElementsAre(id));
    }
}

TEST(MachineFindings, DoNotCountMailThatIsHeldOnPurpose)
{
    Facts facts = machine();
    facts.queue = {true, 600, 100, 60};
    EXPECT_THAT(ids(facts), IsEmpty());
}

TEST(MachineFacts, ReadMemory)
{
    const MemoryFact memory =
        read_meminfo("MemTotal:        4000 kB\nMemFree:  1 kB\nMemAvailable:    1000 kB\n");
    EXPECT_EQ(memory.total_bytes, 4000 * 1024);
    EXPECT_EQ(memory.available_bytes, 1000 * 1024);
    EXPECT_EQ(read_meminfo("").total_bytes, 0);
}

TEST(MachineFacts, ReadWhatChronySays)
{
    const auto clock = read_tracking("C0248F97,192.36.143.151,2,1730000000.123,-0.000012500,0.0,0.0,-7.1,0.0,"
                                     "0.1,0.03,0.001,64.2,Normal\n");
    ASSERT_TRUE(clock);
    EXPECT_TRUE(clock->synchronised);
    EXPECT_DOUBLE_EQ(clock->offset_seconds, -0.0000125);
    EXPECT_EQ(clock->stratum, 2);

    const auto own = read_tracking("7F7F0101,,10,1730000000.1,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,Normal");
    ASSERT_TRUE(own);
    EXPECT_FALSE(own->synchronised) << "its own quartz is nobody";
    const auto nobody = read_tracking("00000000,,0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,1.0,0.0,Not synchronised");
    ASSERT_TRUE(nobody);
    EXPECT_FALSE(nobody->synchronised);

    EXPECT_FALSE(read_tracking(""));
    EXPECT_FALSE(read_tracking("506 Cannot talk to daemon"));
}

TEST(MachineFacts, CountTheQueue)
{
    const core::Time now{std::chrono::seconds{1000}};
    const auto queue =
        read_queue(R"({"queue_name":"deferred","queue_id":"A","arrival_time":400,"sender":"a@b.c"}
{"queue_name":"hold","queue_id":"B","arrival_time":100}
{"queue_name":"active","queue_id":"C","arrival_time":900}
broken
)",
                   now);
    EXPECT_EQ(queue.messages, 3);
    EXPECT_EQ(queue.held, 1);
    EXPECT_EQ(queue.oldest_seconds, 600);
    EXPECT_EQ(read_queue("", now).messages, 0);
}

TEST(MachineFacts, ReadTheStateOfUpdates)
{
    const auto update = read_update(R"({"checked":1730000000,"available":"0.2.0.1","more":[]})");
    EXPECT_EQ(update.checked, 1'730'000'000);
    EXPECT_EQ(update.available, "0.2.0.1");
    EXPECT_FALSE(read_update("[]").checked);
    EXPECT_FALSE(read_update("{").checked);
}

} // namespace
} // namespace pedell::cli
