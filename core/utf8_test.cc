// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/utf8.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace pedell::core
{
namespace
{

constexpr char32_t bad = 0xFFFFFFFF;

std::vector<char32_t> all_of(std::string_view text)
{
    std::vector<char32_t> points;
    while (!text.empty())
        points.push_back(take_code_point(text).value_or(bad));
    return points;
}

TEST(Utf8, ReadsTheFirstAndLastOfEachLength)
{
    using namespace std::string_view_literals;
    struct Row {
        std::string_view bytes;
        char32_t point;
    };
    for (const auto& row :
         {Row{"\0"sv, 0}, Row{"\x7f", 0x7F}, Row{"\xc2\x80", 0x80}, Row{"\xdf\xbf", 0x7FF},
          Row{"\xe0\xa0\x80", 0x800}, Row{"\xed\x9f\xbf", 0xD7FF}, Row{"\xee\x80\x80", 0xE000},
          Row{"\xef\xbf\xbf", 0xFFFF}, Row{"\xf0\x90\x80\x80", 0x10000}, Row{"\xf4\x8f\xbf\xbf", 0x10FFFF}}) {
        SCOPED_TRACE(static_cast<std::uint32_t>(row.point));
        EXPECT_EQ(all_of(row.bytes), std::vector<char32_t>{row.point});
    }
}

TEST(Utf8, TakesOneByteOfWhatIsMalformed)
{
    struct Row {
        const char* label;
        std::string_view bytes;
        std::vector<char32_t> points;
    };
    for (const auto& row :
         {Row{"lonely continuation", "\x80z", {bad, 'z'}}, Row{"overlong slash", "\xc0\xaf", {bad, bad}},
          Row{"overlong in three", "\xe0\x9f\xbf", {bad, bad, bad}},
          Row{"surrogate", "\xed\xa0\x80", {bad, bad, bad}},
          Row{"above the end", "\xf4\x90\x80\x80", {bad, bad, bad, bad}}, Row{"cut off", "\xc3", {bad}},
          Row{"cut off by a letter", "\xe2\x82z", {bad, bad, 'z'}}, Row{"no first byte", "\xff", {bad}}}) {
        SCOPED_TRACE(row.label);
        EXPECT_EQ(all_of(row.bytes), row.points);
    }
}

} // namespace
} // namespace pedell::core
