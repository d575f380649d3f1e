// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/report.h"

#include <gmock/gmock.h>

namespace pedell::cli
{
namespace
{

using testing::HasSubstr;
using testing::Not;

core::School waldschule()
{
    core::School school;
    school.domain = "waldschule.test";
    school.realm = "AD.WALDSCHULE.TEST";
    school.netbios = "WALD";
    school.host = "server";
    school.name = "Grundschule am Wald";
    school.machine.public_name = "schule.dyn.example";
    school.machine.smarthost = "relay.stadt.example:587";
    school.machine.admin_given = "Petra";
    school.machine.admin_family = "Lindner";
    school.machine.ssh_keys = {"ssh-ed25519 AAAAgeheim petra"};
    school.dns_forwarders = {"192.168.1.1"};
    return school;
}

TEST(Report, WashesNamesAndAddresses)
{
    const core::School school = waldschule();
    const Washer washer(&school);
    const struct {
        const char* text;
        const char* washed;
    } rows[] = {
        {"of server.ad.waldschule.test", "of <host>\n"},
        {"SERVER.AD.WALDSCHULE.TEST and AD.waldschule.test", "<host> and <realm>\n"},
        {"mail to anna.mueller@example.org", "mail to <mail address>\n"},
        {"anna@waldschule.test", "<mail address>\n"},
        {"from 10.97.1.2:53", "from <address>:53\n"},
        {"from fe80::1c2:3ff:fe00:1 or ::1", "from <address> or <address>\n"},
        {"02:42:ac:11:00:02", "<address>\n"},
        {"at 22:39:20, version 4.22.11", "at 22:39:20, version 4.22.11\n"},
        {"petra, Lindner's", "<name>, <name>'s\n"},
        {"via RELAY.stadt.example:587", "via <smarthost>:587\n"},
        {"Grundschule am Wald", "<school>\n"},
    };
    for (const auto& [text, washed] : rows)
        EXPECT_EQ(washer.wash(text), washed);
    EXPECT_EQ(Washer(nullptr).wash("a@b.de 1.2.3.4"), "<mail address> <address>\n");
}

TEST(Report, TellsSettingsWithoutNames)
{
    const std::string text = settings_without_names(waldschule());

    EXPECT_THAT(text, HasSubstr("network.public_name: set\n"));
    EXPECT_THAT(text, HasSubstr("ssh.keys: 1\n"));
    EXPECT_THAT(text, HasSubstr("limits.pupil: mail 20971520"));
    for (const char* name : {"wald", "Wald", "dyn", "stadt", "Petra", "Lindner", "geheim", "192.168"})
        EXPECT_THAT(text, Not(HasSubstr(name)));
}

TEST(Report, TakesOnlyLinesThatHaveANumberOfOurs)
{
    const std::string text = own_lines(
        R"({"__REALTIME_TIMESTAMP":"1730000000000000","PRIORITY":"4","SYSLOG_IDENTIFIER":"pedelld","MESSAGE_ID":"ab","MESSAGE":"register open"}
{"__REALTIME_TIMESTAMP":"1730000000000000","PRIORITY":"4","SYSLOG_IDENTIFIER":"pedelld","MESSAGE":"library says anna.mueller"}
{"MESSAGE_ID":"ab","MESSAGE":[1,2]}
broken
)");
    EXPECT_THAT(text, HasSubstr("2024-10-27T03:33:20Z 4 pedelld: register open\n"));
    EXPECT_THAT(text, Not(HasSubstr("anna")));
}

} // namespace
} // namespace pedell::cli
