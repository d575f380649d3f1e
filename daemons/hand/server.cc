// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/server.h"

#include "base/handle.h"
#include "base/journal.h"
#include "base/unix_socket.h"
#include "daemons/hand/messages.h"

#include <array>
#include <chrono>
#include <poll.h>
#include <sys/socket.h>

namespace pedell::hand
{

using base::Errc;
using base::Result;

namespace
{

constexpr int idle_ms = 60'000;
constexpr std::chrono::seconds request_patience{5};
constexpr std::chrono::milliseconds stranger_patience{200};

void answer(int connection, const Result<Reply>& reply)
{
    const int fd = reply ? reply->fd.get() : -1;
    if (const auto sent = base::send_message(connection, to_json(reply), fd); !sent)
        base::log(messages::hand::reply_lost,
                  {{"REASON", sent.error().context}, {"ERRNO", std::to_string(sent.error().sys_errno)}});
}

/// Whether the caller is the one that may ask. Another one's request is taken and thrown away unread: with
/// bytes left in the socket, close(2) would reset the connection before our "no" is read.
const Caller* allowed_caller(int connection, std::span<const Caller> allowed)
{
    const auto peer = base::peer_of(connection);
    for (const auto& caller : allowed)
        if (peer && peer->uid == caller.uid)
            return &caller;

    base::log(messages::hand::caller_refused, {{"CALLER_UID", peer ? std::to_string(peer->uid) : "unknown"}});
    static_cast<void>(base::receive_message(connection, stranger_patience));
    answer(connection, base::fail(Errc::denied, "only pedelld may ask"));
    return nullptr;
}

void log_result(const Request& request, const Result<Reply>& reply)
{
    const std::string verb(verb_of(request));
    if (reply)
        base::log(messages::hand::request_done, {{"VERB", verb},
                                                 {"CHANGED", reply->changed ? "yes" : "no"},
                                                 {"COUNT", std::to_string(reply->count)}});
    else
        base::log(messages::hand::request_failed, {{"VERB", verb},
                                                   {"REASON", reply.error().context},
                                                   {"ERRNO", std::to_string(reply.error().sys_errno)}});
}

} // namespace

void serve_connection(int connection, std::span<const Caller> allowed, const Handler& handler)
{
    const auto* const caller = allowed_caller(connection, allowed);
    if (caller == nullptr)
        return;

    const auto message = base::receive_message(connection, request_patience);
    if (!message)
        return answer(connection, std::unexpected(message.error()));

    auto request = message->fd ? base::fail(Errc::malformed, "no verb takes a descriptor")
                               : parse_request(message->bytes);
    if (request && !caller->only.empty() && verb_of(*request) != caller->only)
        request = base::fail(Errc::denied, "this verb is not for this caller");
    if (!request) {
        base::log(messages::hand::request_refused, {{"REASON", request.error().context}});
        return answer(connection, std::unexpected(request.error()));
    }

    const auto reply = handler(*request);
    log_result(*request, reply);
    answer(connection, reply);
}

Result<> serve_until_idle(int listener, int signals, std::span<const Caller> allowed, const Handler& handler)
{
    for (;;) {
        std::array<pollfd, 2> waiting{{{listener, POLLIN, 0}, {signals, POLLIN, 0}}};
        const int ready = ::poll(waiting.data(), waiting.size(), idle_ms);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready < 0)
            return base::fail_errno("waiting for a request");
        if (ready == 0 || waiting[1].revents != 0)
            return {};

        const base::Fd connection(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
        if (!connection) {
            if (errno == EINTR || errno == ECONNABORTED || errno == EAGAIN)
                continue;
            return base::fail_errno("taking a connection");
        }
        serve_connection(connection.get(), allowed, handler);
    }
}

} // namespace pedell::hand
