// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/unix_socket.h"
#include "daemons/scand/acceptor.h"
#include "daemons/scand/desk.h"

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>

namespace pedell::scand
{

/// Our own question (scan/protocol.h): one a connection, of the milter, Dovecot's plug-in, `pedell scan`.
///
/// Whoever may connect may ask about anything that he has open: what he says of himself decides on nothing
/// but the answer that he gets himself. A person's own process (Dovecot's imap) is counted as that person,
/// whatever it says.
class ScanDoor
{
public:
    ScanDoor(const Loop& loop, Desk& desk, base::Fd listener);
    ScanDoor(const ScanDoor&) = delete;
    ScanDoor& operator=(const ScanDoor&) = delete;

    [[nodiscard]] base::Result<> open();

private:
    struct Client {
        base::Fd connection;
        Loop::Watch ready;
        Loop::Watch overdue;
        std::optional<Desk::Ticket> ticket; ///< has asked
        std::deque<std::string> packets;    ///< of the answer, that are not sent yet
    };
    using Id = std::uint64_t;

    void welcome(base::Fd connection);
    void on_ready(Id id, std::uint32_t events);
    void ask(Id id);
    void answer(Id id, const scan::Answer& answer);
    void send(Id id);
    void end(Id id);

    const Loop& loop_;
    Desk& desk_;
    Acceptor acceptor_;
    Id last_ = 0;
    std::map<Id, Client> clients_;
};

/// Whose turn a question takes: Dovecot's and Samba's processes run as the person whom they serve
/// (SO_PEERCRED), so nobody waits in another's place; `otherwise` where the asker is no person.
[[nodiscard]] core::PersonId person_of(int connection, core::PersonId otherwise);

/// Regular and open for reading: what may be handed to a worker. Errors: unavailable.
[[nodiscard]] base::Result<> check_descriptor(int fd);

} // namespace pedell::scand
