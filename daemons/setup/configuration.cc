// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/configuration.h"

#include "daemons/setup/machine.h"

#include <array>
#include <format>

namespace pedell::setup
{

namespace
{

using base::Result;

/// A cdb(5) file without a record: 256 slot tables of length 0, all behind the header of 2048 bytes.
std::string empty_cdb()
{
    std::string file;
    for (int table = 0; table < 256; ++table)
        file += std::string("\x00\x08\x00\x00\x00\x00\x00\x00", 8);
    return file;
}

/// Postfix needs its tables before pedelld has written the first: an empty one knows nobody.
Result<bool> put_first_tables(Site& site)
{
    bool changed = false;
    for (const char* name : {"mailboxes", "aliases", "senders", "outside"}) {
        const auto path = std::format("/var/lib/pedell/postfix/{}.cdb", name);
        if (std::filesystem::exists(path))
            continue;

        const auto written = site.put_file(path, empty_cdb(), 0640, {"", "postfix"});
        if (!written)
            return written;

        changed = true;
    }
    return changed;
}

/// Also after an error: what was written before it would not be written again, and the unit never restarted.
Result<bool> touching(Site& site, std::string_view unit, Result<bool> changed)
{
    if (!changed || *changed)
        site.touch(unit);
    return changed;
}

Result<bool> put_resolver(Site& site)
{
    return site.put_file(
        "/etc/resolv.conf",
        std::format("# Written by \"pedell setup\": Samba answers, and asks dns.forwarders of "
                    "school.toml.\nsearch {}\nnameserver 127.0.0.1\n",
                    site.school().dns_domain()));
}

/// The school's own rules: on the image they would be gone at the next boot.
Result<bool> keep_own_rules(Site& site)
{
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator("/etc/pedell/network.d", none))
        if (const auto kept = site.keep(entry.path()); !kept)
            return std::unexpected(kept.error());

    return false;
}

/// Its name stands in every account (directory/accounts.cc). Samba reads it when a PC asks: no restart.
Result<bool> put_logon_script(Site& site)
{
    return site.put_template(
        "samba/laufwerke.cmd",
        std::format("/var/lib/samba/sysvol/{}/scripts/laufwerke.cmd", site.school().dns_domain()));
}

} // namespace

Result<bool> configure_samba(Site& site)
{
    const auto configured = [&] {
        return all_of([&] { return site.put_template("samba/smb.conf", "/etc/samba/smb.conf"); },
                      [&] { return site.put_template("pam/samba", "/etc/pam.d/samba"); },
                      [&] { return site.put_template("krb5/krb5.conf", "/etc/krb5.conf"); },
                      [&] { return put_resolver(site); });
    };
    return all_of([&] { return touching(site, "samba-ad-dc.service", configured()); },
                  [&] { return put_logon_script(site); });
}

Result<bool> configure_network(Site& site)
{
    return touching(
        site, "pedell-network.service",
        all_of([&] { return site.put_folder("/etc/pedell/network.d", 0755); },
               [&] { return keep_own_rules(site); },
               [&] { return site.put_template("nftables/pedell.nft", "/etc/pedell/network.nft"); }));
}

Result<bool> configure_time(Site& site)
{
    // A container without the right to set the clock (its host does) can still tell the time.
    const char* const options =
        may_set_clock() ? "# Written by \"pedell setup\".\nDAEMON_OPTS=\"-F 1\"\n"
                        : "# Written by \"pedell setup\": without CAP_SYS_TIME the clock is the host's.\n"
                          "DAEMON_OPTS=\"-F 1 -x\"\n";
    return touching(
        site, "chrony.service",
        all_of(
            [&] { return site.put_template("chrony/chrony.conf", "/etc/chrony/chrony.conf"); },
            [&] { return site.put_file("/etc/default/chrony", options); },
            // Samba makes its socket in it, and takes the folder as it is as long as nobody else may enter.
            [&] { return site.put_folder("/var/lib/samba/ntp_signd", 0750, {"", "_chrony"}); }));
}

Result<bool> configure_dovecot(Site& site)
{
    return touching(site, "dovecot.service",
                    site.put_template("dovecot/dovecot.conf", "/etc/dovecot/dovecot.conf"));
}

Result<bool> configure_postfix(Site& site)
{
    return touching(
        site, "postfix.service",
        all_of([&] { return site.put_template("postfix/main.cf", "/etc/postfix/main.cf"); },
               [&] { return site.put_template("postfix/master.cf", "/etc/postfix/master.cf"); },
               [&] { return put_first_tables(site); },
               // Postfix makes it at its first start; Dovecot starts before and has listeners in it.
               [&] { return site.put_folder("/var/spool/postfix/private", 0700, {"postfix", ""}); }));
}

} // namespace pedell::setup
