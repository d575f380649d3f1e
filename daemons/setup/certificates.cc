// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/certificates.h"

#include "daemons/setup/certificate_files.h"
#include "daemons/setup/machine.h"

#include <algorithm>
#include <chrono>
#include <format>

namespace pedell::setup
{

namespace
{

using base::Result;

constexpr const char* ca_key = "/var/lib/pedell/ca/ca.key";
constexpr const char* ca_certificate = "/var/lib/pedell/ca/ca.pem";
constexpr const char* shown_ca = "/etc/pedell/tls/ca.pem";
constexpr const char* host_key = "/etc/pedell/tls/host.key";
constexpr const char* host_certificate = "/etc/pedell/tls/host.pem";
constexpr const char* files_folder = "/etc/pedell/tls/files";
/// There until the doors have taken what was written: an interruption costs a reload too many, never one too
/// few.
constexpr const char* reload_mark = "/var/lib/pedell/setup/reload.certificates";

/// Apple's systems refuse more than 825 days, also below an authority of one's own.
constexpr const char* host_days = "820";
constexpr const char* ca_days = "7300";
constexpr const char* renew_seconds = "2592000";

/// A name for -subj, where / and + separate (openssl-req(1)).
std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c == '/' || c == '+')
            result += '\\';
        result += c;
    }
    return result;
}

bool lies_in(std::string_view name, std::string_view domain)
{
    return name == domain || name.ends_with(std::format(".{}", domain));
}

Result<std::string> new_key()
{
    return Site::output_of({"openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"});
}

/// A key in its file, for root alone; made where there is none. An existing one is never replaced, only
/// closed again where others may read it (brought back from a backup, say).
Result<bool> put_key(Site& site, const char* path)
{
    if (std::filesystem::exists(path)) {
        const auto present = base::read_file(path);
        return present ? site.put_file(path, *present, 0600) : std::unexpected(present.error());
    }

    const auto key = new_key();
    if (!key)
        return std::unexpected(key.error());

    return site.put_file(path, *key, 0600);
}

Result<bool> put_authority(Site& site)
{
    const bool had_key = std::filesystem::exists(ca_key);
    const auto keyed = put_key(site, ca_key);
    if (!keyed)
        return keyed;

    if (std::filesystem::exists(ca_certificate) && had_key)
        return keyed;

    if (site.dry_run()) {
        site.note(ca_certificate);
        return true;
    }

    const auto& school = site.school();
    std::string permitted = std::format("nameConstraints=critical,permitted;DNS:{}", school.domain);
    if (!lies_in(school.dns_domain(), school.domain))
        permitted += std::format(",permitted;DNS:{}", school.dns_domain());
    const std::string& at_home = school.machine.public_name;
    if (!at_home.empty() && !lies_in(at_home, school.domain))
        permitted += std::format(",permitted;DNS:{}", at_home);

    const auto certificate =
        Site::output_of({"openssl", "req", "-x509", "-new", "-utf8", "-key", ca_key, "-days", ca_days,
                         "-subj", std::format("/O={}/CN=Pedell {}", escaped(school.name), school.domain),
                         "-addext", "basicConstraints=critical,CA:TRUE,pathlen:0", "-addext",
                         "keyUsage=critical,keyCertSign,cRLSign", "-addext", permitted});
    if (!certificate)
        return std::unexpected(certificate.error());

    return site.put_file(ca_certificate, *certificate);
}

/// Whether the authority may speak for the name by which the server is reached from home (its name
/// constraints were fixed when it was made, and the school's devices know it as it is).
bool authority_permits(const core::School& school)
{
    const std::string& name = school.machine.public_name;
    if (name.empty() || lies_in(name, school.domain) || lies_in(name, school.dns_domain()))
        return !name.empty();

    const auto shown =
        Site::ask({"openssl", "x509", "-in", ca_certificate, "-noout", "-ext", "nameConstraints"});
    return shown && shown->status == 0 && (shown->out + "\n").contains("DNS:" + name + "\n");
}

/// The DNS names of the host, without one twice.
std::vector<std::string> wanted_names(const core::School& school, bool with_public_name)
{
    std::vector<std::string> names{school.fqdn()};
    for (const std::string& name :
         {school.domain, with_public_name ? school.machine.public_name : std::string()})
        if (!name.empty() && !std::ranges::contains(names, name))
            names.push_back(name);
    return names;
}

