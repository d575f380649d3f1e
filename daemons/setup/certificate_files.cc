// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/certificate_files.h"

#include "base/handle.h"

#include <ctime>
#include <format>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace pedell::setup
{

namespace
{

using Bio = base::Handle<BIO, ::BIO_free_all>;
using Certificate = base::Handle<X509, ::X509_free>;
using Key = base::Handle<EVP_PKEY, ::EVP_PKEY_free>;
using Faults = std::vector<std::string>;

Bio reader_of(std::string_view text)
{
    return Bio(::BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// All certificates up to what is none.
std::vector<Certificate> certificates_in(std::string_view pem)
{
    std::vector<Certificate> all;
    const Bio bio = reader_of(pem);
    while (X509* const one = ::PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr))
        all.emplace_back(one);
    ::ERR_clear_error(); // "no more" is one for OpenSSL
    return all;
}

/// Nobody is here to type a password.
int no_password(char*, int, int, void*)
{
    return -1;
}

Key key_in(std::string_view pem)
{
    const Bio bio = reader_of(pem);
    Key key(::PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
    ::ERR_clear_error();
    return key;
}

void check_time(X509* certificate, std::chrono::sys_seconds now, Faults& faults)
{
    std::time_t soon = (now + std::chrono::days{1}).time_since_epoch().count();
    std::time_t at = now.time_since_epoch().count();
    // X509_cmp_time(3): -1 where the certificate's time is the earlier one, 0 for an error.
    if (::X509_cmp_time(::X509_get0_notAfter(certificate), &soon) <= 0)
        faults.emplace_back(
            "host.pem: abgelaufen oder nur noch einen Tag gueltig / expired, or valid for less than a day");
    if (::X509_cmp_time(::X509_get0_notBefore(certificate), &at) >= 0)
        faults.emplace_back("host.pem: noch nicht gueltig / not yet valid");
}

/// Each must have issued the one before it; the root may be left out.
void check_order(const std::vector<Certificate>& all, Faults& faults)
{
    for (std::size_t i = 1; i < all.size(); ++i)
        if (::X509_check_issued(all[i].get(), all[i - 1].get()) != X509_V_OK)
            faults.push_back(
                std::format("host.pem, chain.pem: das Zertifikat Nr. {} hat das davor nicht ausgestellt / "
                            "certificate no. {} has not issued the one before it",
                            i + 1, i + 1));
}

} // namespace

Faults faults_of(const CertificateFiles& files, const std::vector<std::string>& names,
                 std::chrono::sys_seconds now)
{
    Faults faults;
    const auto all = certificates_in(files.certificate + "\n" + files.chain);
    const Key key = key_in(files.key);
    if (certificates_in(files.certificate).empty())
        faults.emplace_back("host.pem: kein Zertifikat (PEM) / no certificate (PEM)");
    if (!key)
        faults.emplace_back(
            "host.key: kein Schluessel (PEM), oder mit Passwort geschuetzt / no key (PEM), or protected by "
            "a password");
    if (!files.chain.empty() && certificates_in(files.chain).empty())
        faults.emplace_back("chain.pem: kein Zertifikat (PEM) / no certificate (PEM)");
    if (!faults.empty())
        return faults;

    X509* const host = all.front().get();
    if (::X509_check_private_key(host, key.get()) != 1) {
        ::ERR_clear_error();
        faults.emplace_back("host.key: gehoert nicht zu host.pem / does not belong to host.pem");
    }
    check_time(host, now, faults);
    if (::X509_check_ca(host) == 1)
        faults.emplace_back("host.pem: zuerst steht eine Zertifizierungsstelle, nicht der Server / an "
                            "authority stands first, "
                            "not the server");
    for (const std::string& name : names)
        if (::X509_check_host(host, name.data(), name.size(), X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, nullptr) !=
            1)
            faults.push_back(std::format("host.pem: gilt nicht fuer {} / does not cover {}", name, name));
    check_order(all, faults);
    return faults;
}

std::string behind_first(std::string_view pem)
{
    const auto all = certificates_in(pem);
    const Bio out(::BIO_new(::BIO_s_mem()));
    for (std::size_t i = 1; i < all.size(); ++i)
        ::PEM_write_bio_X509(out.get(), all[i].get());

    char* bytes = nullptr;
    const long size = ::BIO_get_mem_data(out.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

} // namespace pedell::setup
