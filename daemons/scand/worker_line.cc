// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/worker_line.h"

#include "base/unix_socket.h"
#include "scan/findings_text.h"

#include <algorithm>
#include <sys/socket.h>
#include <sys/un.h>

namespace pedell::scand
{

using base::Errc;
using base::Result;

Result<base::Fd> connect_at_once(const std::filesystem::path& socket, int type)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto& name = socket.native();
    if (name.empty() || name.size() >= sizeof address.sun_path)
        return base::fail(Errc::unavailable, "socket path too long or empty: " + name);

    std::ranges::copy(name, address.sun_path);
    base::Fd connection(::socket(AF_UNIX, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!connection)
        return base::fail_errno("make a socket");
    if (::connect(connection.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return base::fail_errno("connect to " + name);
    return connection;
}

Result<WorkerLine> WorkerLine::begin(const std::filesystem::path& socket, const Job& job, int fd)
{
    auto connection = connect_at_once(socket, SOCK_SEQPACKET);
    if (!connection)
        return std::unexpected(connection.error());
    if (const auto sent = base::send_message(connection->get(), to_wire(job), fd); !sent)
        return std::unexpected(sent.error());
    return WorkerLine(std::move(*connection));
}

std::optional<Outcome> WorkerLine::take()
{
    for (;;) {
        const auto message = base::receive_message(connection_.get(), std::chrono::milliseconds::zero());
        if (!message && message.error().code == Errc::unavailable)
            return std::nullopt;
        if (!message && message.error().code == Errc::not_found)
            return Outcome{.ending = taken_ ? Ending::killed : Ending::lost};
        if (!message)
            return Outcome{.ending = Ending::fault};
        if (auto ended = take(message->bytes))
            return ended;
    }
}

std::optional<Outcome> WorkerLine::take(std::string_view message)
{
    if (message == word_unreadable)
        return Outcome{.ending = Ending::unreadable};
    if (!taken_ && message == word_taken) {
        taken_ = true;
        return std::nullopt;
    }
    if (taken_ && message == word_late)
        return Outcome{.ending = Ending::late};

    // Whatever else comes is findings, or a worker that was taken over.
    const auto text = taken_ ? text_.take(message) : base::fail(Errc::malformed, "no findings yet");
    if (!text)
        return Outcome{.ending = Ending::fault};
    if (!*text)
        return std::nullopt;

    auto findings = scan::read_findings(**text);
    if (!findings)
        return Outcome{.ending = Ending::fault};
    return Outcome{.ending = Ending::findings, .findings = std::move(*findings)};
}

} // namespace pedell::scand