/// The names in the certificate, as openssl writes them: sorted out of one line "DNS:a, DNS:b, IP Address:c".
std::string line_of(const std::vector<std::string>& names, const std::string& address)
{
    std::string line;
    for (const std::string& name : names)
        line += std::format("DNS:{}, ", name);
    return line + "IP Address:" + address;
}

/// What -addext wants of the same.
std::string extension_of(const std::vector<std::string>& names, const std::string& address)
{
    std::string value = "subjectAltName=";
    for (const std::string& name : names)
        value += std::format("DNS:{},", name);
    return value + "IP:" + address;
}

/// Whether the present certificate still serves: right key, our authority, right names, 30 days left.
bool serves(const std::string& names)
{
    if (!std::filesystem::exists(host_certificate))
        return false;

    const auto valid =
        Site::ask({"openssl", "x509", "-in", host_certificate, "-noout", "-checkend", renew_seconds});
    const auto ours = Site::ask({"openssl", "verify", "-CAfile", ca_certificate, host_certificate});
    const auto shown =
        Site::ask({"openssl", "x509", "-in", host_certificate, "-noout", "-ext", "subjectAltName"});
    const auto its_key = Site::ask({"openssl", "x509", "-in", host_certificate, "-noout", "-pubkey"});
    const auto our_key = Site::ask({"openssl", "pkey", "-in", host_key, "-pubout"});
    return valid && valid->status == 0 && ours && ours->status == 0 && shown && shown->out.contains(names) &&
           its_key && our_key && our_key->status == 0 && its_key->out == our_key->out;
}

Result<bool> put_host_certificate(Site& site)
{
    const auto address = lan_address();
    if (!address)
        return std::unexpected(address.error());

    const auto keyed = put_key(site, host_key);
    if (!keyed)
        return keyed;

    const auto& school = site.school();
    const bool permitted = authority_permits(school);
    if (!permitted && !school.machine.public_name.empty())
        site.note(std::format(
            "{} steht nicht im Zertifikat, denn die eigene Zertifizierungsstelle gilt nur fuer {} / is not "
            "in "
            "the certificate, for the own authority speaks for that domain alone; certificates.source = "
            "\"files\"",
            school.machine.public_name, school.domain));
    const auto names = wanted_names(school, permitted);
    if (serves(line_of(names, *address)))
        return keyed;

    if (site.dry_run()) {
        site.note(host_certificate);
        return true;
    }

    // The common name is for people; it must not be longer than 64 (RFC 5280, ub-common-name).
    const std::string common = school.fqdn().size() <= 64 ? school.fqdn() : "Pedell";
    const auto request = Site::output_of(
        {"openssl", "req", "-new", "-key", host_key, "-subj", "/CN=" + common, "-addext",
         extension_of(names, *address), "-addext", "basicConstraints=critical,CA:FALSE", "-addext",
         "keyUsage=critical,digitalSignature", "-addext", "extendedKeyUsage=serverAuth"});
    if (!request)
        return std::unexpected(request.error());

    const auto certificate = Site::output_of({"openssl", "x509", "-req", "-CA", ca_certificate, "-CAkey",
                                              ca_key, "-days", host_days, "-copy_extensions", "copyall"},
                                             *request);
    if (!certificate)
        return std::unexpected(certificate.error());

    return site.put_file(host_certificate, *certificate);
}

Result<bool> put_own(Site& site)
{
    return all_of([&] { return put_authority(site); },
                  [&]() -> Result<bool> {
                      const auto authority = base::read_file(ca_certificate);
                      if (!authority && site.dry_run())
                          return true;
                      if (!authority)
                          return std::unexpected(authority.error());

                      return site.put_file(shown_ca, *authority);
                  },
                  [&] { return put_host_certificate(site); });
}

/// What lies there; a missing file is an empty one, and a fault.
CertificateFiles school_files()
{
    const std::filesystem::path folder = files_folder;
    return {.certificate = base::read_file(folder / "host.pem").value_or(""),
            .chain = base::read_file(folder / "chain.pem").value_or(""),
            .key = base::read_file(folder / "host.key").value_or("")};
}

