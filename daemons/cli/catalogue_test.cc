// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/catalogue.h"
#include "daemons/cli/text.h"

#include <cstdint>
#include <gtest/gtest.h>

namespace pedell::cli
{
namespace
{

std::string number(std::uint32_t value)
{
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

/// Header and one text: "yes" -> "ja".
std::string catalogue()
{
    const std::string header = "Language: de\n";
    std::string bytes =
        number(0x950412de) + number(0) + number(2) + number(28) + number(44) + number(0) + number(0);
    const std::uint32_t texts = 60;
    bytes += number(0) + number(texts) + number(3) + number(texts + 1);
    bytes += number(static_cast<std::uint32_t>(header.size())) + number(texts + 5) + number(2) +
             number(texts + 6 + static_cast<std::uint32_t>(header.size()));
    return bytes + '\0' + "yes" + '\0' + header + '\0' + "ja" + '\0';
}

TEST(Catalogue, FindsTranslations)
{
    const auto found = Catalogue::parse(catalogue());

    ASSERT_TRUE(found);
    EXPECT_STREQ(found->find("yes"), "ja");
    EXPECT_EQ(found->find("no"), nullptr);
    EXPECT_EQ(found->find(""), nullptr);
}

TEST(Catalogue, TakesNoHalfFile)
{
    const std::string whole = catalogue();
    for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
        SCOPED_TRACE(size);
        EXPECT_FALSE(Catalogue::parse(whole.substr(0, size)));
    }
    EXPECT_FALSE(Catalogue::parse("\xde\x12\x04\x95" + std::string(64, '\xff')));
}

TEST(Text, IsGermanWhereNothingElseIsSaid)
{
    EXPECT_TRUE(wants_german(nullptr, nullptr, nullptr, ""));
    EXPECT_TRUE(wants_german("", "", "de_DE.UTF-8", "en_GB.UTF-8"));
    EXPECT_TRUE(wants_german(nullptr, "de_AT", "en_GB.UTF-8", ""));
    EXPECT_FALSE(wants_german("C.UTF-8", nullptr, "de_DE.UTF-8", "de_DE.UTF-8"));
    EXPECT_FALSE(wants_german(nullptr, nullptr, "en_GB.UTF-8", ""));
    EXPECT_FALSE(wants_german(nullptr, "", nullptr, "en_GB.UTF-8"))
        << "the school's own, where nobody says more";
}

} // namespace
} // namespace pedell::cli
