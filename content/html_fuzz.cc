// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/fuzz_look.h"

// Pages and drawings: the first byte chooses.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 0)
        pedell::content::fuzz_look(data + 1, size - 1, data[0] % 2 == 0 ? "a.html" : "a.svg");
    return 0;
}
