// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/scan_door.h"

#include "daemons/scand/persons.h"
#include "scan/packets.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/epoll.h>

namespace pedell::scand
{
namespace
{

constexpr std::size_t most_clients = 512;
constexpr std::chrono::seconds question_time{5}; ///< who connects has its question ready

} // namespace

core::PersonId person_of(int connection, core::PersonId otherwise)
{
    const auto peer = base::peer_of(connection);
    const auto person = peer ? person_behind(peer->uid) : core::PersonId{};
    return person.value != 0 ? person : otherwise;
}

base::Result<> check_descriptor(int fd)
{
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0)
        return base::fail_errno("look at a descriptor");
    if ((flags & O_PATH) != 0 || (flags & O_ACCMODE) == O_WRONLY)
        return base::fail(base::Errc::unavailable, "a descriptor that cannot be read");

    const auto identity = identity_of(fd);
    return identity ? base::Result<>{} : std::unexpected(identity.error());
}

ScanDoor::ScanDoor(const Loop& loop, Desk& desk, base::Fd listener)
    : loop_(loop), desk_(desk),
      acceptor_(loop, std::move(listener), most_clients, [this](base::Fd fd) { welcome(std::move(fd)); })
{
}

base::Result<> ScanDoor::open()
{
    return acceptor_.open();
}

void ScanDoor::welcome(base::Fd connection)
{
    const Id id = ++last_;
    auto& client = clients_[id];
    client.connection = std::move(connection);
    auto ready = loop_.watch(client.connection.get(), EPOLLIN,
                             [this, id](std::uint32_t events) { on_ready(id, events); });
    auto overdue = loop_.after(question_time, [this, id] { end(id); });
    if (!ready || !overdue) {
        end(id);
        return;
    }
    client.ready = std::move(*ready);
    client.overdue = std::move(*overdue);
}

void ScanDoor::on_ready(Id id, std::uint32_t events)
{
    const auto& client = clients_.at(id);
    if (!client.packets.empty() && (events & EPOLLOUT) != 0)
        send(id);
    else if (client.ticket)
        end(id); // gone, or says something although it has asked
    else
        ask(id);
}

void ScanDoor::ask(Id id)
{
    auto& client = clients_.at(id);
    auto message = base::receive_message(client.connection.get(), std::chrono::milliseconds::zero());
    if (!message && message.error().code == base::Errc::unavailable)
        return;

    client.overdue.reset();
    client.ticket = 0;
    if (!message && message.error().code == base::Errc::not_found) {
        end(id);
        return;
    }
    const auto question = message ? scan::read_question(message->bytes)
                                  : base::Result<scan::Question>(std::unexpected(message.error()));
    // Without a descriptor: there was none, or none was left to take it (EMFILE).
    if (!question || !message->fd || !check_descriptor(message->fd.get())) {
        answer(id, {});
        return;
    }
    Request request{.question = *question,
                    .fd = std::move(message->fd),
                    .remembered = false,
                    .reply = [this, id](const scan::Answer& said) { answer(id, said); }};
    request.question.person = person_of(client.connection.get(), question->person);
    const auto ticket = desk_.ask(std::move(request));
    // It may have been answered and be gone by now.
    if (const auto still = clients_.find(id); still != clients_.end())
        still->second.ticket = ticket;
}

void ScanDoor::answer(Id id, const scan::Answer& answer)
{
    auto& client = clients_.at(id);
    auto packets = scan::packets_of(scan::to_wire(answer));
    if (!packets)
        packets = scan::packets_of(scan::to_wire(scan::Answer{answer.verdict, std::nullopt}));
    if (packets)
        client.packets = std::move(*packets);
    send(id);
}

void ScanDoor::send(Id id)
{
    auto& client = clients_.at(id);
    while (!client.packets.empty()) {
        const auto sent = base::send_message(client.connection.get(), client.packets.front());
        if (!sent && (sent.error().sys_errno == EAGAIN || sent.error().sys_errno == EWOULDBLOCK)) {
            if (client.overdue) // waits for room already
                return;
            client.ready.reset();
            auto ready = loop_.watch(client.connection.get(), EPOLLIN | EPOLLOUT,
                                     [this, id](std::uint32_t events) { on_ready(id, events); });
            auto overdue = loop_.after(question_time, [this, id] { end(id); });
            if (!ready || !overdue)
                break;
            client.ready = std::move(*ready);
            client.overdue = std::move(*overdue);
            return;
        }
        if (!sent)
            break;
        client.packets.pop_front();
    }
    end(id);
}

void ScanDoor::end(Id id)
{
    const auto client = clients_.find(id);
    if (client == clients_.end())
        return;

    if (client->second.ticket)
        desk_.forget(*client->second.ticket);
    clients_.erase(client);
    acceptor_.left();
}

} // namespace pedell::scand
