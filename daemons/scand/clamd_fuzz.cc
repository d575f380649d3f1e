// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/clamd_line.h"
#include "daemons/scand/clamd_words.h"
#include "daemons/scand/places.h"

#include <cstdlib>

/// Any bytes: no crash; a path is one of the school's or none; never more bytes out of a stream than went in.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace pedell::scand;
    constexpr std::size_t most = 1024;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::string input(text);
    while (const auto command = take_command(input)) {
        if (const auto place = place_of(command->path); place && place->below.find("..") == 0)
            std::abort();
        if (input.size() > max_command_bytes)
            break;
    }
    std::size_t bytes = 0;
    ChunkReader chunks;
    static_cast<void>(chunks.take(text, most, [&](std::string_view piece) { bytes += piece.size(); }));
    if (bytes > size || bytes > most)
        std::abort();
    static_cast<void>(read_signature(text));
    return 0;
}
