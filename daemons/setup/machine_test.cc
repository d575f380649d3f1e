// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/machine.h"

#include <gtest/gtest.h>

namespace pedell::setup
{
namespace
{

std::string with(std::string_view hosts)
{
    return hosts_with(hosts, "10.0.0.2", "server.ad.w.test", "server");
}

constexpr const char* own = "10.0.0.2\tserver.ad.w.test server\n";

TEST(Hosts, GetOneLineForTheMachineAndKeepForeignOnes)
{
    struct Case {
        const char* label;
        std::string before;
        std::string after;
    };
    for (const Case& one : {
             Case{"empty", "", own},
             Case{"nothing of ours", "127.0.0.1 localhost\n", std::string("127.0.0.1 localhost\n") + own},
             Case{"Debian's line", "127.0.1.1 server\n10.0.0.9 printer\n",
                  std::string(own) + "10.0.0.9 printer\n"},
             Case{"old address", "10.0.0.1 server.ad.w.test server\n", own},
             Case{"twice", std::string(own) + own, own},
             Case{"localhost stays", "127.0.0.1 localhost server\n",
                  std::string("127.0.0.1 localhost server\n") + own},
             Case{"comment", "# 10.0.0.1 server\n", std::string("# 10.0.0.1 server\n") + own},
             Case{"last line without an end", "127.0.0.1 localhost",
                  std::string("127.0.0.1 localhost\n") + own},
             Case{"another server", "10.0.0.3 server2 webserver\n",
                  std::string("10.0.0.3 server2 webserver\n") + own},
         }) {
        SCOPED_TRACE(one.label);
        EXPECT_EQ(with(one.before), one.after);
        EXPECT_EQ(with(one.after), one.after);
    }
}

} // namespace
} // namespace pedell::setup
