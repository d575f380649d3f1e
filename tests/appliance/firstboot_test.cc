// SPDX-License-Identifier: GPL-3.0-or-later
//
// The first boot of the image, played in the container: a folder is the partition that every PC can read.
#include "shell.h"

#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

constexpr const char* firstboot = "/usr/libexec/pedell/pedell-firstboot --image --esp /run/esp";

std::string first_boot_state()
{
    return must("cat /run/pedell/firstboot.json");
}

/// What a set-up may touch.
std::string machine()
{
    return must("find /etc/postfix /etc/dovecot /etc/samba /etc/pedell /etc/systemd/network /etc/localtime "
                "-printf '%p %T@ %s\\n' | sort");
}

/// A folder in the place of the ESP; at the end the machine is no image any more.
class FirstBoot : public testing::Test
{
protected:
    FirstBoot()
    {
        must("mkdir -p /run/esp && : >/run/esp/loader.conf && cp -p /etc/pedell/school.toml "
             "/run/school.toml.mine");
    }
    ~FirstBoot() override
    {
        must("rm -rf /run/esp /run/pedell/firstboot.json /var/lib/pedell/etc "
             "/var/lib/pedell/setup/firstboot.done "
             "/var/lib/pedell/setup/administrator.made /run/pedell-console/administrator.json; "
             "cp -p /run/school.toml.mine /etc/pedell/school.toml");
    }

    /// The school's file with a few keys more in [network], as Windows' editor saves it: mark, CRLF.
    static void fill_in(const std::string& network, const std::string& more)
    {
        must("{ printf '\\357\\273\\277'; { sed '/^\\[network\\]/a " + network +
             "' /run/school.toml.mine; printf '%s\\n' '" + more +
             "'; } | sed 's/$/\\r/'; } >/run/esp/school.toml");
    }

    /// The address that the container has already, as a fixed one.
    static std::string own_network()
    {
        return "address = \"" + must("ip -4 -o address show dev host0 | awk '{printf \"%s\", $4}'") +
               "\"\\ngateway = \"" + must("ip -4 route show default | awk '{printf \"%s\", $3}'") + "\"";
    }
};

TEST_F(FirstBoot, OutsideOfTheImageItDoesNothing)
{
    const auto refused = in_appliance("/usr/libexec/pedell/pedell-firstboot --esp /run/esp");

    EXPECT_EQ(refused.status, 2);
    EXPECT_NE(refused.err.find("pedell setup"), std::string::npos) << refused.err;
}

TEST_F(FirstBoot, WhatIsWrongIsNamedBesideTheFileAndOnTheScreenAndNothingChanges)
{
    const std::string before = machine();
    must("printf '[school]\\r\\ndomain = \"Wald Schule\"\\r\\nfarbe = 1\\r\\n' >/run/esp/school.toml");

    EXPECT_EQ(in_appliance(firstboot).status, 0);

    const std::string report = must("cat /run/esp/FEHLER-school.txt");
    EXPECT_NE(report.find("Zeile 2, Spalte 10: school.domain"), std::string::npos) << report;
    EXPECT_NE(report.find("line 3, column 1: school.farbe"), std::string::npos) << report;
    EXPECT_NE(first_boot_state().find("\"phase\":\"waiting\""), std::string::npos);
    const std::string lines = must("/usr/libexec/pedell/pedell-console --plain --once");
    EXPECT_NE(lines.find("Zeile 2, Spalte 10"), std::string::npos) << lines;
    EXPECT_EQ(lines.find("pedell: bereit / ready"), std::string::npos) << lines;
    EXPECT_NE(must("/usr/libexec/pedell/pedell-console --once").find("Zeile 2"), std::string::npos);
    EXPECT_EQ(machine(), before);
}

TEST_F(FirstBoot, AReadOnlyPartitionIsNoObstacle)
{
    must("printf 'x = 1\\r\\n' >/run/esp/school.toml && mount --bind /run/esp /run/esp && "
         "mount -o remount,ro,bind /run/esp");
    const Finally writable([] { must("umount /run/esp"); });

    EXPECT_EQ(in_appliance(firstboot).status, 0);
    EXPECT_NE(first_boot_state().find("unbekannter Schluessel"), std::string::npos) << first_boot_state();
}

