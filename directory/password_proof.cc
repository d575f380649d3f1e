// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/password_proof.h"

#include <ldap.h>
#include <openldap.h>
#include <sys/time.h>

namespace pedell::directory
{
namespace
{

constexpr int protocol_ipc = 3; // LDAP_PROTO_IPC, as ldap_init_fd wants it

void unbind(LDAP* session) noexcept
{
    ldap_unbind_ext(session, nullptr, nullptr);
}
void free_message(LDAPMessage* message) noexcept
{
    ldap_msgfree(message);
}

using Connection = base::Handle<LDAP, &unbind>;
using Message = base::Handle<LDAPMessage, &free_message>;

std::unexpected<base::Error> away(const char* what, int code)
{
    return base::fail(base::Errc::unavailable, std::string(what) + ": " + ldap_err2string(code));
}

base::Result<Connection> connect(base::Fd connected, const timeval& patience)
{
    LDAP* raw = nullptr;
    if (const int code = ldap_init_fd(connected.get(), protocol_ipc, "ldapi:///", &raw); code != LDAP_SUCCESS)
        return away("LDAP over the given socket", code);

    static_cast<void>(connected.release()); // libldap closes it
    Connection session(raw);
    const int version = LDAP_VERSION3;
    ldap_set_option(raw, LDAP_OPT_PROTOCOL_VERSION, &version);
    ldap_set_option(raw, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
    ldap_set_option(raw, LDAP_OPT_NETWORK_TIMEOUT, &patience);
    return session;
}

} // namespace

base::Result<PasswordProof> prove_password(base::Fd connected, const std::string& upn,
                                           const std::string& password, std::chrono::seconds patience)
{
    if (password.empty())
        return PasswordProof::wrong;

    timeval limit{patience.count(), 0};
    const auto session = connect(std::move(connected), limit);
    if (!session)
        return std::unexpected(session.error());

    // libldap only reads it.
    berval secret{password.size(), const_cast<char*>(password.data())}; // NOLINT(*-const-cast)
    int number = 0;
    if (const int code =
            ldap_sasl_bind(session->get(), upn.c_str(), LDAP_SASL_SIMPLE, &secret, nullptr, nullptr, &number);
        code != LDAP_SUCCESS)
        return away("bind", code);

    LDAPMessage* raw = nullptr;
    if (ldap_result(session->get(), number, LDAP_MSG_ALL, &limit, &raw) <= 0)
        return base::fail(base::Errc::unavailable, "bind: Samba did not answer in time");

    const Message answer(raw);
    int code = LDAP_OTHER;
    char* text = nullptr;
    if (ldap_parse_result(session->get(), answer.get(), &code, nullptr, &text, nullptr, nullptr, 0) !=
        LDAP_SUCCESS)
        return base::fail(base::Errc::unavailable, "bind: unreadable answer");

    const std::string diagnostic = text == nullptr ? "" : text;
    ldap_memfree(text);
    if (code == LDAP_SUCCESS)
        return PasswordProof::right;
    if (code == LDAP_INVALID_CREDENTIALS)
        return proof_in(diagnostic);
    return away("bind", code);
}

PasswordProof proof_in(std::string_view diagnostic) noexcept
{
    constexpr std::string_view key = ", data ";
    const auto at = diagnostic.find(key);
    if (at == std::string_view::npos)
        return PasswordProof::wrong;

    const std::string_view data = diagnostic.substr(at + key.size());
    const std::string_view number = data.substr(0, data.find_first_not_of("0123456789abcdefABCDEF"));
    if (number == "773" || number == "532")
        return PasswordProof::must_change;
    if (number == "533" || number == "701" || number == "530")
        return PasswordProof::closed;
    return PasswordProof::wrong;
}

} // namespace pedell::directory
