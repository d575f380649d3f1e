// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/clamd_line.h"

#include "base/unix_socket.h"
#include "daemons/scand/worker_line.h"
#include "scan/findings_text.h"
#include "scan/protocol.h"

#include <array>
#include <cerrno>
#include <sys/socket.h>

namespace pedell::scand
{
namespace
{

constexpr std::size_t most_reply_bytes = 4096;
constexpr std::string_view command{"zFILDES\0", 8};

} // namespace

Signature read_signature(std::string_view reply)
{
    static constexpr std::string_view found_word = " FOUND";
    const auto colon = reply.find(": ");
    if (colon == std::string_view::npos)
        return {};

    auto said = reply.substr(colon + 2);
    if (said == "OK")
        return {.word = Signature::Word::clean, .name = {}};
    if (!said.ends_with(found_word))
        return {};

    said.remove_suffix(found_word.size());
    return {.word = Signature::Word::found, .name = scan::as_field(said, scan::max_detail_bytes)};
}

base::Result<ClamdLine> ClamdLine::begin(const std::filesystem::path& socket, int fd)
{
    auto connection = connect_at_once(socket, SOCK_STREAM);
    if (!connection)
        return std::unexpected(connection.error());

    // The descriptor comes beside one byte of its own, behind the command.
    const auto sent = ::send(connection->get(), command.data(), command.size(), MSG_NOSIGNAL);
    if (sent != static_cast<ssize_t>(command.size()))
        return base::fail(base::Errc::unavailable, "clamd does not take a command", errno);
    if (const auto handed = base::send_message(connection->get(), std::string_view("\0", 1), fd); !handed)
        return std::unexpected(handed.error());
    return ClamdLine(std::move(*connection));
}

std::optional<Signature> ClamdLine::take()
{
    std::array<char, most_reply_bytes> bytes{};
    for (;;) {
        const auto got = ::recv(connection_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return std::nullopt;
        if (got <= 0)
            return Signature{}; // gone without an answer

        reply_.append(bytes.data(), static_cast<std::size_t>(got));
        if (const auto end = reply_.find('\0'); end != std::string::npos)
            return read_signature(std::string_view(reply_).substr(0, end));
        if (reply_.size() > most_reply_bytes)
            return Signature{};
    }
}

} // namespace pedell::scand
