// SPDX-License-Identifier: GPL-3.0-or-later
#include "at_home.h"
#include "doors.h"
#include "shell.h"
#include "smb_client.h"

#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

using namespace std::chrono_literals;

/// Nobody else's tests lock this pupil.
const Person& pupil()
{
    return school().pupil_of(school().other_class(), 5);
}

/// Tells who is asked for IPC$: the names of the domain's accounts (SAMR).
bool reads_account_names(const Person& who)
{
    return in_appliance("timeout 20 rpcclient -U '" + who.sam + "%" + who.password +
                        "' localhost -c enumdomusers | grep -q '^user:'")
               .status == 0;
}

TEST(Gate, LetsNobodyInWhileItIsAwayAndKeepsWhatIsOpen)
{
    Drive open_before(pupil());
    ASSERT_TRUE(open_before.open("home/offen.txt"));
    const Finally back([] {
        must("systemctl start pedell-gate.socket pedell-gate");
        (void)in_appliance("rm -f /srv/pedell/people/*/home/offen.txt");
    });
    ASSERT_EQ(Drive(pupil()).list("klassen"), 0);

    must("systemctl stop pedell-gate.socket pedell-gate");

    EXPECT_NE(Drive(pupil()).list("home"), 0);
    EXPECT_NE(Drive(pupil()).list("klassen"), 0);
    EXPECT_FALSE(reads_account_names(pupil()));
    EXPECT_EQ(open_before.write("x"), 0) << "an open file does not need the gate";
    const auto doctor = in_appliance("LC_ALL=C.UTF-8 pedell doctor --json").out;
    EXPECT_NE(doctor.find("\"gate\""), std::string::npos) << doctor;

    must("systemctl start pedell-gate.socket pedell-gate");
    EXPECT_EQ(Drive(pupil()).list("home"), 0);
    EXPECT_EQ(open_before.write("x"), 0);
}

TEST(Gate, ComesBackByItselfWithItsFolder)
{
    must("systemctl kill -s KILL pedell-gate");
    EXPECT_TRUE(happens(10s, [] { return Drive(pupil()).list("home") == 0; }));
    must("stat -f -c %T /run/pedell-gate/doors | grep -qx fuseblk\\\\\\|fuse");
    EXPECT_EQ(must("grep -c ' /run/pedell-gate/doors ' /proc/self/mounts"), "1\n");
}

TEST(Gate, OneThatHangsIsEndedAndHoldsNobodyUp)
{
    must("systemctl kill -s STOP pedell-gate");
    EXPECT_NE(Drive(pupil()).list("home"), 0);
    EXPECT_TRUE(happens(20s, [] { return Drive(pupil()).list("home") == 0; }));
}

TEST(Gate, WithoutTheRegisterNoSessionBegins)
{
    const Finally back([] { must("chmod 0640 /var/lib/pedell/register/register.sqlite"); });
    ASSERT_EQ(Drive(pupil()).list("home"), 0);
    // What is open stays readable: a register of another owner has to be opened anew.
    must("systemctl stop pedell-gate; chmod 0600 /var/lib/pedell/register/register.sqlite; "
         "systemctl start pedell-gate");

    EXPECT_NE(Drive(pupil()).list("home"), 0);
    EXPECT_NE(in_appliance("journalctl -u pedell-gate -n 20 -o cat").out.find("cannot_decide"),
              std::string::npos);
    must("chmod 0640 /var/lib/pedell/register/register.sqlite");
    EXPECT_EQ(Drive(pupil()).list("home"), 0);
}

TEST(Gate, IsForRootAlone)
{
    EXPECT_EQ(must("stat -c '%U:%G %a' /run/pedell-gate/gate.sock"), "root:root 600\n");
    EXPECT_NE(in_appliance("setpriv --reuid pedelld --regid pedelld --clear-groups -- readlink "
                           "'/run/pedell-gate/doors/class,127.0.0.1,'$(hostname -s)")
                  .status,
              0);
    EXPECT_NE(in_appliance("setpriv --reuid pedelld --regid pedelld --clear-groups -- ls "
                           "/run/pedell-gate/doors")
                  .status,
              0);
    EXPECT_EQ(in_appliance("ls /run/pedell-gate/doors").out, "");
    EXPECT_NE(in_appliance("touch /run/pedell-gate/doors/x").status, 0);
}

TEST(Gate, NobodyWithoutANameGetsToAShare)
{
    for (const char* share : {"IPC$", "sysvol", "home", "klassen"}) {
        SCOPED_TRACE(share);
        EXPECT_NE(in_appliance(std::string("smbclient -N '//localhost/") + share + "' -c exit").status, 0);
    }
    EXPECT_NE(in_appliance("rpcclient -N localhost -c lsaquery").status, 0);
}

TEST(Gate, AMachineNeedsTheLogOnAlone)
{
    must("smbclient -P //localhost/sysvol -c ls");
    EXPECT_NE(in_appliance("smbclient -P //localhost/home -c ls").status, 0);
    EXPECT_NE(in_appliance("smbclient -P //localhost/" + std::string("klassen") + " -c ls").status, 0);
}

TEST(Gate, ALockClosesTheWayToAccountNamesAlsoForATicketFromBefore)
{
    ASSERT_TRUE(reads_account_names(pupil()));
    Tickets tickets(pupil());
    ASSERT_EQ(tickets.log_on().status, 0);
    ASSERT_TRUE(tickets.share_ticket());
    ASSERT_EQ(tickets.list("IPC$").err.find("session setup failed"), std::string::npos);
    must("pedell person lock " + pupil().login + " --reason Probe");
    const Finally back([] { must("pedell person unlock " + pupil().login); });

    const auto by_ticket = tickets.list("IPC$");
    EXPECT_NE((by_ticket.out + by_ticket.err).find("session setup failed"), std::string::npos)
        << by_ticket.out << by_ticket.err;
    EXPECT_FALSE(reads_account_names(pupil()));
}

TEST(Gate, ThePamServiceIsWatchedByTheDoctor)
{
    const Finally back([] { must("pedell setup >/dev/null"); });
    must("sed -i s/pam_pedell/pam_permit/ /etc/pam.d/samba");
    EXPECT_NE(in_appliance("pedell doctor --json").out.find("gate_passed_by"), std::string::npos);
}

} // namespace
} // namespace pedell::appliance
