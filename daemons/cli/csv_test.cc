// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/csv.h"

#include <gtest/gtest.h>

namespace pedell::cli
{
namespace
{

TEST(Csv, ReadsWhatSpreadsheetsWrite)
{
    const struct {
        const char* label;
        const char* text;
    } cases[] = {
        {"plain", "given,surname\nAnna,Müller\n"},
        {"no line feed at the end", "given,surname\nAnna,Müller"},
        {"CRLF", "given,surname\r\nAnna,Müller\r\n"},
        {"semicolons", "given;surname\nAnna;Müller\n"},
        {"tabs", "given\tsurname\nAnna\tMüller\n"},
        {"byte order mark", "\xEF\xBB\xBFgiven,surname\nAnna,Müller\n"},
        {"quotes", "\"given\",\"surname\"\r\n\"Anna\",\"Müller\"\r\n"},
        {"blanks and empty lines", "given , surname\n\n Anna , Müller \n\n"},
        {"another order", "surname,given\nMüller,Anna\n"},
    };
    for (const auto& [label, text] : cases) {
        SCOPED_TRACE(label);
        const auto rows = parse_csv(text, {"given", "surname"}, {});
        ASSERT_TRUE(rows) << rows.error().context;
        ASSERT_EQ(rows->size(), 1U);
        EXPECT_EQ(rows->front().get("given"), "Anna");
        EXPECT_EQ(rows->front().get("surname"), "Müller");
    }
}

TEST(Csv, KeepsSeparatorsQuotesAndLinesInQuotes)
{
    const auto rows = parse_csv("a,b\n\"x,\"\"y\"\"\nz\",2\n3,4\n", {"a", "b"}, {});

    ASSERT_TRUE(rows);
    ASSERT_EQ(rows->size(), 2U);
    EXPECT_EQ((*rows)[0].get("a"), "x,\"y\"\nz");
    EXPECT_EQ((*rows)[0].line, 2U);
    EXPECT_EQ((*rows)[1].line, 4U);
}

TEST(Csv, NamesTheLineThatIsWrong)
{
    const struct {
        const char* text;
        const char* says;
    } cases[] = {
        {"", "unknown column \"\""},
        {"a,c\n", "line 1: unknown column \"c\""},
        {"a,a\n", "line 1: column \"a\" stands there twice"},
        {"b\n", "line 1: column \"a\" is missing"},
        {"a,b\n1,2\n1\n", "line 3: 1 fields instead of 2"},
        {"a,b\n1,2,3\n", "line 2: 3 fields instead of 2"},
        {"a,b\n\"1,2\n", "line 2: a quote is never closed"},
        {"a,b\n\"1\"x,2\n", "line 2: text behind a closing quote"},
    };
    for (const auto& [text, says] : cases) {
        SCOPED_TRACE(text);
        const auto rows = parse_csv(text, {"a"}, {"b"});
        ASSERT_FALSE(rows);
        EXPECT_EQ(rows.error().code, base::Errc::malformed);
        EXPECT_NE(rows.error().context.find(says), std::string::npos) << rows.error().context;
    }
}

TEST(Csv, SplitsCellsWithSeveralValues)
{
    EXPECT_EQ(split_cell("1a; 2b ;;"), (std::vector<std::string>{"1a", "2b"}));
    EXPECT_TRUE(split_cell("  ").empty());
}

} // namespace
} // namespace pedell::cli
