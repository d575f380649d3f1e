// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/release.h"

#include <format>
#include <gmock/gmock.h>

namespace pedell::update
{
namespace
{

using testing::HasSubstr;

std::string line(const std::string& name, char digit = 'a')
{
    return std::string(64, digit) + "  " + name + "\n";
}

std::string lines_of(const std::string& version)
{
    return line("pedell_" + version + ".root", 'a') + line("pedell_" + version + ".efi", 'b');
}

TEST(Version, IsNumbersAndDots)
{
    for (const char* const right : {"0.1", "0.1.0.7", "10.20.30", "1.2.3.4.5.6", "0.123456789"})
        EXPECT_TRUE(is_version(right)) << right;
    for (const char* const wrong : {"", "1", "1.", ".1", "1..2", "01.2", "1.2a", "1.2-3", "1.2+3",
                                    "1.2.3.4.5.6.7", "1.1234567890", "../1.2", "1.2/3", " 1.2", "1.2\n"})
        EXPECT_FALSE(is_version(wrong)) << wrong;
}

TEST(Version, IsComparedByNumbers)
{
    EXPECT_TRUE(compare_versions("0.1.0.9", "0.1.0.10") < 0);
    EXPECT_TRUE(compare_versions("0.2", "0.1.99") > 0);
    EXPECT_TRUE(compare_versions("0.1", "0.1.0") == 0);
    EXPECT_TRUE(compare_versions("0.1", "0.1.0.1") < 0);
    EXPECT_TRUE(compare_versions("1.2.3", "1.2.3") == 0);
}

TEST(Releases, AreThoseWithSlotAndKernel)
{
    const auto releases =
        releases_in(lines_of("0.1.0.10") + lines_of("0.1.0.9") + line("pedell-0.1.0.10.qcow2") +
                    line("pedell_0.1.0.11.root") + line("pedell_evil.root") + line("other_1.2.efi"));
    ASSERT_TRUE(releases) << releases.error().context;
    ASSERT_EQ(releases->size(), 2U);
    EXPECT_EQ(releases->at(0).version, "0.1.0.9");
    EXPECT_EQ(releases->at(1).version, "0.1.0.10");
    EXPECT_EQ(releases->at(1).root.name, "pedell_0.1.0.10.root");
    EXPECT_EQ(releases->at(1).uki.sha256, std::string(64, 'b'));
}

TEST(Releases, AreReadFromWindowsAndInBinaryModeToo)
{
    std::string sums = lines_of("0.2");
    sums.replace(sums.find('\n'), 1, "\r\n\r\n");
    sums.replace(65, 1, "*");
    EXPECT_TRUE(releases_in(sums));
}

TEST(Releases, OfAnotherProductAreNone)
{
    const auto releases = releases_in(line("other_1.2.root") + line("other_1.2.efi"));
    ASSERT_FALSE(releases);
    EXPECT_EQ(releases.error().code, base::Errc::conflict);
    EXPECT_FALSE(releases_in(""));
}

TEST(Releases, AreNoneInADamagedList)
{
    for (const std::string& wrong :
         {lines_of("0.2") + "x", lines_of("0.2") + std::string(64, 'A') + "  pedell_0.3.efi\n",
          std::string(63, 'a') + "  pedell_0.2.root\n", std::string(64, 'a') + " pedell_0.2.root\n",
          std::string(64, 'a') + "  \n", lines_of("0.2") + lines_of("0.2")}) {
        const auto releases = releases_in(wrong);
        ASSERT_FALSE(releases) << wrong;
        EXPECT_EQ(releases.error().code, base::Errc::malformed);
    }
}

class Choice : public testing::Test
{
protected:
    std::vector<Release> there = releases_in(lines_of("0.1.0.5") + lines_of("0.1.0.7")).value();
    std::map<std::string, std::string> failed;

    std::string choose(std::string_view running, const Wish& wish = {})
    {
        const auto chosen = choose_release(there, running, failed, wish);
        if (!chosen)
            return name_of(chosen.error().code);
        return *chosen ? (*chosen)->version : "runs already";
    }
};

TEST_F(Choice, IsTheNewest)
{
    EXPECT_EQ(choose("0.1.0.6"), "0.1.0.7");
    EXPECT_EQ(choose("0.1.0.7"), "runs already");
    EXPECT_EQ(choose("0.1.0.6", {.version = "0.1.0.7"}), "0.1.0.7");
    EXPECT_EQ(choose("0.1.0.6", {.version = "0.1.0.6"}), "not_found");
}

TEST_F(Choice, IsNeverOlderUnlessToldSo)
{
    EXPECT_EQ(choose("0.1.0.8"), "conflict");
    EXPECT_EQ(choose("0.1.0.8", {.downgrade = true}), "0.1.0.7");
    EXPECT_EQ(choose("0.1.0.6", {.version = "0.1.0.5"}), "conflict");
    EXPECT_EQ(choose("0.1.0.6", {.version = "0.1.0.5", .downgrade = true}), "0.1.0.5");
}

TEST_F(Choice, IsNotWhatFailedHereUnlessToldSo)
{
    failed = {{"0.1.0.7", "IMAPS antwortet nicht"}};
    EXPECT_EQ(choose("0.1.0.6"), "conflict");
    EXPECT_EQ(choose("0.1.0.6", {.again = true}), "0.1.0.7");
    EXPECT_THAT(choose_release(there, "0.1.0.6", failed, {}).error().context, HasSubstr("IMAPS"));
}

} // namespace
} // namespace pedell::update
