// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/journal.h"

#include <gtest/gtest.h>

namespace pedell::base
{
namespace
{

TEST(Journal, PutsTheFieldsIntoTheText)
{
    EXPECT_EQ(expand_text("mail refused, rule {RULE}, {QUEUE_ID}", {{"RULE", "reach"}, {"QUEUE_ID", "4aBc"}}),
              "mail refused, rule reach, 4aBc");
    EXPECT_EQ(expand_text("{RULE}{RULE}", {{"RULE", "a"}}), "aa");
    EXPECT_EQ(expand_text("ready", {}), "ready");
    EXPECT_EQ(expand_text("", {{"RULE", "a"}}), "");
}

TEST(Journal, LeavesWhatItDoesNotKnow)
{
    EXPECT_EQ(expand_text("{NONE} {RULE}", {{"RULE", "a"}}), "{NONE} a");
    EXPECT_EQ(expand_text("open {RULE", {{"RULE", "a"}}), "open {RULE");
    EXPECT_EQ(expand_text("{{RULE}}", {{"RULE", "a"}}), "{a}");
    EXPECT_EQ(expand_text("a } b {}", {{"RULE", "a"}}), "a } b {}");
}

TEST(Journal, DoesNotExpandTheValuesOfFields)
{
    EXPECT_EQ(expand_text("{A}", {{"A", "{B}"}, {"B", "secret"}}), "{B}");
}

TEST(Journal, KeepsAValueInItsLine)
{
    EXPECT_EQ(expand_text("{A}", {{"A", "one\ntwo\x1b[2J\x7f Müller"}}), "one?two?[2J? Müller");
}

TEST(Journal, LogsWithoutAJournalToo)
{
    log({"00000000000000000000000000000000", 7, "a line of a test, {RULE}"}, {{"RULE", "none"}});
}

} // namespace
} // namespace pedell::base
