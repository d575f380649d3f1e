// SPDX-License-Identifier: GPL-3.0-or-later
// Any text: no crash; a host that is found is lower case and holds nothing that could end it.
#include "content/url.h"

#include "content/links.h"
#include "content/magic.h"

#include <cstdint>
#include <cstdlib>

namespace
{

using namespace pedell;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static auto magic = content::Magic::open();
    if (!magic)
        std::abort();
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto url = content::read_url(text);
    if (url.disguise.empty())
        require(url.host.find_first_of("/\\@?#% \t\r\n") == std::string::npos);

    content::Walk walk{{}, *magic};
    content::Piece piece;
    piece.bytes = text;
    content::look_at_link(walk, piece, text, text);
    content::look_into_text(walk, piece);
    const auto findings = std::move(walk).take();
    for (const auto& one : findings.list)
        if (one.trait == core::Trait::link)
            for (const char c : one.detail)
                require(!(c >= 'A' && c <= 'Z') && c != '/' && c != ' ');
    return 0;
}
