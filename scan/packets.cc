// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/packets.h"

#include "base/unix_socket.h"

namespace pedell::scan
{

using base::Errc;
using base::Result;

namespace
{

constexpr char more = '+';
constexpr char last = '.';

} // namespace

Result<std::deque<std::string>> packets_of(std::string_view text)
{
    if (text.size() > max_text_bytes)
        return base::fail(Errc::over_limit, "text of " + std::to_string(text.size()) + " bytes");

    std::deque<std::string> packets;
    do {
        const auto piece = text.substr(0, packet_bytes - 1);
        text.remove_prefix(piece.size());
        packets.emplace_back(1, text.empty() ? last : more).append(piece);
    } while (!text.empty());
    return packets;
}

Result<> send_text(int socket, std::string_view text)
{
    const auto packets = packets_of(text);
    if (!packets)
        return std::unexpected(packets.error());

    for (const auto& packet : *packets)
        if (auto sent = base::send_message(socket, packet); !sent)
            return sent;
    return {};
}

Result<std::optional<std::string>> TextReader::take(std::string_view packet)
{
    if (packet.empty() || (packet.front() != more && packet.front() != last))
        return base::fail(Errc::malformed, "a packet that is none");
    if (text_.size() + packet.size() - 1 > max_text_bytes)
        return base::fail(Errc::malformed, "more packets than a text may have");

    text_ += packet.substr(1);
    if (packet.front() == more)
        return std::nullopt;
    return std::exchange(text_, {});
}

Result<std::string> receive_text(int socket, std::chrono::milliseconds limit)
{
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + limit;
    TextReader reader;
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        const auto message = base::receive_message(socket, std::max(left, std::chrono::milliseconds::zero()));
        if (!message)
            return std::unexpected(message.error());

        auto text = reader.take(message->bytes);
        if (!text)
            return std::unexpected(text.error());
        if (*text)
            return std::move(**text);
    }
}

} // namespace pedell::scan
