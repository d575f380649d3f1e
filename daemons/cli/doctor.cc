// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/doctor.h"

#include "daemons/cli/machine_facts.h"
#include "daemons/cli/text.h"

#include <chrono>
#include <format>
#include <utility>

namespace pedell::cli
{
namespace
{

using Findings = std::vector<Finding>;

void fault(Findings& findings, std::string id, std::string what, std::string fix)
{
    findings.push_back({std::move(id), Severity::fault, std::move(what), std::move(fix)});
}

void note(Findings& findings, std::string id, std::string what, std::string fix)
{
    findings.push_back({std::move(id), Severity::note, std::move(what), std::move(fix)});
}

void check_settings(const Facts& facts, Findings& findings)
{
    for (const std::string& text : facts.settings_faults)
        fault(findings, "settings", fill("The settings are wrong: {}", text),
              "editor /etc/pedell/school.toml && pedell setup");
    if (facts.settings_refused)
        fault(findings, "settings_refused",
              tr("The school.toml on the partition pedell-esp was not taken, or its set-up stopped."),
              "cat /efi/FEHLER-school.txt; editor /efi/school.toml && systemctl restart pedell-firstboot");
    else if (facts.settings_offered)
        note(
            findings, "settings_offered",
            tr("The school.toml on the partition pedell-esp is not the one in force: it is taken at the next "
               "start."),
            "systemctl restart pedell-firstboot");
}

void check_clock(const Facts& facts, Findings& findings)
{
    using namespace std::chrono_literals;
    // Kerberos gives up at five minutes (RFC 4120 8.2); the register's last change cannot lie in the future.
    if (facts.register_file.present && facts.now + 5min < facts.register_file.modified)
        fault(findings, "clock_wrong", tr("The clock is behind: the register was changed later than now."),
              "systemctl restart chrony && chronyc -a makestep");
    else if (!(facts.clock && facts.sets_clock ? facts.clock->synchronised : facts.clock_synchronised))
        note(findings, "clock_unsynchronised",
             tr("The clock is not synchronised: log-ins fail when it is wrong by five minutes."),
             "chronyc -n sources  # time.servers in school.toml; UDP 123 to the outside");
}

void check_rights(const FileFact& file, const std::string& owner, mode_t mode, const std::string& id,
                  Findings& findings)
{
    if (file.owner == owner && file.mode == mode)
        return;

    const auto has = static_cast<unsigned>(file.mode);
    const auto wants = static_cast<unsigned>(mode);
    fault(findings, id,
          fill("{} belongs to {} with mode {:04o}; it must be {} with mode {:04o}.", file.path, file.owner,
               has, owner, wants),
          std::format("chown {} {} && chmod {:04o} {}", owner, file.path, wants, file.path));
}

void check_register(const Facts& facts, Findings& findings)
{
    constexpr const char* owner = "pedelld:pedell-access";
    const FileFact& file = facts.register_file;
    if (!facts.register_folder.present)
        return fault(findings, "register_folder_missing",
                     fill("The register's folder {} is gone.", facts.register_folder.path),
                     "systemd-tmpfiles --create && pedell setup");

    check_rights(facts.register_folder, owner, 02750, "register_folder_rights", findings);
    if (!file.present)
        return fault(
            findings, "register_missing",
            fill("The register {} is gone: mail waits and no folder opens until it is back.", file.path),
            std::format("systemctl stop pedelld.socket pedelld && cp -a BACKUP {} && chown {} {} && "
                        "systemctl restart pedelld.socket pedelld",
                        file.path, owner, file.path));

    check_rights(file, owner, 0640, "register_rights", findings);
    bool companions = true;
    for (const FileFact* companion : {&facts.register_wal, &facts.register_shm}) {
        if (companion->present) {
            check_rights(*companion, owner, 0640, "register_rights", findings);
            continue;
        }
        companions = false;
        fault(findings, "register_wal_missing",
              fill("{} is missing: the doors can only read the register while it is there.", companion->path),
              "systemctl restart pedelld");
    }
    if (companions && !facts.register_error.empty())
        fault(findings, "register_unreadable",
              fill("A door cannot read the register: {}", facts.register_error),
              "systemctl restart pedelld && pedell doctor");
}

void check_units(const Facts& facts, Findings& findings)
{
    if (facts.units.empty())
        fault(findings, "systemd", tr("systemctl says nothing about our services."), "systemctl status");

    for (const UnitFact& unit : facts.units) {
        if (unit.load != "loaded") {
            fault(findings, "unit_missing", fill("The unit {} is {}.", unit.name, unit.load),
                  unit.load == "masked" ? std::format("systemctl unmask {} && pedell setup", unit.name)
                                        : "pedell setup");
            continue;
        }
        const bool rested = unit.oneshot && unit.active == "inactive" && unit.result == "success";
        if (unit.active != "active" && !rested)
            fault(findings, "unit_down",
                  fill("{} does not run ({}, {}).", unit.name, unit.active, unit.result),
                  std::format("systemctl restart {} || journalctl --namespace=+pedell -b -x -u {}", unit.name,
                              unit.name));
    }
}

void check_caretaker(const Facts& facts, Findings& findings)
{
    if (!facts.api_error.empty())
        return fault(
            findings, "api_silent", fill("pedelld does not answer: {}", facts.api_error),
            "systemctl restart pedelld.socket pedelld || journalctl --namespace=+pedell -b -x -u pedelld");

    // A register that was lost and made anew: nobody could log in, and all folders would be strangers'.
    if (facts.people == 0 && facts.encryption.folders > 0)
        fault(
            findings, "register_empty", tr("The register knows nobody, but /srv/pedell has their folders."),
            std::format(
                "systemctl stop pedelld.socket pedelld && cp -a BACKUP {} && systemctl start pedelld.socket "
                "pedelld",
                facts.register_file.path));
    if (!facts.directory_error.empty())
        fault(findings, "directory_unreachable",
              fill("pedelld cannot reach Active Directory: {}", facts.directory_error),
              "systemctl restart samba-ad-dc && pedell heal");
    if (!facts.hand_error.empty())
        fault(findings, "hand_unreachable", fill("pedelld cannot reach pedell-hand: {}", facts.hand_error),
              "systemctl restart pedell-hand.socket && pedell heal");
    if (facts.failing > 0)
        fault(findings, "failing",
              fill("{} changes could not be carried out and are tried again.", facts.failing),
              "journalctl --namespace=+pedell -b -x -u pedelld -u pedell-hand && pedell heal");
    else if (facts.pending > 0)
        note(findings, "pending", fill("{} changes still wait to be carried out.", facts.pending),
             "pedell heal");
}

void check_sockets(const Facts& facts, Findings& findings)
{
    for (const FileFact& socket : facts.sockets) {
        if (!socket.present)
            fault(findings, "socket_missing", fill("The socket {} is missing.", socket.path),
                  socket.path.find("milter") == std::string::npos ? "systemctl restart pedell-hand.socket"
                                                                  : "systemctl restart pedell-milter");
    }
    for (const DoorFact& door : facts.doors) {
        if (!door.answers)
            fault(findings, "door_closed", fill("{} does not answer on port {}.", door.what, door.port),
                  std::format("systemctl restart {} || journalctl --namespace=+pedell -b -u {}", door.unit,
                              door.unit));
    }
}

void check_watcher(const Facts& facts, Findings& findings)
{
    if (!facts.watch_error.empty())
        fault(findings, "watcher",
              fill("Password guessers are not stopped, or nobody gets at mail: {}", facts.watch_error),
              "systemctl restart pedell-watch.socket pedell-watch || journalctl -b -x -u pedell-watch");
}

void check_gate(const Facts& facts, Findings& findings)
{
    if (!facts.gate_error.empty())
        fault(findings, "gate", fill("Nobody gets at files: {}", facts.gate_error),
              "systemctl restart pedell-gate.socket pedell-gate || journalctl -b -x -u pedell-gate");
    if (!facts.gate_asked)
        fault(findings, "gate_passed_by",
              tr("Samba does not ask whether a session may begin: /etc/pam.d/samba is not ours."),
              "pedell setup");
}

void check_scand(const Facts& facts, Findings& findings)
{
    if (!facts.scand_error.empty())
        fault(findings, "scand", fill("Content cannot be judged: {}", facts.scand_error),
              "systemctl restart pedell-scand-worker pedell-scand || journalctl -b -x -u pedell-scand -u "
              "pedell-scand-worker");
}

void check_directory(const Facts& facts, Findings& findings)
{
    if (!facts.fenced)
        fault(findings, "directory_open",
              tr("Active Directory is not closed outside of the school's networks (network.school)."),
              "systemctl restart pedell-network");

    const FileFact& folder = facts.ldap_priv;
    if (!folder.present)
        return fault(
            findings, "ldap_priv_missing",
            fill("Samba's folder {} is missing: Active Directory was never set up or is gone.", folder.path),
            "pedell setup");

    // Whoever may enter it is the system account of the whole domain.
    check_rights(folder, "root:root", 0750, "ldap_priv_rights", findings);
}

void check_tables(const Facts& facts, Findings& findings)
{
    for (const TableFact& table : facts.tables) {
        if (!table.present)
            fault(findings, "table_missing", fill("Postfix's table {}.cdb is missing.", table.name),
                  "pedell heal");
        else if (!table.same)
            fault(findings, "table_stale",
                  fill("Postfix's table {}.cdb is older than the register.", table.name), "pedell heal");
    }
}

void check_certificate(const Facts& facts, Findings& findings)
{
    if (!facts.certificate_days)
        return fault(findings, "certificate_missing",
                     tr("The host's certificate /etc/pedell/tls/host.pem cannot be read."), "pedell setup");

    if (*facts.certificate_days < 0)
        fault(findings, "certificate_expired", tr("The host's certificate has expired."), "pedell setup");
    else if (*facts.certificate_days < 21)
        note(findings, "certificate_expires",
             fill("The host's certificate expires in {} days.", *facts.certificate_days), "pedell setup");
}

void check_name(const Facts& facts, Findings& findings)
{
    if (!facts.fqdn.empty() && !facts.name_resolves)
        fault(findings, "name_unresolved", fill("The name {} has no address.", facts.fqdn),
              "pedell setup && systemctl restart samba-ad-dc");
}

void check_data(const Facts& facts, Findings& findings)
{
    const EncryptionFact& data = facts.encryption;
    if (!data.mounted)
        return fault(findings, "data_missing", tr("/srv/pedell, the school's data, is not there."),
                     "mount /srv/pedell");

    if (!data.supported)
        return fault(findings, "encryption_missing", tr("The file system of /srv/pedell cannot encrypt."),
                     "tune2fs -O encrypt \"$(findmnt -no SOURCE -T /srv/pedell)\"");

    if (data.unencrypted > 0)
        fault(
            findings, "folder_unencrypted",
            fill("{} of {} folders of people and classes are not encrypted.", data.unencrypted, data.folders),
            "pedell heal");
    if (data.locked > 0)
        fault(findings, "keys_missing",
              fill("{} of {} folders are locked: their keys are not loaded.", data.locked, data.folders),
              "systemctl restart pedell-keys");
    if (!facts.quotas)
        note(findings, "quotas_missing",
             tr("The kernel counts no quotas on /srv/pedell: what a person stores in all is not limited."),
             "tune2fs -O project,quota -Q prjquota DEVICE  # with /srv/pedell unmounted");
}

} // namespace

std::vector<Finding> diagnose(const Facts& facts)
{
    Findings findings;
    check_settings(facts, findings);
    if (!facts.set_up) {
        // No unit of ours starts before (ConditionPathExists=): everything else would only repeat it.
        fault(findings, "not_set_up", tr("This machine was never set up."), "pedell setup");
        return findings;
    }
    check_clock(facts, findings);
    check_machine(facts, findings);
    check_data(facts, findings);
    check_register(facts, findings);
    check_units(facts, findings);
    check_caretaker(facts, findings);
    check_sockets(facts, findings);
    check_watcher(facts, findings);
    check_gate(facts, findings);
    check_scand(facts, findings);
    check_directory(facts, findings);
    check_tables(facts, findings);
    check_certificate(facts, findings);
    check_name(facts, findings);
    return findings;
}

} // namespace pedell::cli
