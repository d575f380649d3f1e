// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/fuzz_look.h"

#include <array>
#include <string>

// The first byte chooses what the file calls itself; the document follows.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const std::array<std::string, 8> names{"a.docx", "a.odt", "a.epub", "a.pdf",
                                                  "a.doc",  "a.rtf", "a.csv",  "a.xml"};
    if (size > 0)
        pedell::content::fuzz_look(data + 1, size - 1, names[data[0] % names.size()]);
    return 0;
}
