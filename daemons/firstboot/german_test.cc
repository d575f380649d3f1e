// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/firstboot/state.h"
#include "settings/keys.h"
#include "settings/school_bytes.h"

#include <format>
#include <gtest/gtest.h>

namespace pedell::firstboot
{
namespace
{

std::string german(const std::string& message)
{
    return in_german({"school.toml", 1, 1, message});
}

TEST(German, EveryKeySaysWhatItExpects)
{
    for (const settings::Key& key : settings::keys()) {
        SCOPED_TRACE(key.expected);
        const std::string text = german(std::format("a.b = \"x\": expected {}", key.expected));
        EXPECT_TRUE(text.starts_with("a.b = \"x\": erwartet: ")) << text;
    }
}

/// Whatever is wrong with a file: no English word for "expected" is left in its German sentence.
TEST(German, EveryFaultOfTheSettingsIsTold)
{
    for (const char* file : {
             "[school]\n",
             "[school]\ndomain = \"X\"\n",
             "[school]\ndomain = \"w.de\"\nfarbe = 1\n",
             "[schule]\n",
             "x = 1\n",
             "school = 1\n",
             "[school]\ndomain = \"w.de\"\n[limits]\nkoch = 1\n",
             "[school]\ndomain = \"w.de\"\n[limits]\npupil = 1\n",
             "limits = 1\n",
             "[school]\ndomain = \"w.de\"\n[network]\nnetbios = \"SERVER\"\n",
             "[school]\ndomain = \"w.de\"\n[network]\naddress = \"192.168.1.2/24\"\n",
             "[school]\ndomain = \"w.de\"\n[administrator]\ngiven = \"A\"\n",
             "[school]\ndomain = \"w.de\"\n[shares]\nhome = \"a\"\nclasses = \"a\"\n",
             "[school]\ndomain = \"w.de\"\n[shares]\ndrive_home = \"X\"\ndrive_classes = \"X\"\n",
         }) {
        SCOPED_TRACE(file);
        const auto school = settings::parse_school(file, "school.toml");
        ASSERT_FALSE(school);
        for (const settings::Fault& fault : school.error()) {
            EXPECT_FALSE(in_german(fault).contains("expected")) << in_german(fault);
            EXPECT_NE(in_german(fault), fault.message);
        }
    }
}

TEST(German, FilesThatAreNoTextAreTold)
{
    for (const std::string_view bytes : {std::string_view("\xFF\xFE[\0", 4), std::string_view("a\0", 2),
                                         std::string_view("\xE4"), std::string_view("{\\rtf1")}) {
        const auto text = settings::school_text_from(bytes, "school.toml");
        ASSERT_FALSE(text);
        EXPECT_FALSE(in_german(text.error()).contains("expected")) << in_german(text.error());
    }
}

TEST(German, FixedKeysAreTold)
{
    core::School first;
    first.domain = first.realm = first.netbios = first.host = "a";
    core::School now = first;
    now.domain = now.realm = now.netbios = now.host = "b";

    const auto faults = settings::changed_fixed_keys(first, now);

    ASSERT_EQ(faults.size(), 4U);
    for (const settings::Fault& fault : faults) {
        EXPECT_TRUE(in_german(fault).contains("seit der ersten Einrichtung fest")) << in_german(fault);
        EXPECT_TRUE(in_german(fault).ends_with("erwartet: \"a\"")) << in_german(fault);
    }
}

} // namespace
} // namespace pedell::firstboot
