// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/link_list.h"

#include <format>
#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

LinkList list_of(std::initializer_list<std::string_view> lines)
{
    LinkList list;
    for (const auto line : lines)
        list.add_line(line);
    list.finish();
    return list;
}

TEST(LinkList, ReadsTheFormsThatListsComeIn)
{
    struct Case {
        std::string_view line;
        std::string_view host;
    };
    for (const auto& [line, host] : {
             Case{"0.0.0.0 bad.example", "bad.example"},
             Case{"127.0.0.1\tbad.example # why", "bad.example"},
             Case{"0.0.0.0 other.example bad.example\r", "bad.example"},
             Case{"::1 bad.example", "bad.example"},
             Case{"bad.example", "bad.example"},
             Case{"BAD.Example.", "bad.example"},
             Case{"||bad.example^", "bad.example"},
             Case{"*.bad.example", "bad.example"},
             Case{".bad.example", "bad.example"},
             Case{"\xEF\xBB\xBF"
                  "bad.example",
                  "bad.example"},
             Case{"192.0.2.7", "192.0.2.7"},
         }) {
        SCOPED_TRACE(line);
        EXPECT_TRUE(list_of({line}).contains(host));
        EXPECT_FALSE(list_of({line}).contains("good.example"));
    }
}

TEST(LinkList, LeavesOutWhatNamesNoHost)
{
    for (const auto line : {"", "   ", "# bad.example", "! bad.example", "[Adblock Plus 2.0]",
                            "127.0.0.1 localhost", "::1 ip6-localhost", "bad", "bad..example",
                            "bad example/path", "##.banner", "127.0.0.1 localhost.localdomain"}) {
        SCOPED_TRACE(line);
        LinkList list;
        EXPECT_FALSE(list.add_line(line));
        list.finish();
        EXPECT_EQ(list.size(), 0U);
    }
}

TEST(LinkList, MeansEverythingBelowAName)
{
    const auto list = list_of({"bad.example", "deep.good.example"});
    EXPECT_TRUE(list.contains("www.bad.example"));
    EXPECT_TRUE(list.contains("a.b.c.bad.example."));
    EXPECT_TRUE(list.contains("WWW.BAD.EXAMPLE"));
    EXPECT_TRUE(list.contains("deep.good.example"));
    EXPECT_FALSE(list.contains("good.example"));
    EXPECT_FALSE(list.contains("notbad.example"));
    EXPECT_FALSE(list.contains("bad.example.org"));
    EXPECT_FALSE(list.contains(""));
    EXPECT_FALSE(list.contains("example"));
}

TEST(LinkList, FindsNothingBeforeItIsFinished)
{
    LinkList list;
    list.add_line("bad.example");
    EXPECT_FALSE(list.contains("bad.example"));
    list.finish();
    EXPECT_TRUE(list.contains("bad.example"));
}

TEST(LinkLists, LetTheAllowListWin)
{
    const LinkLists lists{list_of({"bad.example", "worse.example"}), list_of({"lernen.bad.example"})};
    EXPECT_TRUE(lists.refuse("bad.example"));
    EXPECT_TRUE(lists.refuse("www.worse.example"));
    EXPECT_FALSE(lists.refuse("lernen.bad.example"));
    EXPECT_FALSE(lists.refuse("kurs.lernen.bad.example"));
    EXPECT_FALSE(lists.refuse("good.example"));
}

TEST(LinkList, HoldsAMillionNamesInFortyMegabytes)
{
    constexpr std::size_t names = 1'000'000;
    constexpr std::size_t most_bytes = std::size_t{40} << 20;
    LinkList list;
    std::size_t largest = 0;
    for (std::size_t i = 0; i < names; ++i) {
        list.add_line(std::format("0.0.0.0 host{}.list{}.example", i, i % 977));
        largest = std::max(largest, list.bytes());
    }
    list.finish();
    // While it grows, a vector holds its old and its new memory for a moment.
    EXPECT_LE(largest + largest / 2, most_bytes);
    EXPECT_LE(list.bytes(), most_bytes);
    EXPECT_EQ(list.size(), names); // no two names share a hash
    EXPECT_TRUE(list.contains("www.host999999.list528.example"));
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < 100'000; ++i)
        wrong += list.contains(std::format("host{}.other{}.example", i, i % 977)) ? 1U : 0U;
    EXPECT_EQ(wrong, 0U);
}

} // namespace
} // namespace pedell::core
