// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/gate/server.h"

#include "base/journal.h"
#include "base/service.h"
#include "base/unix_socket.h"
#include "daemons/gate/doors.h"
#include "daemons/gate/messages.h"
#include "daemons/gate/mount.h"

#include <array>
#include <chrono>
#include <format>
#include <poll.h>
#include <sys/socket.h>

namespace pedell::gate
{
namespace
{

using base::Result;

/// Who connects is smbd and has its question ready.
constexpr std::chrono::milliseconds question_time{200};
constexpr int alive_ms = 1000; ///< shorter than half of the unit's WatchdogSec=

class Server
{
public:
    Server(Wires wires, Gate& gate) : wires_(std::move(wires)), gate_(gate) {}

    Result<> run();

private:
    [[nodiscard]] Answer decide(const Reading& reading);
    void serve_connection();
    [[nodiscard]] std::string answer(base::Message message);
    [[nodiscard]] std::string take_doors(base::Fd device);

    Wires wires_;
    Gate& gate_;
    std::unique_ptr<Doors> doors_;
};

Answer Server::decide(const Reading& reading)
{
    Answer answer{.rule = reading.rule, .file_bytes = 0};
    if (reading.rule == Rule::allowed)
        answer = gate_.decide(reading.question,
                              std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    if (answer.rule != Rule::allowed) {
        const bool undecided = answer.rule == Rule::cannot_decide;
        base::log(undecided ? messages::gate::undecided : messages::gate::denied,
                  {{"RULE", std::string(name_of(answer.rule))},
                   {"SERVICE", std::string(core::name_of(reading.question.service))}});
    }
    return answer;
}

std::string Server::take_doors(base::Fd device)
{
    auto doors = Doors::open(
        std::move(device), [this](const Reading& reading) { return decide(reading).rule == Rule::allowed; });
    if (!doors) {
        base::log(messages::gate::cannot_serve,
                  {{"REASON", doors.error().context}, {"ERRNO", std::to_string(doors.error().sys_errno)}});
        return "no";
    }
    doors_ = std::move(*doors);
    return "yes";
}

std::string Server::answer(base::Message message)
{
    if (message.fd)
        return message.bytes == doors_message ? take_doors(std::move(message.fd)) : "no";

    const Answer answer = decide(read_session(message.bytes));
    return answer.rule == Rule::allowed ? std::format("yes {}", answer.file_bytes) : "no";
}

void Server::serve_connection()
{
    const base::Fd connection(::accept4(wires_.listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    const auto peer =
        connection ? base::peer_of(connection.get()) : base::fail(base::Errc::not_found, "no connection");
    if (!peer || peer->uid != 0)
        return;

    auto message = base::receive_message(connection.get(), question_time);
    if (!message)
        return;

    // Who is gone before its answer has refused the session by then.
    const auto sent = base::send_message(connection.get(), answer(std::move(*message)));
    static_cast<void>(sent);
}

Result<> Server::run()
{
    for (;;) {
        base::say_alive();
        std::array<pollfd, 3> waiting{pollfd{wires_.signals.get(), POLLIN, 0},
                                      pollfd{wires_.listener.get(), POLLIN, 0},
                                      pollfd{doors_ ? doors_->descriptor() : -1, POLLIN, 0}};
        const int ready = ::poll(waiting.data(), waiting.size(), alive_ms);
        if (ready < 0 && errno != EINTR)
            return base::fail_errno("wait for questions");
        if (ready <= 0)
            continue;

        if (waiting[0].revents != 0)
            return {};
        if (waiting[2].revents != 0)
            if (auto served = doors_->serve(); !served)
                return served;
        if (waiting[1].revents != 0)
            serve_connection();
    }
}

} // namespace

Result<> serve(Wires wires, Gate& gate)
{
    return Server(std::move(wires), gate).run();
}

} // namespace pedell::gate
