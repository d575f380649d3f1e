// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/doctor.h"
#include "daemons/cli/doctor_facts.h"
#include "daemons/cli/system_commands.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <functional>
#include <gtest/gtest.h>

namespace pedell::cli
{
namespace
{

FileFact file(const std::string& path, const std::string& owner, mode_t mode)
{
    return {path, true, owner, mode, core::Time(std::chrono::seconds(1'000))};
}

/// An appliance on a good day.
Facts healthy()
{
    constexpr const char* owner = "pedelld:pedell-access";
    Facts facts;
    facts.now = core::Time(std::chrono::seconds(2'000));
    facts.set_up = true;
    facts.clock_synchronised = true;
    facts.register_folder = file("/r", owner, 02750);
    facts.register_file = file("/r/register.sqlite", owner, 0640);
    facts.register_wal = file("/r/register.sqlite-wal", owner, 0640);
    facts.register_shm = file("/r/register.sqlite-shm", owner, 0640);
    facts.units = {{"pedelld.service", "loaded", "active", "success", false},
                   {"pedell-keys.service", "loaded", "inactive", "success", true}};
    facts.people = 120;
    facts.sockets = {file("/run/pedell/hand.sock", "root:pedelld", 0660)};
    facts.gate_asked = true;
    facts.fenced = true;
    facts.ldap_priv = file("/ldap_priv", "root:root", 0750);
    facts.tables = {{"mailboxes", true, true}};
    facts.certificate_days = 300;
    facts.fqdn = "server.ad.waldschule.test";
    facts.name_resolves = true;
    facts.doors = {{"IMAPS", 993, true, "dovecot"}};
    facts.encryption = {true, true, 124, 0, 0};
    facts.quotas = true;
    facts.disks = {{"/srv/pedell", 50LL << 30, 100LL << 30, 0, 0}};
    facts.clock = ClockFact{true, 0.001, 3};
    return facts;
}

TEST(Doctor, FindsNothingOnAGoodDay)
{
    const auto findings = diagnose(healthy());

    EXPECT_TRUE(findings.empty()) << findings.front().what;
    EXPECT_EQ(exit_code_for(findings), ExitCode::ok);
}

TEST(Doctor, NamesEveryFaultWithItsRemedy)
{
    const struct {
        const char* id;
        std::function<void(Facts&)> harm;
        Severity severity = Severity::fault;
    } cases[] = {
        {"settings", [](Facts& f) { f.settings_faults = {"school.toml:3:1: unknown key"}; }},
        {"settings_refused", [](Facts& f) { f.settings_refused = f.settings_offered = true; }},
        {"settings_offered", [](Facts& f) { f.settings_offered = true; }, Severity::note},
        {"not_set_up",
         [](Facts& f) {
             f.set_up = false;
             f.api_error = "no such file";
         }},
        {"clock_wrong", [](Facts& f) { f.register_file.modified = f.now + std::chrono::hours(1); }},
        {"clock_unsynchronised", [](Facts& f) { f.clock->synchronised = false; }, Severity::note},
        {"clock_unsynchronised", [](Facts& f) { f.sets_clock = f.clock_synchronised = false; },
         Severity::note},
        {"register_folder_missing", [](Facts& f) { f.register_folder.present = false; }},
        {"register_folder_rights", [](Facts& f) { f.register_folder.mode = 02755; }},
        {"register_missing", [](Facts& f) { f.register_file.present = false; }},
        {"register_rights", [](Facts& f) { f.register_file.mode = 0600; }},
        {"register_rights", [](Facts& f) { f.register_wal.owner = "root:root"; }},
        {"register_wal_missing", [](Facts& f) { f.register_shm.present = false; }},
        {"register_unreadable", [](Facts& f) { f.register_error = "locked"; }},
        {"register_empty", [](Facts& f) { f.people = 0; }},
        {"systemd", [](Facts& f) { f.units.clear(); }},
        {"unit_missing", [](Facts& f) { f.units[0].load = "not-found"; }},
        {"unit_missing", [](Facts& f) { f.units[0].load = "masked"; }},
        {"unit_down", [](Facts& f) { f.units[0].active = "failed"; }},
        {"unit_down", [](Facts& f) { f.units[0].active = "inactive"; }},
        {"unit_down", [](Facts& f) { f.units[1].result = "exit-code"; }},
        {"api_silent", [](Facts& f) { f.api_error = "connection refused"; }},
        {"directory_unreachable", [](Facts& f) { f.directory_error = "gone"; }},
        {"hand_unreachable", [](Facts& f) { f.hand_error = "gone"; }},
        {"failing", [](Facts& f) { f.failing = f.pending = 1; }},
        {"pending", [](Facts& f) { f.pending = 1; }, Severity::note},
        {"gate", [](Facts& f) { f.gate_error = "away"; }},
        {"scand", [](Facts& f) { f.scand_error = "away"; }},
        {"gate_passed_by", [](Facts& f) { f.gate_asked = false; }},
        {"watcher", [](Facts& f) { f.watch_error = "away"; }},
        {"socket_missing", [](Facts& f) { f.sockets[0].present = false; }},
        {"door_closed", [](Facts& f) { f.doors[0].answers = false; }},
        {"directory_open", [](Facts& f) { f.fenced = false; }},
        {"ldap_priv_missing", [](Facts& f) { f.ldap_priv.present = false; }},
        {"ldap_priv_rights", [](Facts& f) { f.ldap_priv.mode = 0755; }},
        {"table_missing", [](Facts& f) { f.tables[0].present = false; }},
        {"table_stale", [](Facts& f) { f.tables[0].same = false; }},
        {"certificate_missing", [](Facts& f) { f.certificate_days.reset(); }},
        {"certificate_expired", [](Facts& f) { f.certificate_days = -1; }},
        {"certificate_expires", [](Facts& f) { f.certificate_days = 20; }, Severity::note},
        {"name_unresolved", [](Facts& f) { f.name_resolves = false; }},
        {"data_missing", [](Facts& f) { f.encryption.mounted = false; }},
        {"encryption_missing", [](Facts& f) { f.encryption.supported = false; }},
        {"folder_unencrypted", [](Facts& f) { f.encryption.unencrypted = 1; }},
        {"keys_missing", [](Facts& f) { f.encryption.locked = 124; }},
        {"quotas_missing", [](Facts& f) { f.quotas = false; }, Severity::note},
        {"disk_full", [](Facts& f) { f.disks[0].free_bytes = 1LL << 30; }},
        {"disk_filling", [](Facts& f) { f.disks[0].free_bytes = 9LL << 30; }, Severity::note},
    };
    for (const auto& [id, harm, severity] : cases) {
        SCOPED_TRACE(id);
        Facts facts = healthy();
        harm(facts);
        const auto findings = diagnose(facts);
        ASSERT_EQ(findings.size(), 1U) << show_findings(findings);
        EXPECT_EQ(findings[0].id, id);
        EXPECT_EQ(findings[0].severity, severity);
        EXPECT_FALSE(findings[0].what.empty());
        EXPECT_FALSE(findings[0].fix.empty());
        EXPECT_EQ(exit_code_for(findings), severity == Severity::fault ? ExitCode::failed : ExitCode::ok);
    }
}

TEST(Doctor, NamesTheRegisterWhenPedelldIsDownToo)
{
    Facts facts = healthy();
    facts.register_file.present = facts.register_wal.present = facts.register_shm.present = false;
    facts.api_error = "no such file";
    facts.units[0].active = "failed";
    const auto findings = diagnose(facts);

    ASSERT_FALSE(findings.empty());
    EXPECT_EQ(findings.front().id, "register_missing") << "the cause before what follows from it";
    const std::string text = show_findings(findings);
    EXPECT_NE(text.find("The register /r/register.sqlite is gone"), std::string::npos) << text;
    EXPECT_NE(text.find("cp -a BACKUP /r/register.sqlite"), std::string::npos) << text;
}

TEST(Doctor, ShowsFaultsBeforeNotes)
{
    const std::vector<Finding> findings{{"a", Severity::note, "Small.", "do a"},
                                        {"b", Severity::fault, "Big.", "do b"}};

    EXPECT_EQ(show_findings(findings), "FAULT: Big.\n    do b\nnote: Small.\n    do a\n");
    EXPECT_EQ(boost::json::serialize(findings_json(findings)),
              R"({"healthy":false,"findings":[{"id":"a","severity":"note","what":"Small.","fix":"do a"},)"
              R"({"id":"b","severity":"fault","what":"Big.","fix":"do b"}]})");
    EXPECT_EQ(show_findings({}), "Nothing is wrong.\n");
}

TEST(Doctor, ReadsWhatSystemctlSays)
{
    const auto units =
        read_units("Type=notify\nResult=success\nId=pedelld.service\nLoadState=loaded\n"
                   "ActiveState=active\n\nType=oneshot\nResult=exit-code\nId=pedell-keys.service\n"
                   "LoadState=loaded\nActiveState=failed\n");

    ASSERT_EQ(units.size(), 2U);
    EXPECT_EQ(units[0].name, "pedelld.service");
    EXPECT_FALSE(units[0].oneshot);
    EXPECT_EQ(units[1].active, "failed");
    EXPECT_TRUE(units[1].oneshot);
}

} // namespace
} // namespace pedell::cli
