// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever comes by the socket: no crash, and what is understood stays within its bounds.
#include "daemons/watch/question.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto question = pedell::watch::parse_question(text);
    if (!question)
        return 0;

    if (const auto* ask = std::get_if<pedell::watch::Ask>(&*question))
        if (ask->login.empty() || ask->login.size() >= size ||
            ask->login.find_first_of(" \n\"\\@") != std::string::npos)
            std::abort();
    return 0;
}
