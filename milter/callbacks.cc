// SPDX-License-Identifier: GPL-3.0-or-later
//
// The skins between libmilter and Session. Each finds its session, calls one method and turns the result into
// libmilter's code. Nothing is decided here, and no exception gets out: it becomes "try again later", or,
// where no answer is waited for, an end of the session, so that the message cannot be answered by a
// half-filled state.
#include "milter/callbacks.h"

#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <memory>
#include <netinet/in.h>
#include <string>
#include <vector>

namespace pedell::milter
{
namespace
{

std::atomic<const Service*> the_service{nullptr};
std::atomic<std::uint64_t> connections{0};

class LibmilterProtocol final : public Protocol
{
public:
    explicit LibmilterProtocol(SMFICTX* context) noexcept : context_(context) {}

    std::optional<std::string> macro(const char* name) const override
    {
        std::string symbol{name};
        const char* value = smfi_getsymval(context_, symbol.data());
        return value != nullptr ? std::optional<std::string>{value} : std::nullopt;
    }

    /// Should libmilter not take it, the step is refused all the same, with libmilter's own text.
    void set_reply(const Reply& reply) override
    {
        std::string code{reply.code};
        std::string status{reply.status};
        std::string german{reply.german};
        std::string english{reply.english};
        smfi_setmlreply(context_, code.data(), status.data(), german.data(), english.data(), nullptr);
    }

private:
    SMFICTX* context_;
};

Session* session_of(SMFICTX* context) noexcept
{
    return static_cast<Session*>(smfi_getpriv(context));
}

/// A step with an answer. Without a session (its making failed) everything is deferred.
template <class Call>
sfsistat answer(SMFICTX* context, Call call) noexcept
{
    try {
        LibmilterProtocol protocol{context};
        Session* session = session_of(context);
        switch (session != nullptr ? call(*session, protocol) : Step::defer) {
        case Step::go_on:
            return SMFIS_CONTINUE;
        case Step::refuse:
            return SMFIS_REJECT;
        case Step::defer:
            return SMFIS_TEMPFAIL;
        }
    } catch (...) {
        if (Session* session = session_of(context))
            session->aborted();
    }
    return SMFIS_TEMPFAIL;
}

/// A step without an answer: whatever happens, SMFIS_NOREPLY.
template <class Call>
sfsistat note(SMFICTX* context, Call call) noexcept
{
    if (Session* session = session_of(context))
        call(*session);
    return SMFIS_NOREPLY;
}

std::string text_of(int family, const void* address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    return inet_ntop(family, address, text.data(), text.size()) != nullptr ? text.data() : "";
}

Peer peer_of(const sockaddr* address)
{
    if (address == nullptr)
        return {};

    if (address->sa_family == AF_INET) {
        const auto* in = reinterpret_cast<const sockaddr_in*>(address);
        return {.loopback = ntohl(in->sin_addr.s_addr) >> 24 == 127,
                .port = ntohs(in->sin_port),
                .address = text_of(AF_INET, &in->sin_addr)};
    }
    if (address->sa_family == AF_INET6) {
        const auto* in = reinterpret_cast<const sockaddr_in6*>(address);
        return {.loopback = IN6_IS_ADDR_LOOPBACK(&in->sin6_addr) != 0,
                .port = ntohs(in->sin6_port),
                .address = text_of(AF_INET6, &in->sin6_addr)};
    }
    return {};
}

/// Asks for the macros that the door decides by; this replaces Postfix's own lists, so nobody can forget one
/// there.
bool ask_for_macros(SMFICTX* context)
{
    struct Wish {
        int stage;
        std::string names;
    };
    std::array wishes{
        Wish{SMFIM_CONNECT, "{daemon_name} {client_addr}"},
        Wish{SMFIM_ENVFROM, "i {auth_authen} {mail_addr}"},
        Wish{SMFIM_ENVRCPT, "i {rcpt_addr} {rcpt_mailer}"},
        Wish{SMFIM_EOM, "i"},
    };
    for (auto& wish : wishes)
        if (smfi_setsymlist(context, wish.stage, wish.names.data()) != MI_SUCCESS)
            return false;
    return true;
}

sfsistat on_negotiate(SMFICTX* context, unsigned long actions, unsigned long steps, unsigned long /*unused*/,
                      unsigned long /*unused*/, unsigned long* wanted_actions, unsigned long* wanted_steps,
                      unsigned long* unused_first, unsigned long* unused_second) noexcept
{
    // A mail server that cannot do it (any but Postfix) gets no filter, and so, by default_action, no mail
    // through.
    try {
        if ((actions & SMFIF_SETSYMLIST) == 0 || (steps & protocol_steps) != protocol_steps ||
            !ask_for_macros(context))
            return SMFIS_REJECT;
    } catch (...) {
        return SMFIS_REJECT;
    }
    *wanted_actions = SMFIF_SETSYMLIST;
    *wanted_steps = protocol_steps;
    *unused_first = *unused_second = 0;
    return SMFIS_CONTINUE;
}

sfsistat on_connect(SMFICTX* context, char* /*host*/, sockaddr* address) noexcept
{
    try {
        const Service& service = *the_service.load();
        auto session =
            std::make_unique<Session>(service.door, service.logbook, std::to_string(++connections));
        if (smfi_setpriv(context, session.get()) == MI_SUCCESS)
            session.release(); // on_close gives it back
    } catch (...) {
        // No session: `answer` defers this step and every message of this connection.
    }
    return answer(context, [&](Session& session, Protocol& protocol) {
        return session.connected(protocol, peer_of(address));
    });
}

sfsistat on_mail(SMFICTX* context, char** arguments) noexcept
{
    return answer(context, [&](Session& session, Protocol& protocol) {
        const std::vector<const char*> all = [&] {
            std::vector<const char*> list;
            for (char** at = arguments; at != nullptr && *at != nullptr; ++at)
                list.push_back(*at);
            return list;
        }();
        return session.mail(protocol, all);
    });
}

sfsistat on_recipient(SMFICTX* context, char** arguments) noexcept
{
    return answer(context, [&](Session& session, Protocol& protocol) {
        return session.recipient(protocol, arguments != nullptr && *arguments != nullptr ? *arguments : "");
    });
}

sfsistat on_header(SMFICTX* context, char* name, char* value) noexcept
{
    return note(context, [&](Session& session) { session.header(name, value); });
}

sfsistat on_end_of_header(SMFICTX* context) noexcept
{
    return note(context, [](Session& session) { session.end_of_header(); });
}

sfsistat on_body(SMFICTX* context, unsigned char* bytes, std::size_t length) noexcept
{
    return note(context,
                [&](Session& session) { session.body({reinterpret_cast<const char*>(bytes), length}); });
}

sfsistat on_end_of_message(SMFICTX* context) noexcept
{
    return answer(context,
                  [](Session& session, Protocol& protocol) { return session.end_of_message(protocol); });
}

sfsistat on_abort(SMFICTX* context) noexcept
{
    if (Session* session = session_of(context))
        session->aborted();
    return SMFIS_CONTINUE;
}

sfsistat on_close(SMFICTX* context) noexcept
{
    const std::unique_ptr<Session> session{session_of(context)};
    smfi_setpriv(context, nullptr);
    return SMFIS_CONTINUE;
}

} // namespace

smfiDesc describe(const Service& service) noexcept
{
    the_service = &service;
    static char name[] = "pedell-milter";
    smfiDesc table{};
    table.xxfi_name = name;
    table.xxfi_version = SMFI_VERSION;
    table.xxfi_flags = SMFIF_SETSYMLIST;
    table.xxfi_connect = on_connect;
    table.xxfi_envfrom = on_mail;
    table.xxfi_envrcpt = on_recipient;
    table.xxfi_header = on_header;
    table.xxfi_eoh = on_end_of_header;
    table.xxfi_body = on_body;
    table.xxfi_eom = on_end_of_message;
    table.xxfi_abort = on_abort;
    table.xxfi_close = on_close;
    table.xxfi_negotiate = on_negotiate;
    return table;
}

} // namespace pedell::milter
