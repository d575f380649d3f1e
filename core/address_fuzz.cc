// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a client types: no crash, and what is read as an address is one that no mailer can read
// differently.
#include "core/address.h"

#include <cstdint>
#include <cstdlib>

namespace
{

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto address = pedell::core::parse_plain_address(text);
    if (!address)
        return 0;

    const auto whole = address->local + "@" + address->domain;
    require(whole.size() == size && size <= 254 && address->local.size() <= 64);
    require(whole.find_first_of("%!\"\\[]<>()@:;, \t\r\n", 0) == address->local.size());
    require(whole.back() != '.' && whole.find("..") == std::string::npos);
    for (const char c : whole)
        require(c > 0x20 && c < 0x7f && !(c >= 'A' && c <= 'Z'));
    require(pedell::core::parse_plain_address(whole) == address);
    return 0;
}
