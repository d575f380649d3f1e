// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

/// Texts longer than one message of a SOCK_SEQPACKET socket, as several packets: each begins with "+" (more
/// follows) or "." (the last).
namespace pedell::scan
{

inline constexpr std::size_t packet_bytes = 32'768;
inline constexpr std::size_t max_text_bytes = std::size_t{2} << 20;

/// The packets of a text, for whoever must not wait while sending. Errors: over_limit above max_text_bytes.
[[nodiscard]] base::Result<std::deque<std::string>> packets_of(std::string_view text);

/// Sends all of them. Errors: over_limit, and unavailable when the peer does not take it.
[[nodiscard]] base::Result<> send_text(int socket, std::string_view text);

/// Puts packets together as they come.
class TextReader
{
public:
    /// The whole text with its last packet, nothing before it. Errors: malformed (an unknown first byte, more
    /// than max_text_bytes).
    [[nodiscard]] base::Result<std::optional<std::string>> take(std::string_view packet);

private:
    std::string text_;
};

/// Waits at most `limit` for all of it. Errors: as base::receive_message, and malformed.
[[nodiscard]] base::Result<std::string> receive_text(int socket, std::chrono::milliseconds limit);

} // namespace pedell::scan
