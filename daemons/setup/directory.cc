// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/directory.h"

#include "daemons/setup/machine.h"
#include "settings/school_toml.h"

#include <array>
#include <ctime>
#include <format>

namespace pedell::setup
{

namespace
{

using base::Errc;
using base::fail;
using base::Result;

constexpr const char* database = "/var/lib/samba/private/sam.ldb";
constexpr const char* samba_settings = "/etc/samba/smb.conf";
constexpr const char* started_mark = "/var/lib/pedell/setup/directory.started";
constexpr const char* first_settings = "/var/lib/pedell/setup/first.toml";

std::string fixed_keys(const core::School& school)
{
    return std::format(
        "# The keys that are fixed since the first set-up. Written by \"pedell setup\"; do not edit.\n"
        "[school]\ndomain = \"{}\"\n\n[network]\nrealm = \"{}\"\nnetbios = \"{}\"\nhost = \"{}\"\n",
        school.domain, school.realm, school.netbios, school.host);
}

/// Moves what is in the way aside, never away.
Result<> set_aside(const std::filesystem::path& path)
{
    std::error_code error;
    if (!std::filesystem::exists(std::filesystem::symlink_status(path, error)))
        return {};

    const auto aside = std::format("{}.before-pedell-{}", path.string(), std::time(nullptr));
    std::filesystem::rename(path, aside, error);
    if (error)
        return fail(Errc::unavailable,
                    std::format("move {} to {}: {}", path.string(), aside, error.message()));

    return {};
}

/// What must not be there when samba-tool begins: half a directory of an interrupted run, Debian's smb.conf,
/// the services of a plain file server.
Result<> clear_the_place(Site& site)
{
    const bool interrupted = std::filesystem::exists(started_mark);
    if (std::filesystem::exists(database)) {
        if (!interrupted)
            return fail(Errc::conflict,
                        std::format("{} holds a directory that pedell setup did not make. To begin anew: "
                                    "mv /var/lib/samba/private /var/lib/samba/private.old",
                                    database));

        if (const auto moved = set_aside("/var/lib/samba/private"); !moved)
            return moved;
        if (const auto made = site.put_folder("/var/lib/samba/private", 0700); !made)
            return std::unexpected(made.error());
    }

    const auto stopped = Site::ask(
        {"systemctl", "stop", "smbd.service", "nmbd.service", "winbind.service", "samba-ad-dc.service"});
    if (!stopped)
        return std::unexpected(stopped.error());

    // The smbd of a bare installation remembers for two minutes that it maps no well-known group; with that
    // memory the domain's smbd refuses every log-in (NT_STATUS_INVALID_SID).
    if (const auto forgot = Site::ask({"net", "cache", "flush"}); !forgot)
        return std::unexpected(forgot.error());

    if (const auto marked = site.put_file(started_mark, "provisioning\n"); !marked)
        return std::unexpected(marked.error());

    return set_aside(samba_settings);
}

/// One record of a mail service: query, then add.
Result<bool> put_record(Site& site, const std::string& zone, const char* service, int port)
{
    const std::string target = std::format("{} {} 0 1", site.school().fqdn(), port);
    const auto shown = Site::ask({"samba-tool", "dns", "query", "127.0.0.1", zone, service, "SRV", "-P"});
    if (!shown)
        return std::unexpected(shown.error());

    if (shown->status == 0 &&
        shown->out.contains(std::format("SRV: {}. ({}, 0, 1)", site.school().fqdn(), port)))
        return false;

    return site.act(std::format("DNS {}.{}", service, zone),
                    {"samba-tool", "dns", "add", "127.0.0.1", zone, service, "SRV", target, "-P"});
}

} // namespace

Result<bool> provision_directory(Site& site)
{
    const bool was_made = std::filesystem::exists(first_settings);
    if (was_made && std::filesystem::exists(database))
        return false;

    // A new one would have other SIDs and no passwords: every PC and every log-in of the school would be
    // lost.
    if (was_made)
        return fail(
            Errc::conflict,
            std::format("{} is gone, but this school has had a directory: bring /var/lib/samba back from the "
                        "backup. To begin anew without it: mv {} {}.old",
                        database, first_settings, first_settings));

    const auto address = lan_address();
    if (!address)
        return std::unexpected(address.error());

    if (!site.dry_run())
        if (const auto cleared = clear_the_place(site); !cleared)
            return std::unexpected(cleared.error());

    const auto& school = site.school();
    const auto made =
        site.act(std::format("Active Directory {}", school.dns_domain()),
                 {"samba-tool", "domain", "provision", "--realm=" + school.realm,
                  "--domain=" + school.netbios, "--host-name=" + school.host, "--host-ip=" + *address,
                  "--server-role=dc", "--dns-backend=SAMBA_INTERNAL", "--use-rfc2307"},
                 std::chrono::seconds{600});
    if (!made)
        return made;

    const auto fixed = site.put_file(first_settings, fixed_keys(school));
    if (!fixed)
        return fixed;

    if (!site.dry_run())
        std::filesystem::remove(started_mark);
    site.touch("samba-ad-dc.service");
    return true;
}

Result<bool> set_password_policy(Site& site)
{
    struct Rule {
        const char* shown;
        const char* option;
    };
    static constexpr std::array rules{
        Rule{"Password complexity: on", "--complexity=on"},
        Rule{"Store plaintext passwords: off", "--store-plaintext=off"},
        Rule{"Password history length: 3", "--history-length=3"},
        Rule{"Minimum password length: 8", "--min-pwd-length=8"},
        Rule{"Minimum password age (days): 0", "--min-pwd-age=0"},
        Rule{"Maximum password age (days): 0", "--max-pwd-age=0"},
        // The last resort behind pedell-watch (decision 0011): it takes five guessing addresses at once.
        Rule{"Account lockout threshold (attempts): 100", "--account-lockout-threshold=100"},
        Rule{"Account lockout duration (mins): 5", "--account-lockout-duration=5"},
        Rule{"Reset account lockout after (mins): 5", "--reset-account-lockout-after=5"},
    };

    std::string shown;
    if (std::filesystem::exists(database)) {
        const auto answer = Site::output_of({"samba-tool", "domain", "passwordsettings", "show", "-d0"});
        if (!answer)
            return std::unexpected(answer.error());

        shown = "\n" + *answer;
    }

    std::vector<std::string> command{"samba-tool", "domain", "passwordsettings", "set", "-d0"};
    for (const auto& [line, option] : rules)
        if (!shown.contains(std::format("\n{}\n", line)))
            command.emplace_back(option);
    if (command.size() == 5)
        return false;

    return site.act("password policy", command);
}

Result<bool> publish_mail_services(Site& site)
{
    if (site.dry_run() && !std::filesystem::exists(database)) {
        site.note("DNS _imaps, _submissions");
        return true;
    }

    const auto& school = site.school();
    const bool in_directory = school.domain == school.dns_domain();
    const std::string zone = in_directory ? school.domain : "_tcp." + school.domain;
    const std::string suffix = in_directory ? "._tcp" : "";

    const auto zones = Site::ask({"samba-tool", "dns", "zoneinfo", "127.0.0.1", zone, "-P"});
    if (!zones)
        return std::unexpected(zones.error());

    return all_of(
        [&]() -> Result<bool> {
            if (zones->status == 0)
                return false;

            return site.act(std::format("DNS zone {}", zone),
                            {"samba-tool", "dns", "zonecreate", "127.0.0.1", zone, "-P"});
        },
        [&] { return put_record(site, zone, ("_imaps" + suffix).c_str(), 993); },
        [&] { return put_record(site, zone, ("_submissions" + suffix).c_str(), 465); });
}

} // namespace pedell::setup
