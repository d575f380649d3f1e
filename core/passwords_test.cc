// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/passwords.h"

#include <gtest/gtest.h>
#include <random>
#include <set>
#include <stdexcept>
#include <vector>

namespace pedell::core
{
namespace
{

constexpr auto last_fault = PasswordFault::no_special;

std::vector<std::uint8_t> bytes_of(std::uint32_t seed)
{
    std::mt19937 dice{seed};
    std::vector<std::uint8_t> bytes(32);
    for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>(dice());
    return bytes;
}

TEST(Passwords, LackWhatTheTermsOfUseDemand)
{
    struct Row {
        const char* password;
        PasswordFault fault;
    };
    for (const auto& row :
         {Row{"", PasswordFault::too_short}, Row{"Aa1!aaa", PasswordFault::too_short},
          Row{"Aa1!aaaa", PasswordFault::none}, Row{"aa1!aaaa", PasswordFault::no_upper},
          Row{"AA1!AAAA", PasswordFault::no_lower}, Row{"Aaa!aaaa", PasswordFault::no_digit},
          Row{"Aa1aaaaa", PasswordFault::no_special}, Row{"12345678", PasswordFault::no_upper},
          Row{"Äa1!aaaa", PasswordFault::none}, Row{"Aß1!AAAA", PasswordFault::none},
          Row{"Aa1€aaaa", PasswordFault::none}, Row{"Aa1 aaaa", PasswordFault::none},
          Row{"Aa1жaaaa", PasswordFault::no_special}, Row{"Aa1\taaaa", PasswordFault::no_special},
          Row{"Aa1\x80 aaa", PasswordFault::none},
          Row{"Aa1\x80"
              "aaaa",
              PasswordFault::no_special},
          Row{"Ää1!ää", PasswordFault::too_short}, Row{"Ää1!ääää", PasswordFault::none}}) {
        SCOPED_TRACE(row.password);
        EXPECT_EQ(static_cast<int>(check_password(row.password)), static_cast<int>(row.fault));
    }
}

TEST(Passwords, TellEveryFaultInBothLanguages)
{
    std::set<std::string_view> texts;
    for (int i = 1; i <= static_cast<int>(last_fault); ++i) {
        const auto fault = static_cast<PasswordFault>(i);
        EXPECT_TRUE(texts.insert(text_de(fault)).second);
        EXPECT_TRUE(texts.insert(text_en(fault)).second);
    }

    EXPECT_FALSE(texts.contains(""));
    EXPECT_EQ(text_de(PasswordFault::none), "");
    EXPECT_EQ(text_en(PasswordFault::none), "");
}

TEST(Passwords, ForOneTimeKeepTheRulesAndCanBeCopied)
{
    std::set<std::string> seen;
    for (std::uint32_t seed = 0; seed < 2000; ++seed) {
        const auto password = one_time_password(bytes_of(seed));

        SCOPED_TRACE(password);
        EXPECT_EQ(password.size(), 14U);
        EXPECT_EQ(check_password(password), PasswordFault::none);
        EXPECT_EQ(password.find_first_of("0O1lI"), std::string::npos);
        EXPECT_EQ(password[4], '-');
        EXPECT_EQ(password[9], '-');
        EXPECT_TRUE(seen.insert(password).second);
    }
}

TEST(Passwords, ForOneTimeKeepTheRulesAtTheEndsOfChance)
{
    for (const auto byte : {std::uint8_t{0}, std::uint8_t{255}}) {
        const std::vector<std::uint8_t> same(32, byte);
        EXPECT_EQ(check_password(one_time_password(same)), PasswordFault::none);
    }
}

TEST(Passwords, AreNotMadeFromTooLittleChance)
{
    EXPECT_THROW((void)one_time_password(std::vector<std::uint8_t>(31)), std::invalid_argument);
}

} // namespace
} // namespace pedell::core
