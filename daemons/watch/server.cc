// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/watch/server.h"

#include "base/service.h"
#include "base/unix_socket.h"
#include "daemons/watch/question.h"

#include <algorithm>
#include <array>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <vector>

namespace pedell::watch
{
namespace
{

using base::Errc;
using base::Result;

/// More than Dovecot's auth-workers (60), fewer than our descriptors.
constexpr std::size_t most_connections = 256;
/// Longer than a bind to Active Directory may take (5 s to connect, 5 s to answer).
constexpr std::chrono::seconds longest_talk{30};
constexpr std::chrono::milliseconds at_once{0};

struct Connection {
    base::Fd fd;
    Conversation talk;
    core::Instant until;
};

class Server
{
public:
    Server(Wires wires, Watch& watch) : wires_(std::move(wires)), watch_(watch), events_(wires_.events) {}

    Result<> run();

private:
    void take_connection(core::Instant now);
    bool serve(Connection& connection, core::Instant now);
    void serve_connections(const std::vector<pollfd>& waiting, std::size_t first, core::Instant now);
    void read_events(core::Instant now);
    [[nodiscard]] std::vector<pollfd> whom_to_wait_for() const;

    Wires wires_;
    Watch& watch_;
    EventFile events_;
    base::Fd changes_;
    std::vector<Connection> connections_;
};

void Server::take_connection(core::Instant now)
{
    base::Fd fd(::accept4(wires_.listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    const auto peer = fd ? base::peer_of(fd.get()) : base::fail(Errc::not_found, "no connection");
    if (!peer || connections_.size() >= most_connections || !base::send_message(fd.get(), wires_.key))
        return;

    connections_.push_back({std::move(fd), {.root = peer->uid == 0, .asked = {}}, now + longest_talk});
}

/// False: the connection is done.
bool Server::serve(Connection& connection, core::Instant now)
{
    const auto message = base::receive_message(connection.fd.get(), at_once);
    const auto question = message ? parse_question(message->bytes) : std::nullopt;
    const auto answer = question ? watch_.answer(connection.talk, *question, now) : std::nullopt;
    return answer && (answer->empty() || base::send_message(connection.fd.get(), *answer));
}

void Server::serve_connections(const std::vector<pollfd>& waiting, std::size_t first, core::Instant now)
{
    for (std::size_t i = connections_.size(); i-- > 0;) {
        Connection& connection = connections_[i];
        const bool asks = waiting[first + i].revents != 0;
        if (asks ? serve(connection, now) : now < connection.until)
            continue;

        watch_.end(connection.talk, now);
        connections_.erase(connections_.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

void Server::read_events(core::Instant now)
{
    // What changed does not matter: the file is looked at as a whole.
    std::array<char, 8192> room;
    while (::read(changes_.get(), room.data(), room.size()) > 0) {
    }
    for (const std::string& line : events_.read_lines())
        if (const auto wrong = parse_event(line))
            watch_.note(*wrong, now);
}

std::vector<pollfd> Server::whom_to_wait_for() const
{
    std::vector<pollfd> waiting{{wires_.signals.get(), POLLIN, 0},
                                {wires_.wall, POLLIN, 0},
                                {changes_.get(), POLLIN, 0},
                                {wires_.listener.get(), POLLIN, 0}};
    for (const Connection& connection : connections_)
        waiting.push_back({connection.fd.get(), POLLIN, 0});
    return waiting;
}

Result<> Server::run()
{
    changes_.reset(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    const auto folder = wires_.events.parent_path();
    if (!changes_ ||
        ::inotify_add_watch(changes_.get(), folder.c_str(), IN_MODIFY | IN_CREATE | IN_MOVED_TO) < 0)
        return base::fail_errno("watch " + folder.string() + ", run systemd-tmpfiles --create");

    const auto alive_every = base::alive_interval();
    for (;;) {
        if (alive_every)
            base::say_alive();
        auto waiting = whom_to_wait_for();
        const int idle = alive_every ? static_cast<int>(alive_every->count()) : -1;
        const int ready = ::poll(waiting.data(), waiting.size(), connections_.empty() ? idle : 1000);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready < 0)
            return base::fail_errno("wait for questions");
        if (waiting[0].revents != 0)
            return {};
        if (waiting[1].revents != 0)
            return base::fail(Errc::unavailable, "the process that holds the wall has ended");

        const auto now = std::chrono::steady_clock::now();
        serve_connections(waiting, 4, now);
        if (waiting[2].revents != 0)
            read_events(now);
        if (waiting[3].revents != 0)
            take_connection(now);
    }
}

} // namespace

Result<> serve(Wires wires, Watch& watch)
{
    return Server(std::move(wires), watch).run();
}

} // namespace pedell::watch