std::vector<std::string> faults_in(const CertificateFiles& files, const core::School& school)
{
    std::vector<std::string> names{school.fqdn()};
    if (!school.machine.public_name.empty())
        names.push_back(school.machine.public_name);
    return faults_of(files, names,
                     std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
}

/// Somebody put them there by hand: on the image they would be gone at the next boot.
Result<bool> keep_files(Site& site)
{
    for (const char* name : {"host.pem", "chain.pem", "host.key"})
        if (const auto kept = site.keep(std::filesystem::path(files_folder) / name); !kept)
            return std::unexpected(kept.error());

    return false;
}

/// Dovecot, which binds to Samba, and clients trust what stands in ca.pem: what is behind the host's own
/// certificate, or that itself where it comes alone.
Result<bool> put_files(Site& site, const CertificateFiles& files)
{
    const std::string all = files.certificate + (files.certificate.ends_with('\n') ? "" : "\n") + files.chain;
    const std::string behind = behind_first(all);
    return all_of([&]() -> Result<bool> { return keep_files(site); },
                  [&] { return site.put_file(host_key, files.key, 0600); },
                  [&] { return site.put_file(host_certificate, all); },
                  [&] { return site.put_file(shown_ca, behind.empty() ? all : behind); });
}

/// Whether the present one is of our own authority, ended or not.
bool is_ours()
{
    const auto verified =
        Site::ask({"openssl", "verify", "-no_check_time", "-CAfile", ca_certificate, host_certificate});
    return verified && verified->status == 0;
}

bool has_certificate()
{
    return std::filesystem::exists(host_certificate) && std::filesystem::exists(host_key);
}

Result<bool> reload(Site& site, const char* unit, const std::vector<std::string>& argv)
{
    const auto state = Site::ask({"systemctl", "is-active", "--quiet", unit});
    if (!state || state->status != 0)
        return false; // it reads them when it starts

    auto done = site.act(std::format("reload {}", unit), argv);
    if (!done) {
        // The set-up goes on and restarts it at its end; what is wrong with it may be just what it heals.
        site.note(std::format("{}: {}", unit, done.error().context));
        site.touch(unit);
    }
    return done;
}

/// Sessions stay: only who connects from now on sees the new certificate. Samba's SMB has none; its LDAP
/// server takes one by a message (smbcontrol(1)).
Result<bool> reload_doors(Site& site)
{
    return all_of(
        [&] { return reload(site, "dovecot.service", {"systemctl", "reload", "dovecot.service"}); },
        [&] { return reload(site, "postfix.service", {"systemctl", "reload", "postfix.service"}); },
        [&] { return reload(site, "samba-ad-dc.service", {"smbcontrol", "ldap_server", "reload-certs"}); });
}

} // namespace

std::vector<std::string> certificate_faults(const core::School& school)
{
    return school.machine.certificates == core::CertificateSource::files ? faults_in(school_files(), school)
                                                                         : std::vector<std::string>{};
}

Result<bool> make_certificates(Site& site)
{
    const bool foreign = site.school().machine.certificates == core::CertificateSource::files;
    // Read once: what is written is what was checked, whoever copies the next one there at this moment.
    const CertificateFiles files = foreign ? school_files() : CertificateFiles{};
    const auto faults = foreign ? faults_in(files, site.school()) : std::vector<std::string>{};
    for (const std::string& fault : faults)
        site.note(std::format("{}/{}; das bisherige Zertifikat bleibt / the present certificate stays",
                              files_folder, fault));

    const auto marked = [&]() -> Result<bool> {
        if (!site.dry_run())
            if (const auto mark = base::write_if_changed(reload_mark, ""); !mark)
                return mark;
        return false;
    };
    const bool pending = std::filesystem::exists(reload_mark);
    auto changed = all_of(marked, [&]() -> Result<bool> {
        if (foreign && faults.empty())
            return put_files(site, files);
        // Without any certificate no door opens: then an own one until the school's is right, and renewed
        // till then.
        if (foreign && has_certificate() && !is_ours())
            return false;
        return put_own(site);
    });
    if (!changed)
        return changed;

    const bool new_one = *changed || pending;
    // Before the end of the first set-up Debian's own configuration runs, if any.
    const bool first = !std::filesystem::exists(done_file);
    for (const char* unit : {"samba-ad-dc.service", "dovecot.service", "postfix.service"})
        if (new_one && first)
            site.touch(unit);
    if (new_one && !first && !reload_doors(site))
        return true;

    if (!site.dry_run())
        std::filesystem::remove(reload_mark);
    return new_one;
}

bool certificate_waits()
{
    return std::filesystem::exists(reload_mark);
}

} // namespace pedell::setup
