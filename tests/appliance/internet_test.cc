// SPDX-License-Identifier: GPL-3.0-or-later
// Mail to and from the internet: mail.smarthost and mail.mx decide where it goes, never who may.
#include "at_home.h"
#include "mail_client.h"
#include "settings_edit.h"
#include "shell.h"

#include <gmock/gmock.h>

namespace pedell::appliance
{
namespace
{

using testing::HasSubstr;
using testing::Not;

/// A dialogue at port 25, in the clear, from where the test stands: what the server said to each line.
std::string talk(const std::string& from, const std::string& to)
{
    const auto said = base::run({"python3", "-c", R"(
import smtplib, sys
line = smtplib.SMTP(timeout=20)
print("<", *line.connect(sys.argv[1], 25))
print("<", *line.ehlo("mx.example.org"))
print("<", *line.mail(sys.argv[2]))
print("<", *line.rcpt(sys.argv[3]))
)",
                                 school().host, from, to});
    return said ? said->out + said->err : said.error().context;
}

TEST(Internet, Port25OpensWithItsKeyAndStillNobodyIsReached)
{
    EXPECT_THAT(talk("x@example.org", school().one("teacher").mail), Not(HasSubstr("< 220")));
    const Finally closed([] {
        set_up();
        at(Place::from_home,
           [] { EXPECT_THAT(talk("x@example.org", school().one("teacher").mail), Not(HasSubstr("< 220"))); });
    });
    const SettingsEdit edit("[mail]\nmx = \"here\"\n");
    set_up();

    for (const Place place : {Place::in_school, Place::from_home}) {
        SCOPED_TRACE(name_of(place));
        at(place, [] {
            for (const char* role : {"pupil", "teacher"}) {
                const std::string said = talk("x@example.org", school().one(role).mail);
                EXPECT_THAT(said, HasSubstr("< 220"));
                EXPECT_THAT(said, testing::ContainsRegex("< 55[0-9] b.5\\.7\\.1"));
            }
            EXPECT_THAT(talk(school().one("pupil").mail, school().one("teacher").mail),
                        testing::ContainsRegex("< 55[0-9] b.5\\.7\\.1"));
            EXPECT_THAT(talk("x@example.org", "y@example.net"),
                        testing::ContainsRegex("< 55[0-9] b.5\\.7\\.1"));
        });
    }
}

TEST(Internet, WhatMayLeaveGoesToTheSmarthostAndAPupilsMailToNobody)
{
    const Person& teacher = school().one("teacher");
    const Person& pupil = school().one("pupil");
    must("rm -rf /run/pedell-test-sink && mkdir /run/pedell-test-sink && chown postfix /run/pedell-test-sink "
         "&& systemd-run "
         "--quiet --collect --unit pedell-test-sink --working-directory /run/pedell-test-sink "
         "/usr/sbin/smtp-sink -u "
         "postfix -h smarthost.example -d %H%M%S. 0.0.0.0:2525 100");
    const Finally stop([] { must("systemctl stop pedell-test-sink; rm -rf /run/pedell-test-sink"); });
    const Finally closed([] { set_up(); });
    const SettingsEdit edit("[mail]\noutside_roles = [\"teacher\"]\nsmarthost = \"" + school().name +
                            ":2525\"\n");
    set_up();
    const std::string subject = unique_subject("Hinaus");

    EXPECT_FALSE(submit(pupil, mail_between(pupil, "eltern@example.org", subject + "-Kind")).accepted());
    EXPECT_TRUE(submit(teacher, mail_between(teacher, "eltern@example.org", subject)).accepted());

    EXPECT_TRUE(happens(std::chrono::seconds{20}, [&] {
        return in_appliance("grep -lr 'Subject: " + subject + "' /run/pedell-test-sink").status == 0;
    }));
    EXPECT_NE(in_appliance("grep -r -- '-Kind' /run/pedell-test-sink").status, 0);
}

} // namespace
} // namespace pedell::appliance
