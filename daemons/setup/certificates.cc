// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/certificates.h"

#include "daemons/setup/machine.h"

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
    if (!school.dns_domain().ends_with("." + school.domain))
        permitted += std::format(",permitted;DNS:{}", school.dns_domain());

    const auto certificate =
        Site::output_of({"openssl", "req", "-x509", "-new", "-utf8", "-key", ca_key, "-days", ca_days,
                         "-subj", std::format("/O={}/CN=Pedell {}", escaped(school.name), school.domain),
                         "-addext", "basicConstraints=critical,CA:TRUE,pathlen:0", "-addext",
                         "keyUsage=critical,keyCertSign,cRLSign", "-addext", permitted});
    if (!certificate)
        return std::unexpected(certificate.error());

    return site.put_file(ca_certificate, *certificate);
}

/// The names in the certificate, as openssl writes them: sorted out of one line "DNS:a, DNS:b, IP Address:c".
std::string wanted_names(const core::School& school, const std::string& address)
{
    return std::format("DNS:{}, DNS:{}, IP Address:{}", school.fqdn(), school.domain, address);
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
    if (serves(wanted_names(school, *address)))
        return keyed;

    if (site.dry_run()) {
        site.note(host_certificate);
        return true;
    }

    // The common name is for people; it must not be longer than 64 (RFC 5280, ub-common-name).
    const std::string common = school.fqdn().size() <= 64 ? school.fqdn() : "Pedell";
    const auto request = Site::output_of(
        {"openssl", "req", "-new", "-key", host_key, "-subj", "/CN=" + common, "-addext",
         std::format("subjectAltName=DNS:{},DNS:{},IP:{}", school.fqdn(), school.domain, *address), "-addext",
         "basicConstraints=critical,CA:FALSE", "-addext", "keyUsage=critical,digitalSignature", "-addext",
         "extendedKeyUsage=serverAuth"});
    if (!request)
        return std::unexpected(request.error());

    const auto certificate = Site::output_of({"openssl", "x509", "-req", "-CA", ca_certificate, "-CAkey",
                                              ca_key, "-days", host_days, "-copy_extensions", "copyall"},
                                             *request);
    if (!certificate)
        return std::unexpected(certificate.error());

    return site.put_file(host_certificate, *certificate);
}

} // namespace

Result<bool> make_certificates(Site& site)
{
    auto changed = all_of([&] { return put_authority(site); },
                          [&]() -> Result<bool> {
                              const auto authority = base::read_file(ca_certificate);
                              if (!authority && site.dry_run())
                                  return true;
                              if (!authority)
                                  return std::unexpected(authority.error());

                              return site.put_file(shown_ca, *authority);
                          },
                          [&] { return put_host_certificate(site); });
    if (changed && *changed)
        for (const char* unit : {"samba-ad-dc.service", "dovecot.service", "postfix.service"})
            site.touch(unit);
    return changed;
}

} // namespace pedell::setup
