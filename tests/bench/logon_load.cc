// SPDX-License-Identifier: GPL-3.0-or-later
#include "logon_load.h"

#include "base/handle.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <curl/curl.h>
#include <krb5.h>
#include <libsmbclient.h>
#include <memory>

namespace pedell::bench
{
namespace
{

constexpr const char* cache_name = "FILE:/run/pedell-bench-ticket"; // libsmbclient shares no cache in memory

struct FreeKrb5 {
    void operator()(krb5_context raw) const noexcept
    {
        krb5_free_context(raw);
    }
};
struct FreeSmb {
    void operator()(SMBCCTX* raw) const noexcept
    {
        smbc_free_context(raw, 1);
    }
};
struct FreeCurl {
    void operator()(CURL* raw) const noexcept
    {
        curl_easy_cleanup(raw);
    }
};

base::Result<> refused(const char* what, const std::string& why)
{
    return base::fail(base::Errc::unavailable, std::string(what) + ": " + why);
}

/// The AS exchange, and its ticket in the cache.
krb5_error_code fetch_ticket(krb5_context krb5, const std::string& principal, const std::string& password)
{
    krb5_principal who = nullptr;
    krb5_error_code fault = krb5_parse_name(krb5, principal.c_str(), &who);
    if (fault != 0)
        return fault;

    krb5_creds ticket{};
    krb5_ccache cache = nullptr;
    fault = krb5_get_init_creds_password(krb5, &ticket, who, password.c_str(), nullptr, nullptr, 0, nullptr,
                                         nullptr);
    if (fault == 0)
        fault = krb5_cc_resolve(krb5, cache_name, &cache);
    if (fault == 0)
        fault = krb5_cc_initialize(krb5, cache, who);
    if (fault == 0)
        fault = krb5_cc_store_cred(krb5, cache, &ticket);
    if (cache != nullptr)
        krb5_cc_close(krb5, cache);
    krb5_free_cred_contents(krb5, &ticket);
    krb5_free_principal(krb5, who);
    return fault;
}

base::Result<> log_on_at_kerberos(const LogonServer& server, const LogonPerson& person)
{
    krb5_context raw = nullptr;
    if (const auto fault = krb5_init_context(&raw); fault != 0)
        return refused("krb5_init_context", std::to_string(fault));

    const std::unique_ptr<_krb5_context, FreeKrb5> krb5(raw);
    if (const auto fault = fetch_ticket(raw, person.sam + '@' + server.realm, person.password); fault != 0)
        return refused("Kerberos", krb5_get_error_message(raw, fault));

    return {};
}

/// No password: the ticket must do. Without a name libsmbclient would not try it.
void only_name(SMBCCTX* context, const char* /*server*/, const char* /*share*/, char* /*workgroup*/,
               int /*workgroup_size*/, char* user, int user_size, char* password, int password_size)
{
    const auto* person = static_cast<const LogonPerson*>(smbc_getOptionUserData(context));
    std::snprintf(user, static_cast<std::size_t>(user_size), "%s", person->sam.c_str());
    if (password_size > 0)
        *password = '\0';
}

base::Result<> open_home(const LogonServer& server, LogonPerson& person)
{
    std::array<char, 8> oldest{"SMB3"};
    std::array<char, 8> newest{"SMB3_11"};
    const std::unique_ptr<SMBCCTX, FreeSmb> context(smbc_new_context());
    SMBCCTX* c = context.get();
    smbc_setDebug(c, 0);
    smbc_setOptionUserData(c, &person);
    smbc_setFunctionAuthDataWithContext(c, only_name);
    smbc_setOptionUseKerberos(c, 1);
    smbc_setOptionFallbackAfterKerberos(c, 0);
    smbc_setOptionUseCCache(c, 1);
    smbc_setOptionNoAutoAnonymousLogin(c, 1);
    smbc_setOptionProtocols(c, oldest.data(), newest.data());
    if (smbc_init_context(c) == nullptr)
        return base::fail_errno("libsmbclient");

    SMBCFILE* folder = smbc_getFunctionOpendir(c)(c, ("smb://" + server.host + "/home").c_str());
    if (folder == nullptr)
        return base::fail_errno("opening the share home of " + person.sam);

    (void)smbc_getFunctionClosedir(c)(c, folder);
    return {};
}

std::size_t drop(const char* /*bytes*/, std::size_t size, std::size_t count, void* /*unused*/)
{
    return size * count;
}

base::Result<> log_on_at_imap(const LogonServer& server, const LogonPerson& person)
{
    const std::unique_ptr<CURL, FreeCurl> curl(curl_easy_init());
    const std::string url = "imaps://" + server.host + ':' + server.imap_port;
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_CAINFO, "/etc/pedell/tls/ca.pem");
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, person.login.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, person.password.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, "NOOP");
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, drop);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 30L);
    if (const auto fault = curl_easy_perform(curl.get()); fault != CURLE_OK)
        return refused("IMAP", curl_easy_strerror(fault));

    return {};
}

} // namespace

base::Result<double> run_logons(const LogonServer& server, const std::vector<LogonPerson>& people)
{
    ::setenv("KRB5CCNAME", cache_name, 1);
    const auto start = std::chrono::steady_clock::now();
    for (LogonPerson person : people) {
        if (auto done = log_on_at_kerberos(server, person); !done)
            return std::unexpected(done.error());
        if (auto done = open_home(server, person); !done)
            return std::unexpected(done.error());
        if (auto done = log_on_at_imap(server, person); !done)
            return std::unexpected(done.error());
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace pedell::bench
