// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell.h"

#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

TEST(Update, LeavesAMachineToAptThatIsNoImage)
{
    for (const char* const command :
         {"pedell update check", "pedell update apply --now", "pedell update rollback --yes",
          "pedell factory-reset --domain wald.test"}) {
        const auto refused = in_appliance(std::string("LC_ALL=C.UTF-8 ") + command);
        EXPECT_EQ(refused.status, 5) << command << refused.out;
        EXPECT_NE(refused.err.find("updated by apt"), std::string::npos) << refused.err;
    }
    EXPECT_EQ(in_appliance("systemctl is-active pedell-health.service pedell-trial.timer").out,
              "inactive\ninactive\n");
}

TEST(Update, TheProbeMailPassesTheDoorsAndNothingOfItStays)
{
    must("/usr/sbin/sendmail -i -f '' -- probe@pedell.invalid <<'EOF'\nSubject: "
         "probe-of-the-ring\n\nx\nEOF\n");
    EXPECT_TRUE(happens(std::chrono::seconds{30}, [] {
        return in_appliance("doveadm fetch -u probe@pedell.invalid hdr.subject mailbox INBOX header Subject "
                            "probe-of-the-ring")
            .out.contains("probe-of-the-ring");
    }));
    must("doveadm expunge -u probe@pedell.invalid mailbox INBOX all");
    EXPECT_EQ(
        in_appliance("find /var/lib/pedell/probe -type f -path '*/cur/*' -o -type f -path '*/new/*'").out,
        "");
}

} // namespace
} // namespace pedell::appliance