TEST_F(FirstBoot, ARightFileIsSetUpKeptAndTheSecondBootFindsNothingToDo)
{
    const std::string zone = must("printf %s \"$(readlink /etc/localtime)\"");
    const Finally back([&] {
        must("systemctl disable --now systemd-networkd.socket systemd-networkd.service 2>/dev/null; "
             "rm -f /etc/systemd/network/10-pedell.network /etc/timezone; systemctl unmask ssh.service "
             "ssh.socket "
             "2>/dev/null; true");
        must(zone.empty() ? "rm -f /etc/localtime" : "ln -sfn " + zone + " /etc/localtime");
        must("cp -p /run/school.toml.mine /etc/pedell/school.toml; pedell setup >/dev/null");
    });
    fill_in(own_network(), "[time]\nzone = \"Europe/Vienna\"");

    const auto first = in_appliance(firstboot, {}, std::chrono::seconds{240});
    ASSERT_EQ(first.status, 0) << first.out << first.err << first_boot_state();

    EXPECT_NE(first_boot_state().find("\"phase\":\"done\""), std::string::npos);
    EXPECT_EQ(must("readlink /etc/localtime"), "/usr/share/zoneinfo/Europe/Vienna\n");
    // The next boot finds what was made, with owner and mode.
    must("for f in samba/smb.conf postfix/main.cf dovecot/dovecot.conf krb5.conf hosts hostname resolv.conf "
         "pedell/tls/host.pem pedell/tls/host.key pedell/school.toml systemd/network/10-pedell.network; do "
         "cmp /etc/$f /var/lib/pedell/etc/$f && "
         "test \"$(stat -c '%a %u %g' /etc/$f)\" = \"$(stat -c '%a %u %g' /var/lib/pedell/etc/$f)\" || exit "
         "1; done");
    EXPECT_EQ(must("stat -c %a /var/lib/pedell/etc/pedell/tls/host.key"), "600\n");
    EXPECT_EQ(must("readlink /var/lib/pedell/etc/systemd/system/smbd.service"), "/dev/null\n");
    must("test -L /var/lib/pedell/etc/systemd/system/multi-user.target.wants/pedelld.service && "
         "test -L /var/lib/pedell/etc/localtime");

    const std::string before = machine();
    const auto began = std::chrono::steady_clock::now();
    const auto second = in_appliance(firstboot);
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began;
    EXPECT_EQ(second.status, 0);
    EXPECT_EQ(second.out, "") << "a set-up ran";
    EXPECT_EQ(machine(), before);
    EXPECT_LT(spent.count(), 2.0);
    EXPECT_TRUE(happens(std::chrono::seconds{30}, [] {
        return must("/usr/libexec/pedell/pedell-console --plain --once")
            .ends_with("pedell: bereit / ready\n");
    }));

    // Wrong afterwards: the school goes on with what was right, and the doctor tells.
    must("printf '\\377\\376[' >/run/esp/school.toml");
    EXPECT_EQ(in_appliance(firstboot).status, 0);
    EXPECT_NE(must("cat /run/esp/FEHLER-school.txt").find("UTF-16"), std::string::npos);
    EXPECT_NE(first_boot_state().find("\"phase\":\"done\""), std::string::npos);
}

TEST_F(FirstBoot, TheFirstAdministratorIsShownOnceAndForgottenAfterTheFirstLogOn)
{
    const std::string mine =
        must("pedell person list --role administrator --json | grep -o '\"login\":\"[^\"]*\"' | "
             "cut -d'\"' -f4");
    const auto each = [&](const std::string& role) {
        must("for one in " +
             [&] {
                 std::string line = mine;
                 for (char& c : line)
                     c = c == '\n' ? ' ' : c;
                 return line;
             }() +
             "; do pedell person edit $one --role " + role + " >/dev/null || exit 1; done");
    };
    each("staff");
    const Finally back([&] {
        must("systemctl stop pedell-first-log-on; pedell person list --role administrator --json | "
             "grep -o 'erste[.]verwalterin[0-9]*' | sort -u | "
             "xargs -r -n 1 pedell person remove --yes >/dev/null");
        each("administrator");
    });
    must("printf '[administrator]\\ngiven = \"Erste\"\\nfamily = \"Verwalterin\"\\n' "
         ">>/etc/pedell/school.toml");

    must("pedell setup");

    EXPECT_EQ(must("stat -c '%U %a' /run/pedell-console /run/pedell-console/administrator.json"),
              "pedell-console 700\npedell-console 400\n");
    const std::string password =
        must("sed 's/.*\"password\":\"\\([^\"]*\\)\".*/\\1/' /run/pedell-console/administrator.json");
    ASSERT_GE(password.size(), 8U);
    // A name that was removed before is not given again.
    const std::string login = must(
        "sed 's/.*\"login\":\"\\([^\"]*\\)\".*/\\1/' /run/pedell-console/administrator.json | tr -d '\\n'");
    EXPECT_TRUE(login.starts_with("erste.verwalterin")) << login;
    EXPECT_NE(must("setpriv --reuid pedell-console --regid pedell-console --clear-groups -- "
                   "/usr/libexec/pedell/pedell-console --once")
                  .find("Anmeldename / login:  " + login),
              std::string::npos);
    EXPECT_EQ(in_appliance("journalctl --namespace=+pedell --no-pager | grep -F -- '" +
                           password.substr(0, password.find('\n')) + "'")
                  .status,
              1)
        << "the password stands in a journal";

    must("samba-tool user setpassword --filter='(userPrincipalName=" + login +
         "@*)' --newpassword='Regen-Bogen-4711' >/dev/null");
    EXPECT_TRUE(happens(std::chrono::seconds{30}, [] {
        return must("ls /run/pedell-console").find("administrator.json") == std::string::npos;
    }));

    // Once in a machine's life.
    must("pedell setup");
    EXPECT_EQ(in_appliance("test -e /run/pedell-console/administrator.json").status, 1);
}

} // namespace
} // namespace pedell::appliance
