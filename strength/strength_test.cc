// SPDX-License-Identifier: GPL-3.0-or-later
#include "strength/strength.h"

#include <gtest/gtest.h>
#include <string>

namespace pedell::strength
{
namespace
{

TEST(Strength, TellsWalksAndWordsFromChance)
{
    for (const char* weak : {"", "Abcd1234!", "Aa1!aaaa", "Password1!", "12345Aa!", "Qwerty12!"}) {
        SCOPED_TRACE(weak);
        EXPECT_LT(bits_of(weak), 28.0);
    }
    for (const char* strong : {"x9$Lm2Qv", "Bafo-Remi-4821", "Wald+Wiese.2026", "Äöüß7!Äöü"}) {
        SCOPED_TRACE(strong);
        EXPECT_GT(bits_of(strong), 40.0);
    }
}

TEST(Strength, TakesAnyLengthAndAnyBytes)
{
    std::string all;
    for (int round = 0; round < 8; ++round)
        for (int byte = 255; byte > 0; --byte)
            all += static_cast<char>(byte);

    EXPECT_GT(bits_of(all), 100.0);
    EXPECT_EQ(bits_of(std::string("\0Xk7!pQz2", 9)), 0.0);
}

} // namespace
} // namespace pedell::strength
