// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/result.h"

#include <gtest/gtest.h>

namespace pedell::base
{
namespace
{

TEST(Result, MapsSystemErrorsToWhatACallerCanBranchOn)
{
    struct Row {
        int sys_errno;
        Errc code;
        bool transient;
    };
    for (const auto& row : {Row{ENOENT, Errc::not_found, false}, Row{EACCES, Errc::denied, false},
                            Row{EPERM, Errc::denied, false}, Row{ENOSPC, Errc::unavailable, true},
                            Row{ECONNREFUSED, Errc::unavailable, true}}) {
        SCOPED_TRACE(row.sys_errno);
        const auto failed = fail_errno("open the register", row.sys_errno);

        EXPECT_EQ(failed.error().code, row.code);
        EXPECT_EQ(failed.error().sys_errno, row.sys_errno);
        EXPECT_EQ(failed.error().transient(), row.transient);
    }
}

TEST(Result, SaysWhatTheSystemSaid)
{
    EXPECT_EQ(fail_errno("open a", ENOENT).error().context, "open a: No such file or directory");
}

TEST(Result, NamesEveryCodeOnTheWire)
{
    EXPECT_STREQ(name_of(Errc::not_found), "not_found");
    EXPECT_STREQ(name_of(Errc::denied), "denied");
    EXPECT_STREQ(name_of(Errc::malformed), "malformed");
    EXPECT_STREQ(name_of(Errc::conflict), "conflict");
    EXPECT_STREQ(name_of(Errc::over_limit), "over_limit");
    EXPECT_STREQ(name_of(Errc::unavailable), "unavailable");
    EXPECT_STREQ(name_of(Errc::corrupt), "corrupt");
}

} // namespace
} // namespace pedell::base
