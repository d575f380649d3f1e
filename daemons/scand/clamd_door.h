// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/scand/acceptor.h"
#include "daemons/scand/clamd_words.h"
#include "daemons/scand/desk.h"
#include "daemons/scand/persons.h"
#include "daemons/scand/places.h"
#include "hand/protocol.h"

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace pedell::scand
{

/// clamd's protocol for Samba's virusfilter: one command a connection. SCAN opens the file itself and judges
/// it as its owner's, at the drive, in the area where it lies. What comes without a place (INSTREAM, FILDES)
/// is judged as if a guest laid it where a class reads: the strictest there is.
class ClamdDoor
{
public:
    using Refused = std::function<void(hand::Quarantine refused)>;

    /// `root`: /srv/pedell, open. `refused` hears of each file on the drives that was refused.
    ClamdDoor(const Loop& loop, Desk& desk, Persons& persons, base::Fd root, base::Fd listener,
              Refused refused = {});
    ClamdDoor(const ClamdDoor&) = delete;
    ClamdDoor& operator=(const ClamdDoor&) = delete;

    [[nodiscard]] base::Result<> open();

private:
    struct Client {
        base::Fd connection;
        Loop::Watch ready;
        Loop::Watch overdue;
        std::string input;
        std::string output;             ///< of the answer, that is not sent yet
        std::optional<Command> command; ///< while its bytes or descriptor are still to come
        base::Fd stream;                ///< what has come of INSTREAM
        base::Fd handed;                ///< for FILDES
        ChunkReader chunks;
        std::optional<Desk::Ticket> ticket;
    };
    using Id = std::uint64_t;

    void welcome(base::Fd connection);
    void on_ready(Id id, std::uint32_t events);
    [[nodiscard]] bool receive(Client& client) const;
    void obey(Id id);
    void take_stream(Id id);
    void scan(Id id, const std::string& path);
    void put(Id id, Request request, const std::string& path, hand::Quarantine file = {});
    void reply(Id id, const std::string& line);
    void send(Id id);
    void end(Id id);
    /// `file`: which file it is, to be told where it is refused.
    [[nodiscard]] base::Result<Request> request_for(const std::string& path, hand::Quarantine& file);

    const Loop& loop_;
    Desk& desk_;
    Persons& persons_;
    base::Fd root_;
    Refused refused_;
    Acceptor acceptor_;
    Id last_ = 0;
    std::map<Id, Client> clients_;
};

} // namespace pedell::scand
