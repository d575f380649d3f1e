// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/findings.h"

#include <gtest/gtest.h>
#include <set>
#include <string>

namespace pedell::core
{
namespace
{

template <class T>
void names_lead_back(T last, std::optional<T> (*from)(std::string_view) noexcept)
{
    std::set<std::string_view> seen;
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        const auto value = static_cast<T>(i);
        const auto name = name_of(value);
        SCOPED_TRACE(i);
        EXPECT_FALSE(name.empty());
        EXPECT_TRUE(seen.insert(name).second) << name;
        EXPECT_EQ(from(name), value) << name;
    }
    EXPECT_TRUE(name_of(static_cast<T>(static_cast<int>(last) + 1)).empty());
    EXPECT_EQ(from("nothing"), std::nullopt);
    EXPECT_EQ(from(""), std::nullopt);
}

TEST(Findings, EveryKindAndTraitHasANameThatLeadsBack)
{
    names_lead_back(Kind::data, kind_from);
    names_lead_back(Trait::link_scheme, trait_from);
}

} // namespace
} // namespace pedell::core
