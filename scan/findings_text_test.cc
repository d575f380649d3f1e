// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/findings_text.h"

#include "core/judge.h"
#include "scan/packets.h"
#include "scan/protocol.h"

#include <gtest/gtest.h>

namespace pedell::scan
{
namespace
{

core::Findings some()
{
    return {
        .parts = {{.path = "Nachricht", .kind = core::Kind::message, .type = "message/rfc822", .bytes = 9000},
                  {.path = "Nachricht › Text",
                   .kind = core::Kind::html,
                   .type = "text/html",
                   .bytes = 7,
                   .body = true}},
        .list = {{core::Trait::link, "Nachricht › Text", "schule.example"}, {core::Trait::macro, "", ""}},
        .complete = true};
}

TEST(FindingsText, IsReadAsItWasWritten)
{
    EXPECT_EQ(*read_findings(to_text(some())), some());
    auto findings = some();
    findings.complete = false;
    EXPECT_EQ(*read_findings(to_text(findings)), findings);
    EXPECT_EQ(to_text({}), "incomplete\n");
    EXPECT_EQ(*read_findings("incomplete\n"), core::Findings{});
}

TEST(FindingsText, ReplacesWhatDoesNotFitAField)
{
    core::Findings findings = some();
    findings.parts[0].path = "a\tb\nc\x7F\xFF" + std::string(max_path_bytes, 'x');
    findings.list[0].detail = std::string(max_detail_bytes - 1, 'y') + "ä";
    const auto read = read_findings(to_text(findings));
    ASSERT_TRUE(read) << read.error().context;
    EXPECT_TRUE(read->parts[0].path.starts_with("a?b?c??xxx"));
    EXPECT_EQ(read->parts[0].path.size(), max_path_bytes);
    EXPECT_EQ(read->list[0].detail, std::string(max_detail_bytes - 1, 'y'));
}

TEST(FindingsText, IsIncompleteWhereItCannotTellAll)
{
    core::Findings findings = some();
    findings.list.assign(max_findings, {core::Trait::link, "a", "b"});
    EXPECT_TRUE(read_findings(to_text(findings))->complete);
    findings.list.push_back({core::Trait::macro, "a", ""});
    EXPECT_FALSE(read_findings(to_text(findings))->complete);

    findings = some();
    findings.parts.assign(
        max_parts, {.path = std::string(max_path_bytes, 'x'), .kind = core::Kind::text, .type = "x/y"});
    const auto text = to_text(findings);
    EXPECT_LE(text.size(), max_text_bytes);
    const auto read = read_findings(text);
    ASSERT_TRUE(read);
    EXPECT_FALSE(read->complete);
    EXPECT_EQ(read->list, findings.list); // the reason of a refusal is still there
}

TEST(FindingsText, RefusesEverythingElse)
{
    for (const std::string_view text : {"",
                                        "complete",
                                        "complete\ncomplete\n",
                                        "incomplete\ncomplete\n",
                                        "part\n",
                                        "part\ttext\t0\t1\tx\ta",
                                        "part\ttext\t0\t1\tx\ta\n",
                                        "part\ttext\t0\t1\tx\ncomplete\n",
                                        "part\ttext\t0\t1\tx\ta\tb\ncomplete\n",
                                        "part\tsong\t0\t1\tx\ta\ncomplete\n",
                                        "part\ttext\t2\t1\tx\ta\ncomplete\n",
                                        "part\ttext\t0\t-1\tx\ta\ncomplete\n",
                                        "part\ttext\t0\t\tx\ta\ncomplete\n",
                                        "part\ttext\t0\t99999999999999999999\tx\ta\ncomplete\n",
                                        "part\ttext\t0\t1\tx\ta\x01\ncomplete\n",
                                        "found\tmacro\t\ncomplete\n",
                                        "found\tgold\t\ta\ncomplete\n",
                                        "found\tmacro\t\t\xC3\ncomplete\n",
                                        "\ncomplete\n",
                                        "other\t\t\ncomplete\n"}) {
        SCOPED_TRACE(text);
        const auto read = read_findings(text);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, base::Errc::malformed);
    }
    std::string many;
    for (std::size_t i = 0; i <= max_findings; ++i)
        many += "found\tmacro\t\ta\n";
    EXPECT_FALSE(read_findings(many + "complete\n"));
}

} // namespace
} // namespace pedell::scan
