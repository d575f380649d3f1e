// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/clamd_words.h"

#include <array>
#include <format>
#include <utility>

namespace pedell::scand
{
namespace
{

using Verb = Command::Verb;

Verb verb_from(std::string_view word)
{
    static constexpr std::array<std::pair<std::string_view, Verb>, 5> verbs{{{"PING", Verb::ping},
                                                                             {"VERSION", Verb::version},
                                                                             {"SCAN", Verb::scan},
                                                                             {"INSTREAM", Verb::instream},
                                                                             {"FILDES", Verb::fildes}}};
    for (const auto& [name, verb] : verbs)
        if (word == name)
            return verb;
    return Verb::unknown;
}

} // namespace

std::optional<Command> take_command(std::string& input)
{
    if (input.empty())
        return std::nullopt;

    const bool framed = input.front() == 'z' || input.front() == 'n';
    Command command;
    command.end = input.front() == 'z' ? '\0' : '\n';
    const auto end = input.find(command.end);
    if (end == std::string::npos)
        return input.size() > max_command_bytes ? std::optional(command) : std::nullopt;

    const auto line = std::string_view(input).substr(framed ? 1 : 0, end - (framed ? 1 : 0));
    const auto blank = line.find(' ');
    const auto verb = verb_from(line.substr(0, blank));
    const auto argument = blank == std::string_view::npos ? std::string_view{} : line.substr(blank + 1);
    if (end <= max_command_bytes && argument.empty() != (verb == Verb::scan)) {
        command.verb = verb;
        command.path = argument;
    }
    input.erase(0, end + 1);
    return command;
}

std::string reply_to(std::string_view path, const core::ContentVerdict& verdict)
{
    if (verdict.passed())
        return std::format("{}: OK", path);
    if (verdict.decision == core::Decision::defer)
        return std::format("{}: could not be checked ERROR", path);
    if (verdict.rule == core::ContentRule::signature)
        return std::format("{}: {} FOUND", path, verdict.detail);
    return std::format("{}: pedell.{} FOUND", path, core::name_of(verdict.rule));
}

void ChunkReader::take_length(char byte, std::size_t most) noexcept
{
    constexpr unsigned bytes_of_length = 4;
    length_ = (length_ << 8U) | static_cast<unsigned char>(byte);
    if (++length_bytes_ < bytes_of_length)
        return;

    length_bytes_ = 0;
    left_ = std::exchange(length_, 0);
    total_ += left_;
    if (total_ > most)
        state_ = State::too_large;
    else if (left_ == 0)
        state_ = State::ended;
}

} // namespace pedell::scand
