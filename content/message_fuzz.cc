// SPDX-License-Identifier: GPL-3.0-or-later
// Any message: no crash, no endless time, and a second look finds what the first did.
#include "content/magic.h"
#include "content/walk.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace
{

using namespace pedell;

core::Findings look(content::Magic& magic, std::string_view bytes)
{
    content::Bounds bounds;
    bounds.unpacked = std::uint64_t{8} << 20;
    bounds.member = std::uint64_t{4} << 20;
    bounds.parts = 200;
    content::Walk walk{bounds, magic};
    content::Piece piece;
    piece.path = "m";
    piece.bytes = bytes;
    walk.look_at_message(piece);
    return std::move(walk).take();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static auto magic = content::Magic::open();
    if (!magic)
        std::abort();
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto findings = look(*magic, bytes);
    if (findings.complete && findings.parts.empty())
        std::abort();
    // Two looks at the same bytes find the same: nothing is remembered from one message to the next.
    if (findings.complete && !(look(*magic, bytes) == findings))
        std::abort();
    return 0;
}
