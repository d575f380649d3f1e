// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/verdict.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace pedell::core
{
namespace
{

constexpr auto last_reason = Reason::content_refused;

template <class Check>
void for_every_refusal(const Check& check)
{
    for (int i = 1; i <= static_cast<int>(last_reason); ++i) {
        const auto reason = static_cast<Reason>(i);
        SCOPED_TRACE(name_of(reason));
        check(reason);
    }
}

TEST(Verdict, PassesWithoutAReasonAndRefusesWithOne)
{
    EXPECT_TRUE(pass().passed());
    EXPECT_EQ(pass().reason, Reason::none);
    EXPECT_EQ(text_de(Reason::none), "");
    EXPECT_EQ(text_en(Reason::none), "");
    for_every_refusal([](Reason reason) {
        EXPECT_FALSE(refuse(reason).passed());
        EXPECT_EQ(refuse(reason).reason, reason);
    });
}

TEST(Verdict, HasANameOfItsOwnForEveryReason)
{
    std::set<std::string_view> names{name_of(Reason::none)};
    for_every_refusal([&names](Reason reason) { EXPECT_TRUE(names.insert(name_of(reason)).second); });

    EXPECT_EQ(name_of(Reason::outside_forbidden), "outside_forbidden");
}

TEST(Verdict, SpeaksTextsThatSmtpAndLibmilterCanCarry)
{
    for_every_refusal([](Reason reason) {
        EXPECT_LE(text_de(reason).size() + text_en(reason).size(), 400U);
        for (const auto text : {text_de(reason), text_en(reason)}) {
            EXPECT_FALSE(text.empty());
            EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~' && c != '%'; }));
        }
    });
}

TEST(Verdict, SaysWhatToDoInstead)
{
    for_every_refusal([](Reason reason) {
        EXPECT_TRUE(text_de(reason).contains("Bitte"));
        EXPECT_TRUE(text_en(reason).contains("Please"));
    });
}

} // namespace
} // namespace pedell::core
