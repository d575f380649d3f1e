// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a client makes Samba write: no crash, and what counts stays within its bounds.
#include "daemons/watch/samba_event.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto event = pedell::watch::parse_event(text);
    if (event && (event->person.empty() || event->person.size() > 64 || event->person.ends_with('$') ||
                  event->address.is_loopback()))
        std::abort();
    return 0;
}
