// SPDX-License-Identifier: GPL-3.0-or-later
#include "hand/protocol.h"

#include "base/unix_socket.h"

namespace pedell::hand
{

using base::Errc;
using base::Result;

namespace
{

/// Erasing a large home is the longest job.
constexpr std::chrono::seconds patience{60};

/// The hand being away is never an answer about the thing asked for: the caller tries again later.
std::unexpected<base::Error> away(const base::Error& error)
{
    return base::fail(Errc::unavailable,
                      "pedell-hand does not answer (systemctl status pedell-hand.socket): " + error.context,
                      error.sys_errno);
}

} // namespace

Result<Reply> Client::ask(const Request& request) const
{
    const auto socket = base::connect_seqpacket(socket_);
    if (!socket)
        return away(socket.error());

    if (const auto sent = base::send_message(socket->get(), to_json(request)); !sent)
        return away(sent.error());

    auto message = base::receive_message(socket->get(), patience);
    if (!message)
        return away(message.error());

    auto reply = parse_reply(message->bytes);
    if (!reply)
        return reply;

    reply->fd = std::move(message->fd);
    if (std::holds_alternative<LdapDescriptor>(request) && !reply->fd)
        return base::fail(Errc::malformed, "pedell-hand's reply carries no descriptor");
    return reply;
}

} // namespace pedell::hand
