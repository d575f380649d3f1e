// SPDX-License-Identifier: GPL-3.0-or-later
#include "hand/protocol.h"

#include <cstdlib>

/// Any bytes: no crash; what is accepted survives being written and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto request = pedell::hand::parse_request(text)) {
        const auto written = pedell::hand::to_json(*request);
        const auto again = pedell::hand::parse_request(written);
        if (!again || pedell::hand::to_json(*again) != written)
            std::abort();
    }
    static_cast<void>(pedell::hand::parse_reply(text));
    return 0;
}
