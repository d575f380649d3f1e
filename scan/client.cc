// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/unix_socket.h"
#include "scan/packets.h"
#include "scan/protocol.h"

namespace pedell::scan
{

using base::Errc;
using base::Result;

namespace
{

/// Nothing that goes wrong here says anything about the bytes: the door defers.
std::unexpected<base::Error> away(const base::Error& error)
{
    return base::fail(Errc::unavailable,
                      "pedell-scand does not answer (systemctl status pedell-scand): " + error.context,
                      error.sys_errno);
}

Result<Answer> put(const std::filesystem::path& socket, int fd, const Question& question,
                   std::chrono::milliseconds limit)
{
    const auto connected = base::connect_seqpacket(socket);
    if (!connected)
        return away(connected.error());

    if (const auto sent = base::send_message(connected->get(), to_wire(question), fd); !sent)
        return away(sent.error());

    const auto text = receive_text(connected->get(), limit);
    if (!text)
        return away(text.error());

    auto answer = read_answer(*text);
    if (!answer)
        return away(answer.error());
    return answer;
}

} // namespace

Result<core::ContentVerdict> ask(const std::filesystem::path& socket, int fd, const Question& question,
                                 std::chrono::milliseconds limit)
{
    auto answer = put(socket, fd, question, limit);
    if (!answer)
        return std::unexpected(answer.error());
    return std::move(answer->verdict);
}

Result<Answer> explain(const std::filesystem::path& socket, int fd, Question question,
                       std::chrono::milliseconds limit)
{
    question.findings = true;
    return put(socket, fd, question, limit);
}

} // namespace pedell::scan
