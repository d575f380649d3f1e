// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/rights.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pedell::base
{
namespace
{

TEST(Rights, KnowWhomToBecomeAndNeverRoot)
{
    EXPECT_EQ(identity_of("root", "root").error().code, Errc::not_found);
    EXPECT_EQ(identity_of("pedell-nobody", "nogroup").error().code, Errc::not_found);
    EXPECT_EQ(identity_of("nobody", "pedell-nobody").error().code, Errc::not_found);
    EXPECT_NE(identity_of("nobody", "nogroup").value().uid, 0U);
}

TEST(Rights, AreGoneForGood)
{
    const auto nobody = identity_of("nobody", "nogroup");
    ASSERT_TRUE(nobody);
    if (::geteuid() != 0)
        GTEST_SKIP() << "only root has rights to drop";

    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(drop_rights(*nobody) && ::getuid() == nobody->uid && ::setuid(0) != 0 ? 0 : 1);
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
}

} // namespace
} // namespace pedell::base
