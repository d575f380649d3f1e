// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/table.h"

#include <gtest/gtest.h>

namespace pedell::cli
{
namespace
{

TEST(Table, AlignsUmlautsAndEndsNoLineWithBlanks)
{
    Table table({"LOGIN", "NAME"});
    table.add({"joerg.mueller", "Jörg"});
    table.add({"änne", ""});

    EXPECT_EQ(table.text(), "LOGIN          NAME\n"
                            "joerg.mueller  Jörg\n"
                            "änne\n");
}

TEST(Table, CountsCharactersAndNotBytes)
{
    EXPECT_EQ(width_of(""), 0U);
    EXPECT_EQ(width_of("Müller"), 6U);
    EXPECT_EQ(width_of("Mu\xCC\x88ller"), 6U) << "u and a combining diaeresis";
    EXPECT_EQ(width_of("Łukasz"), 6U);
}

} // namespace
} // namespace pedell::cli
