// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "base/unix_socket.h"
#include "core/access.h"
#include "daemons/cli/doctor_facts.h"
#include "daemons/cli/guesses_commands.h"
#include "daemons/cli/machine_facts.h"
#include "daemons/cli/scan_commands.h"
#include "daemons/cli/session.h"
#include "daemons/cli/text.h"
#include "register/reader.h"
#include "register/register.h"
#include "settings/school_bytes.h"
#include "settings/school_toml.h"

#include <filesystem>
#include <format>
#include <grp.h>
#include <linux/magic.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/vfs.h>

namespace pedell::cli
{
namespace
{

std::string user_name(uid_t uid)
{
    const passwd* entry = ::getpwuid(uid);
    return entry == nullptr ? std::format("{}", uid) : entry->pw_name;
}

std::string group_name(gid_t gid)
{
    const group* entry = ::getgrgid(gid);
    return entry == nullptr ? std::format("{}", gid) : entry->gr_name;
}

/// Reads as a door reads: the question itself does not matter, only that it can be answered.
std::string try_register(const Facts& facts, const std::string& domain)
{
    if (!facts.register_file.present)
        return {};

    auto reader = registry::Reader::open(facts.register_file.path, domain);
    if (!reader)
        return reader.error().context;

    const auto answer = reader->sender("pedell.doctor", core::Channel::in_school, facts.now);
    return answer ? std::string() : answer.error().context;
}

/// Empty: all is well.
std::string try_watcher()
{
    const auto answer = ask_watcher("list");
    if (!answer)
        return answer.error().context;

    const auto* wall = field_of(*answer, "wall").if_bool();
    return wall != nullptr && *wall ? std::string() : std::string(tr("nftables cannot be changed"));
}

/// Empty: all is well.
std::string try_gate()
{
    const auto connection = base::connect_seqpacket("/run/pedell-gate/gate.sock");
    if (!connection)
        return connection.error().context;

    // A PC's own account, on this machine: no person's state stands behind the answer.
    if (const auto asked = base::send_message(connection->get(), "127.0.0.1 DOCTOR$"); !asked)
        return asked.error().context;
    const auto answer = base::receive_message(connection->get(), std::chrono::seconds{2});
    if (!answer)
        return answer.error().context;
    if (!answer->bytes.starts_with("yes"))
        return tr("pedell-gate cannot read its settings");

    struct statfs doors{};
    const bool hung = ::statfs("/run/pedell-gate/doors", &doors) == 0 && doors.f_type == FUSE_SUPER_MAGIC;
    return hung ? std::string() : std::string(tr("its folder of doors is not mounted"));
}

bool is_gate_asked()
{
    const auto ours = base::read_file("/usr/share/pedell/templates/pam/samba");
    const auto used = base::read_file("/etc/pam.d/samba");
    return ours && used && *ours == *used;
}

TableFact compare_table(const std::string& name)
{
    constexpr std::size_t max_table_bytes = 256U << 20;
    TableFact table{name, false, false};
    const auto installed =
        base::read_file(std::format("/var/lib/pedell/postfix/{}.cdb", name), max_table_bytes);
    if (!installed)
        return table;

    table.present = true;
    const auto written = base::read_file(std::format("/var/lib/pedell/tables/{}.cdb", name), max_table_bytes);
    table.same = written && *written == *installed;
    return table;
}

std::int64_t number_of(const boost::json::value& value, std::string_view key)
{
    const auto* number = field_of(value, key).if_int64();
    return number == nullptr ? 0 : *number;
}

/// `reachable` is null as long as nobody asked: no fault then.
std::string error_of(const boost::json::value& reachable)
{
    const auto* answer = field_of(reachable, "reachable").if_bool();
    return answer == nullptr || *answer ? std::string() : text_of(reachable, "context") + '.';
}

void read_status(const boost::json::value& status, Facts& facts)
{
    facts.pending = number_of(status, "pending");
    facts.failing = number_of(status, "failing");
    facts.directory_error = error_of(field_of(status, "directory"));
    facts.hand_error = error_of(field_of(status, "hand"));
    if (field_of(status, "counts").is_object())
        facts.people = number_of(field_of(status, "counts"), "people");
    const auto* register_ok = field_of(field_of(status, "register"), "ok").if_bool();
    if (register_ok != nullptr && !*register_ok && facts.register_error.empty())
        facts.register_error = text_of(field_of(status, "register"), "context");
}

/// The image: what lies on the partition that every PC can read, against what was taken from there last.
void look_at_esp(Facts& facts)
{
    const auto kept = base::read_file("/var/lib/pedell/etc/pedell/school.toml");
    const auto offered = base::read_file("/efi/school.toml", settings::max_school_bytes);
    facts.settings_refused = look_at("/efi/FEHLER-school.txt").present;
    if (!kept || !offered)
        return;

    const auto text = settings::school_text_from(*offered, "school.toml");
    facts.settings_offered = !text || (*text != *kept && !settings::is_blank_school(*text));
}

} // namespace

FileFact look_at(const std::string& path)
{
    FileFact file;
    file.path = path;
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0)
        return file;

    file.present = true;
    file.owner = user_name(status.st_uid) + ':' + group_name(status.st_gid);
    file.mode = status.st_mode & 07777U;
    file.modified = core::Time(std::chrono::seconds(status.st_mtim.tv_sec));
    return file;
}

void look_at_files(Facts& facts)
{
    std::string domain = "invalid";
    if (const auto school = settings::load_school(settings::school_file); school) {
        domain = school->domain;
        facts.fqdn = school->fqdn();
    } else {
        for (const settings::Fault& fault : school.error())
            facts.settings_faults.push_back(fault.text());
    }

    look_at_esp(facts);
    facts.set_up = look_at("/var/lib/pedell/setup.done").present;
    const std::string file = registry::register_file;
    facts.register_folder = look_at(std::filesystem::path(file).parent_path().string());
    facts.register_file = look_at(file);
    facts.register_wal = look_at(file + "-wal");
    facts.register_shm = look_at(file + "-shm");
    facts.register_error = try_register(facts, domain);

    facts.sockets = {look_at("/run/pedell/hand.sock"), look_at("/run/pedell-milter/milter.sock")};
    facts.watch_error = try_watcher();
    facts.gate_error = try_gate();
    facts.scand_error = try_scand();
    facts.gate_asked = is_gate_asked();
    facts.ldap_priv = look_at("/var/lib/samba/private/ldap_priv");
    for (const char* name : {"mailboxes", "aliases", "senders", "outside"})
        facts.tables.push_back(compare_table(name));
}

Facts gather_facts(Api& api)
{
    Facts facts;
    facts.now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    look_at_files(facts);
    look_at_system(facts);
    if (const auto school = settings::load_school(settings::school_file); school)
        look_at_machine(*school, facts);

    if (const auto status = api.ask(Method::get, path_of({"status"})); status)
        read_status(*status, facts);
    else
        facts.api_error = status.error().context;
    return facts;
}

} // namespace pedell::cli
