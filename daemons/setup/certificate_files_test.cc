// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/certificate_files.h"

#include "base/handle.h"

#include <gmock/gmock.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace pedell::setup
{
namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::chrono_literals;

using Key = base::Handle<EVP_PKEY, ::EVP_PKEY_free>;
using Certificate = base::Handle<X509, ::X509_free>;
using Extension = base::Handle<X509_EXTENSION, ::X509_EXTENSION_free>;

constexpr std::chrono::sys_seconds now{std::chrono::sys_days{std::chrono::year{2030} / 3 / 1}};

Key new_key()
{
    return Key(::EVP_EC_gen("P-256"));
}

template <auto Write, class T>
std::string pem_of(T* what)
{
    const base::Handle<BIO, ::BIO_free_all> out(::BIO_new(::BIO_s_mem()));
    Write(out.get(), what);
    char* bytes = nullptr;
    const long size = ::BIO_get_mem_data(out.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

std::string key_pem(EVP_PKEY* key)
{
    return pem_of<[](BIO* out, EVP_PKEY* one) {
        ::PEM_write_bio_PrivateKey(out, one, nullptr, nullptr, 0, nullptr, nullptr);
    }>(key);
}

std::string pem(X509* certificate)
{
    return pem_of<[](BIO* out, X509* one) { ::PEM_write_bio_X509(out, one); }>(certificate);
}

void extend(X509* certificate, int nid, const char* value)
{
    const Extension extension(::X509V3_EXT_conf_nid(nullptr, nullptr, nid, value));
    ::X509_add_ext(certificate, extension.get(), -1);
}

struct Wish {
    const char* subject = "server";
    const char* issuer = "authority";
    const char* names = "DNS:server.ad.wald.test, DNS:schule.wald.test";
    std::chrono::sys_seconds from = now - 24h;
    std::chrono::sys_seconds until = now + 240h;
    bool authority = false;
};

Certificate issued(EVP_PKEY* key, EVP_PKEY* by, const Wish& wish)
{
    Certificate certificate(::X509_new());
    X509* const raw = certificate.get();
    ::X509_set_version(raw, X509_VERSION_3);
    ::ASN1_INTEGER_set(::X509_get_serialNumber(raw), 1);
    ::ASN1_TIME_set(::X509_getm_notBefore(raw), wish.from.time_since_epoch().count());
    ::ASN1_TIME_set(::X509_getm_notAfter(raw), wish.until.time_since_epoch().count());
    const auto name = [](X509_NAME* of, const char* text) {
        ::X509_NAME_add_entry_by_txt(of, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(text), -1,
                                     -1, 0);
    };
    name(::X509_get_subject_name(raw), wish.subject);
    const base::Handle<X509_NAME, ::X509_NAME_free> issuer(::X509_NAME_new());
    name(issuer.get(), wish.issuer);
    ::X509_set_issuer_name(raw, issuer.get());
    ::X509_set_pubkey(raw, key);
    if (wish.authority)
        extend(raw, NID_basic_constraints, "critical,CA:TRUE");
    else
        extend(raw, NID_subject_alt_name, wish.names);
    ::X509_sign(raw, by, ::EVP_sha256());
    return certificate;
}

class OwnCertificate : public testing::Test
{
protected:
    Key authority_key_ = new_key();
    Key key_ = new_key();
    Certificate authority_ =
        issued(authority_key_.get(), authority_key_.get(), {.subject = "authority", .authority = true});
    std::vector<std::string> names_{"server.ad.wald.test", "schule.wald.test"};

    [[nodiscard]] CertificateFiles files(const Wish& wish = {}) const
    {
        return {pem(issued(key_.get(), authority_key_.get(), wish).get()), pem(authority_.get()),
                key_pem(key_.get())};
    }
    [[nodiscard]] std::vector<std::string> faults(const CertificateFiles& files) const
    {
        return faults_of(files, names_, now);
    }
};

TEST_F(OwnCertificate, IsTakenWhenAllFits)
{
    EXPECT_THAT(faults(files()), IsEmpty());

    CertificateFiles one_file = files();
    one_file.certificate += one_file.chain;
    one_file.chain.clear();
    EXPECT_THAT(faults(one_file), IsEmpty());

    CertificateFiles alone = files();
    alone.chain.clear();
    EXPECT_THAT(faults(alone), IsEmpty());

    EXPECT_THAT(faults(files({.names = "DNS:*.wald.test, DNS:*.ad.wald.test"})), IsEmpty());
}

TEST_F(OwnCertificate, IsRefusedWithTheFileAndTheReason)
{
    struct Row {
        const char* label;
        CertificateFiles files;
        const char* fault;
    };
    const Key other = new_key();
    CertificateFiles foreign_key = files();
    foreign_key.key = key_pem(other.get());
    CertificateFiles foreign_chain = files();
    foreign_chain.chain =
        pem(issued(other.get(), other.get(), {.subject = "other", .authority = true}).get());
    for (const Row& row : {
             Row{"another key", foreign_key, "host.key: gehoert nicht"},
             Row{"expired", files({.until = now - 1s}), "host.pem: abgelaufen"},
             Row{"ends within the day", files({.until = now + 23h}), "host.pem: abgelaufen"},
             Row{"from tomorrow on", files({.from = now + 24h}), "host.pem: noch nicht"},
             Row{"without the public name", files({.names = "DNS:server.ad.wald.test"}), "schule.wald.test"},
             Row{"without the own name", files({.names = "DNS:schule.wald.test"}), "server.ad.wald.test"},
             Row{"a chain of somebody else", foreign_chain, "Nr. 2"},
         }) {
        SCOPED_TRACE(row.label);
        EXPECT_THAT(faults(row.files), ElementsAre(HasSubstr(row.fault)));
    }
}

TEST_F(OwnCertificate, NamesEachFileThatIsNotWhatItShouldBe)
{
    EXPECT_THAT(faults({}), ElementsAre(HasSubstr("host.pem"), HasSubstr("host.key")));
    EXPECT_THAT(faults({"x", "y", "z"}),
                ElementsAre(HasSubstr("host.pem"), HasSubstr("host.key"), HasSubstr("chain.pem")));

    CertificateFiles swapped = files();
    std::swap(swapped.certificate, swapped.key);
    EXPECT_THAT(faults(swapped), ElementsAre(HasSubstr("host.pem"), HasSubstr("host.key")));

    CertificateFiles wrong_way_round = files();
    std::swap(wrong_way_round.certificate, wrong_way_round.chain);
    EXPECT_THAT(faults(wrong_way_round), testing::Contains(HasSubstr("Zertifizierungsstelle")));
}

TEST_F(OwnCertificate, IsTrustedByWhatStandsBehindIt)
{
    EXPECT_EQ(behind_first(files().certificate + files().chain), pem(authority_.get()));
    EXPECT_EQ(behind_first(files().certificate), "");
    EXPECT_EQ(behind_first("nothing"), "");
}

} // namespace
} // namespace pedell::setup
