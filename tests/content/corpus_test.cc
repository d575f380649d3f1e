// SPDX-License-Identifier: GPL-3.0-or-later
// Every file of tests/corpus/content, by every door that its verdict names: what was to be said, and what is
// said.
#include "tests/content/case.h"
#include "tests/content/inspected.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace pedell::corpus
{
namespace
{

const std::filesystem::path root{PEDELL_CONTENT_CORPUS};
constexpr const char* folders[]{"messages/hostile", "messages/ordinary", "files/hostile", "files/ordinary"};
constexpr const char* chapters[]{"none",     "structure", "encodings", "names",
                                 "archives", "active",    "links",     "ways"};

const std::vector<Case>& cases_of(const char* folder)
{
    static std::map<std::string, std::vector<Case>> kept;
    auto [at, is_new] = kept.try_emplace(folder);
    if (is_new)
        at->second = read_folder(root / folder);
    return at->second;
}

std::string said(const core::ContentVerdict& verdict)
{
    std::string text{core::name_of(verdict.decision)};
    if (!verdict.passed())
        text += " " + std::string{core::name_of(verdict.rule)} + " (" + verdict.detail + " at " +
                verdict.part + ")";
    return text;
}

std::string expected(const Case& one)
{
    std::string text{core::name_of(one.decision)};
    for (const auto rule : one.rules)
        text += " " + std::string{core::name_of(rule)};
    return text;
}

std::string found(const core::Findings& findings)
{
    std::string text;
    for (const auto& finding : findings.list)
        text += " " + std::string{core::name_of(finding.trait)};
    return text.substr(0, 400);
}

/// What is wrong with the answer; empty: nothing.
std::string miss(const Case& one, const core::ContentVerdict& got)
{
    const bool fits = got.passed() ? one.rules.empty() : std::ranges::contains(one.rules, got.rule);
    return got.decision == one.decision && fits ? "" : "expected " + expected(one) + ", got " + said(got);
}

class Corpus : public ::testing::TestWithParam<std::tuple<const char*, const char*>>
{
};

TEST_P(Corpus, GetsTheVerdictOfItsListAtEveryDoor)
{
    const auto [folder, chapter] = GetParam();
    for (const auto& one : cases_of(folder)) {
        if (chapter_of(one.line) != chapter)
            continue;

        std::optional<core::ContentVerdict> first;
        for (const auto door : one.doors) {
            const auto findings = inspected(bytes_at(one, door), one, door);
            const auto got = judged(one, door, findings);
            const auto wrong = miss(one, got);
            const std::string where = std::string{folder} + "/" + one.file.filename().string() + " at " +
                                      std::string{core::name_of(door)} + ": ";
            if (!wrong.empty())
                ADD_FAILURE() << "miss: " << where << wrong << "; " << one.why
                              << "; found:" << found(findings);

            if (!first)
                first = got;
            if (first->rule != got.rule)
                ADD_FAILURE() << "doors differ: " << where << said(got) << ", but " << said(*first)
                              << " at another; found:" << found(findings);
        }
    }
}

std::string case_name(const ::testing::TestParamInfo<Corpus::ParamType>& info)
{
    std::string name = std::string{std::get<0>(info.param)} + "_" + std::get<1>(info.param);
    std::ranges::replace(name, '/', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Content, Corpus,
                         ::testing::Combine(::testing::ValuesIn(folders), ::testing::ValuesIn(chapters)),
                         case_name);

TEST(CorpusItself, HasAsManyAsPromised)
{
    EXPECT_GE(cases_of("messages/hostile").size(), 400U);
    EXPECT_GE(cases_of("files/hostile").size(), 300U);
    EXPECT_GE(cases_of("messages/ordinary").size(), 250U);
    EXPECT_GE(cases_of("files/ordinary").size(), 250U);
}

TEST(CorpusItself, HasEveryLineThatBytesCanShow)
{
    // 93 to 101, 103, 106 and 110 are about sessions and daemons, not about bytes.
    std::set<int> hostile;
    for (const auto* folder : {"messages/hostile", "files/hostile"})
        for (const auto& one : cases_of(folder))
            hostile.insert(one.line);
    for (int line = 1; line <= 91; ++line)
        EXPECT_TRUE(hostile.contains(line)) << "no hostile case for line " << line;
}

TEST(CorpusItself, DoesNotSayTheSameTwice)
{
    std::map<std::string, std::string> seen;
    for (const auto* folder : folders)
        for (const auto& one : cases_of(folder)) {
            const auto door = one.doors.front();
            const auto key = bytes_at(one, door) + one.name + std::string{core::name_of(one.role)} +
                             std::string{core::name_of(one.area)} + (one.macros_among_staff ? "m" : "") +
                             std::string{core::name_of(door)};
            const auto [at, is_new] =
                seen.emplace(one.message ? bytes_at(one, door) : key, one.file.string());
            EXPECT_TRUE(is_new) << one.file << " is " << at->second;
        }
}

} // namespace
} // namespace pedell::corpus
