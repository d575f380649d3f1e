// SPDX-License-Identifier: GPL-3.0-or-later
//
// Any header block: what the reader is certain of are plain addresses in bounded number; reading it twice
// gives the same; and a From field that was read stays read when it stands alone.
#include "milter/header_block_for_tests.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace std::string_view_literals;

namespace
{

bool is_plain(std::string_view address)
{
    return std::ranges::count(address, '@') == 1 && !address.starts_with('@') && !address.ends_with('@') &&
           std::ranges::all_of(address, [](char c) {
               return c > ' ' && c < 0x7f && !(c >= 'A' && c <= 'Z') && !"()<>[]:;,\\\""sv.contains(c);
           });
}

void require(bool condition)
{
    if (!condition)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view block{reinterpret_cast<const char*>(data), size};
    const auto identity = pedell::milter::testing::read_header_block(block);
    require(std::ranges::all_of(identity.from, is_plain) && std::ranges::all_of(identity.sender, is_plain));
    require(identity.from.size() <= identity.from_fields * pedell::milter::max_mailboxes);
    require(identity.unreadable || identity.from.size() >= identity.from_fields);

    if (const auto read = pedell::milter::read_mailboxes(block)) {
        require(!read->empty() && std::ranges::all_of(*read, is_plain));
        for (const auto& address : *read) {
            const auto again = pedell::milter::read_mailboxes(address);
            require(again && again->size() == 1 && again->front() == address);
        }
    }
    return 0;
}
