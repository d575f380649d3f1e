// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/fuzz_look.h"

// Archives of any kind, by their bytes; also under the name of a packed tar.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    pedell::content::fuzz_look(data, size, "a.tar.gz");
    return 0;
}
