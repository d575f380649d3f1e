// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/session.h"

#include "core/names.h"

#include <algorithm>
#include <utility>

namespace pedell::milter
{
namespace
{

Ruling out_of_order(const char* what)
{
    return {base::fail(base::Errc::unavailable, what), "protocol"};
}

} // namespace

/// By the name that master.cf gives each listener (milter_macro_daemon_name). Mail by sendmail(1) has no
/// listener: cleanup(8) makes up a connection from a loopback address with port 0, which no TCP client can
/// have.
Entrance Session::entrance(const Protocol& protocol) const
{
    const auto listener = protocol.macro("{daemon_name}");
    if (listener == "submission" || listener == "submissions")
        return Entrance::submission;
    if (listener == "smtp")
        return Entrance::outside;

    const bool made_up = peer_ && peer_->loopback && peer_->port == 0;
    return made_up ? Entrance::local : Entrance::unknown;
}

Step Session::connected(Protocol& protocol, Peer peer)
{
    peer_ = std::move(peer);
    if (peer_->loopback && peer_->port == 0) // mail by the system: told at its end
        return Step::go_on;

    const Ruling ruling = door_.connection();
    return ruling.passed() ? Step::go_on : tell(protocol, ruling);
}

Step Session::mail(Protocol& protocol, std::span<const char* const> arguments)
{
    message_.reset();
    if (arguments.empty())
        return tell(protocol, out_of_order("MAIL came without an address"));

    Envelope envelope{
        .entrance = entrance(protocol),
        .argument = arguments.front(),
        .resolved = protocol.macro("{mail_addr}"),
        .login = core::lower(protocol.macro("{auth_authen}").value_or("")),
        .client = peer_ ? peer_->address : "",
        .announced_bytes = 0,
    };
    for (const char* argument : arguments.subspan(1))
        envelope.announced_bytes = std::max(envelope.announced_bytes, announced_size(argument));

    Message message{std::move(envelope), door_.spool()};
    auto ruling = door_.envelope(message);
    if (!ruling.passed()) {
        if (message.envelope().entrance != Entrance::local)
            return tell(protocol, ruling);
        message.keep(std::move(ruling));
    }

    message_ = std::move(message);
    return Step::go_on;
}

Step Session::recipient(Protocol& protocol, std::string_view argument)
{
    if (!message_)
        return tell(protocol, out_of_order("RCPT came without MAIL"));

    const EnvelopeRecipient recipient{
        .argument = std::string{argument},
        .resolved = protocol.macro("{rcpt_addr}"),
        .mailer = protocol.macro("{rcpt_mailer}"),
    };
    auto ruling = door_.recipient(*message_, recipient);
    if (ruling.passed())
        return Step::go_on;

    if (message_->envelope().entrance != Entrance::local)
        return tell(protocol, ruling);

    message_->keep(std::move(ruling));
    return Step::go_on;
}

template <class Add>
void Session::note(const Add& add) noexcept
{
    if (!message_)
        return;

    try {
        add(*message_);
    } catch (...) {
        message_->keep({std::unexpected(base::Error{base::Errc::unavailable, {}}), "memory"});
    }
}

void Session::header(std::string_view name, std::string_view value) noexcept
{
    note([&](Message& message) { message.add_header(name, value); });
}

void Session::end_of_header() noexcept
{
    note([](Message& message) { message.end_header(); });
}

void Session::body(std::string_view bytes) noexcept
{
    note([&](Message& message) { message.add_body(bytes); });
}

Step Session::end_of_message(Protocol& protocol)
{
    auto message = std::move(message_);
    message_.reset();
    if (!message)
        return tell(protocol, out_of_order("the end of a message came without MAIL"));

    return tell(protocol, door_.end(*message));
}

Step Session::tell(Protocol& protocol, const Ruling& ruling)
{
    logbook_.decided({protocol.macro("i").value_or(""), connection_, ruling});
    if (ruling.passed())
        return Step::go_on;

    const Reply reply = ruling.content  ? reply_to(*ruling.content)
                        : ruling.answer ? reply_to(ruling.answer->reason, ruling.request)
                                        : reply_to_error();
    protocol.set_reply(reply);
    return reply.permanent() ? Step::refuse : Step::defer;
}

} // namespace pedell::milter
