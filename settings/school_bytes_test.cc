// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/school_bytes.h"

#include <gtest/gtest.h>

namespace pedell::settings
{
namespace
{

using namespace std::string_view_literals;

TEST(SchoolBytes, WhatWindowsMakesOfTheFileIsTheSameText)
{
    const std::string expected = "[school]\nname = \"Käthe-Kollwitz-Schule\"\n";
    for (const std::string_view saved : {
             "[school]\nname = \"Käthe-Kollwitz-Schule\"\n"sv,
             "[school]\r\nname = \"Käthe-Kollwitz-Schule\"\r\n"sv,
             "\xEF\xBB\xBF[school]\r\nname = \"Käthe-Kollwitz-Schule\"\r\n"sv,
             "\xEF\xBB\xBF[school]\nname = \"Käthe-Kollwitz-Schule\"\n"sv,
         }) {
        EXPECT_EQ(school_text_from(saved, "school.toml"), expected);
    }
}

TEST(SchoolBytes, WhatIsNoUtf8IsNamed)
{
    const struct {
        const char* label;
        std::string_view bytes;
        std::string_view says;
        std::size_t line;
        std::size_t column;
    } cases[] = {
        {"UTF-16, little end first", "\xFF\xFE[\0s\0"sv, "UTF-16", 1, 1},
        {"UTF-16, big end first", "\xFE\xFF\0[\0s"sv, "UTF-16", 1, 1},
        {"UTF-16 without a mark", "[\0s\0"sv, "NUL", 1, 1},
        {"ANSI", "[school]\r\nname = \"K\xE4the\"\r\n"sv, "ANSI", 2, 10},
        {"half a character at the end", "a\xC3"sv, "UTF-8", 1, 2},
        {"too long a form", "\xC0\xAF"sv, "UTF-8", 1, 1},
        {"a surrogate", "\xED\xA0\x80"sv, "UTF-8", 1, 1},
        {"a column counts characters, not bytes", "ä\xFF"sv, "UTF-8", 1, 2},
        {"WordPad", "{\\rtf1\\ansi"sv, "word processor", 1, 1},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(one.label);
        const auto text = school_text_from(one.bytes, "school.toml");
        ASSERT_FALSE(text);
        EXPECT_TRUE(text.error().message.contains(one.says)) << text.error().message;
        EXPECT_EQ(text.error().line, one.line);
        EXPECT_EQ(text.error().column, one.column);
    }
    EXPECT_FALSE(school_text_from(std::string(max_school_bytes + 1, '#'), "school.toml"));
}

TEST(SchoolBytes, ACarriageReturnAloneIsLeftForTheParserToRefuse)
{
    EXPECT_EQ(school_text_from("a\rb\r", "school.toml"), "a\rb\r");
}

TEST(SchoolBytes, NothingFilledInIsNoFault)
{
    EXPECT_TRUE(is_blank_school(""));
    EXPECT_TRUE(is_blank_school("# a comment\n\n[school]\n#name = \"x\"\n  # more"));
    EXPECT_FALSE(is_blank_school("[school]\nname = \"x\"\n"));
    EXPECT_FALSE(is_blank_school("domain = \"a.de\""));
}

} // namespace
} // namespace pedell::settings
