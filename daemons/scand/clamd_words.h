// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/judge.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// clamd's protocol (clamd(8)) as far as Samba's virusfilter and tools speak it: commands "zNAME ARGUMENT\0",
/// "nNAME ARGUMENT\n" or "NAME ARGUMENT\n"; an answer ends as its command did. One command a connection.
/// Pure.
namespace pedell::scand
{

struct Command {
    enum class Verb : std::uint8_t { ping, version, scan, instream, fildes, unknown };
    Verb verb = Verb::unknown;
    std::string path; ///< of SCAN
    char end = '\n';  ///< with which the answer ends
    bool operator==(const Command&) const = default;
};

inline constexpr std::size_t max_command_bytes = 8192;

/// Takes one command off what came; absent: its end is not there yet. More than max_command_bytes without an
/// end is Verb::unknown.
[[nodiscard]] std::optional<Command> take_command(std::string& input);

/// "PATH: OK", "PATH: pedell.RULE FOUND" (with clamd's name of what it found: "PATH: Eicar-Test FOUND"),
/// "PATH: ... ERROR" where it could not be judged. virusfilter takes the last word.
[[nodiscard]] std::string reply_to(std::string_view path, const core::ContentVerdict& verdict);

/// Takes the chunks of INSTREAM apart: length (4 bytes, big-endian) and bytes; a length of 0 ends it.
class ChunkReader
{
public:
    enum class State : std::uint8_t { more, ended, too_large };

    /// Takes what came, and gives the bytes of the chunks to `sink(std::string_view)`.
    template <class Sink>
    State take(std::string_view input, std::size_t most, const Sink& sink)
    {
        while (!input.empty() && state_ == State::more) {
            if (left_ == 0) {
                take_length(input.front(), most);
                input.remove_prefix(1);
                continue;
            }
            const auto bytes = input.substr(0, left_);
            sink(bytes);
            left_ -= bytes.size();
            input.remove_prefix(bytes.size());
        }
        return state_;
    }

private:
    void take_length(char byte, std::size_t most) noexcept;

    State state_ = State::more;
    unsigned length_bytes_ = 0;
    std::size_t length_ = 0;
    std::size_t left_ = 0;
    std::size_t total_ = 0;
};

} // namespace pedell::scand
