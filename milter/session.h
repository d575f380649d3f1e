// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/verdict.h"
#include "milter/door.h"
#include "milter/message.h"
#include "milter/replies.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pedell::milter
{

/// The part of the milter protocol that a session needs. Behind it is libmilter, or a test.
class Protocol
{
public:
    virtual ~Protocol() = default;

    /// The value of a macro ("{rcpt_addr}"). Absent: Postfix did not send it.
    [[nodiscard]] virtual std::optional<std::string> macro(const char* name) const = 0;
    /// Sets the text for the refusal that follows.
    virtual void set_reply(const Reply& reply) = 0;
};

/// One line for the log: what became of a step. No address, no name.
struct Entry {
    std::string queue_id; ///< empty until Postfix has opened its queue file (first recipient)
    std::string connection;
    const Ruling& ruling;
};

/// Where the verdicts are logged: once a refused or deferred step, once at the end of an accepted message.
class Logbook
{
public:
    virtual ~Logbook() = default;
    virtual void decided(const Entry& entry) = 0;
};

/// What is answered to a step that waits for an answer.
enum class Step : std::uint8_t { go_on, refuse, defer };

/// Where a connection comes from, as far as entrance and channel depend on it.
struct Peer {
    bool loopback = false;
    std::uint16_t port = 0;   ///< 0: no TCP connection at all, mail by cleanup(8)
    std::string address = {}; ///< numeric; empty: not known
};

/// One connection of Postfix to the door; its messages come one after the other.
///
/// Postfix does not wait for an answer to header, end of header and body (SMFIP_NR_*), and libmilter
/// throws away what is answered there all the same. So these methods return nothing and let nothing out: what
/// goes wrong in them is kept in the message and told at its end.
///
/// Mail by the system must not be refused before its end (MILTER_README: the simulated RCPT TO), so for it
/// every verdict is kept. Threads: one at a time, not always the same.
class Session
{
public:
    Session(const MailDoor& door, Logbook& logbook, std::string connection)
        : door_(door), logbook_(logbook), connection_(std::move(connection))
    {
    }

    [[nodiscard]] Step connected(Protocol& protocol, Peer peer);

    [[nodiscard]] Step mail(Protocol& protocol, std::span<const char* const> arguments);
    [[nodiscard]] Step recipient(Protocol& protocol, std::string_view argument);

    void header(std::string_view name, std::string_view value) noexcept;
    void end_of_header() noexcept;
    void body(std::string_view bytes) noexcept;

    [[nodiscard]] Step end_of_message(Protocol& protocol);

    /// RSET, a lost connection, or a message that Postfix itself gave up.
    void aborted() noexcept
    {
        message_.reset();
    }

private:
    template <class Add>
    void note(const Add& add) noexcept;
    [[nodiscard]] Entrance entrance(const Protocol& protocol) const;
    [[nodiscard]] Step tell(Protocol& protocol, const Ruling& ruling);

    const MailDoor& door_;
    Logbook& logbook_;
    std::string connection_;
    std::optional<Peer> peer_;
    std::optional<Message> message_; ///< from an accepted MAIL FROM to the end of the message
};

} // namespace pedell::milter
