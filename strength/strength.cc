// SPDX-License-Identifier: GPL-3.0-or-later
#include "strength/strength.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <zxcvbn.h>

namespace pedell::strength
{

double bits_of(std::string_view password)
{
    // The library takes a C string and looks no closer than at the first hundred characters. No heap: the
    // copy of a password has to be wiped.
    std::array<char, 512> text{};
    std::ranges::copy(password.substr(0, text.size() - 1), text.begin());
    const double bits = ::ZxcvbnMatch(text.data(), nullptr, nullptr);
    ::explicit_bzero(text.data(), text.size());
    return bits;
}

} // namespace pedell::strength
