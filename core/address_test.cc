// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/address.h"

#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

TEST(Address, ReadsPlainAddressesInLowerCase)
{
    struct Row {
        const char* text;
        const char* local;
        const char* domain;
    };
    for (const auto& row :
         {Row{"anna.mueller@waldschule.test", "anna.mueller", "waldschule.test"},
          Row{"Anna.Mueller@WALDSCHULE.Test", "anna.mueller", "waldschule.test"}, Row{"a@b", "a", "b"},
          Row{"a+b_c'd@x-1.test", "a+b_c'd", "x-1.test"},
          Row{"a#$&*-/=?^`{|}~@xn--mller-kva.test", "a#$&*-/=?^`{|}~", "xn--mller-kva.test"},
          Row{"a@3com.test", "a", "3com.test"}}) {
        SCOPED_TRACE(row.text);
        EXPECT_EQ(parse_plain_address(row.text), (Address{row.local, row.domain}));
    }
}

TEST(Address, RefusesEverythingThatCouldRouteElsewhere)
{
    using namespace std::string_view_literals;
    for (const auto text : {""sv,
                            "anna"sv,
                            "@"sv,
                            "@b.test"sv,
                            "a@"sv,
                            "a@@b.test"sv,
                            "a@b@c.test"sv,
                            "<a@b.test>"sv,
                            "anna%evil.org@waldschule.test"sv,
                            "evil.org!anna@waldschule.test"sv,
                            "@x.test,@y.test:a@b.test"sv,
                            "@x.test:a@b.test"sv,
                            "\"a b\"@b.test"sv,
                            "\"a\"@b.test"sv,
                            "a@[127.0.0.1]"sv,
                            "a@[IPv6:::1]"sv,
                            "a@127.0.0.1"sv,
                            "a@1"sv,
                            "a@b.test."sv,
                            "a@b..test"sv,
                            "a@.b.test"sv,
                            "a..b@b.test"sv,
                            ".a@b.test"sv,
                            "a.@b.test"sv,
                            "a b@b.test"sv,
                            " a@b.test"sv,
                            "a@b.test "sv,
                            "a@b.test\r\n"sv,
                            "a\0b@b.test"sv,
                            "a@b.test\0"sv,
                            "m\xc3\xbcller@b.test"sv,
                            "a@m\xc3\xbcller.test"sv,
                            "a@-b.test"sv,
                            "a@b-.test"sv,
                            "a@b_c.test"sv,
                            "a@b.test(x)"sv,
                            "a\\@b.test"sv,
                            "a,b@c.test"sv,
                            "a;b@c.test"sv,
                            "a:b@c.test"sv}) {
        SCOPED_TRACE(text);
        EXPECT_EQ(parse_plain_address(text), std::nullopt);
    }
}

TEST(Address, KeepsTheLengthsOfTheStandard)
{
    const std::string label(63, 'd');
    const auto domain = label + "." + label + "." + label;

    EXPECT_TRUE(parse_plain_address(std::string(64, 'a') + "@b.test"));
    EXPECT_FALSE(parse_plain_address(std::string(65, 'a') + "@b.test"));
    EXPECT_TRUE(parse_plain_address("a@" + label + ".test"));
    EXPECT_FALSE(parse_plain_address("a@d" + label + ".test"));
    EXPECT_TRUE(parse_plain_address(std::string(62, 'a') + "@" + domain)); // 254
    EXPECT_FALSE(parse_plain_address(std::string(63, 'a') + "@" + domain));
}

} // namespace
} // namespace pedell::core
