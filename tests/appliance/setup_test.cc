// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell.h"

#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

/// What `pedell setup` may touch, as names, times and contents.
std::string state_of_the_machine()
{
    return must(
        "find /etc/postfix /etc/dovecot /etc/samba /etc/pedell /etc/krb5.conf /var/lib/pedell/ca "
        "/var/lib/pedell/postfix "
        "-type f -printf '%p %T@ %s\\n' | sort; ldbsearch -H /var/lib/samba/private/sam.ldb -b '' -s base "
        "highestCommittedUSN | grep USN");
}

TEST(Setup, ASecondRunChangesNothingAndSaysSo)
{
    const std::string before = state_of_the_machine();

    const auto second = in_appliance("LC_ALL=C.UTF-8 pedell setup --json", {}, std::chrono::seconds{180});

    EXPECT_EQ(second.status, 0) << second.err;
    EXPECT_NE(second.out.find("\"changed\":false"), std::string::npos) << second.out;
    EXPECT_EQ(state_of_the_machine(), before);
}

struct Bad {
    const char* label;
    const char* edit;     ///< sed expression on the good file
    const char* expected; ///< what the message must name
};

TEST(Setup, ABadSettingIsNamedWithLineAndColumnAndNothingChanges)
{
    const std::string before = state_of_the_machine();
    for (const Bad& row : {
             Bad{"unknown key", "1a unbekannt = 1", "school.toml:2:"},
             Bad{"bad value", "s/^domain.*/domain = \"keine domain\"/", "school.toml:"},
             Bad{"broken syntax", "1a [school", "school.toml:2:"},
             Bad{"fixed after the first set-up", "s/^domain.*/domain = \"anders.test\"/", "domain"},
         }) {
        SCOPED_TRACE(row.label);
        must("cp -p /etc/pedell/school.toml /run/school.toml.good");
        const Finally back([] { must("cp -p /run/school.toml.good /etc/pedell/school.toml"); });
        must(std::string("sed -i '") + row.edit + "' /etc/pedell/school.toml");

        const auto refused = in_appliance("LC_ALL=C.UTF-8 pedell setup");

        EXPECT_EQ(refused.status, 2) << refused.out;
        EXPECT_NE((refused.err + refused.out).find(row.expected), std::string::npos)
            << refused.err << refused.out;
    }
    EXPECT_EQ(state_of_the_machine(), before);
}

} // namespace
} // namespace pedell::appliance
