// SPDX-License-Identifier: GPL-3.0-or-later
// The certificate is renewed, or the school's own one taken, while people work.
#include "doors.h"
#include "settings_edit.h"
#include "shell.h"
#include "smb_client.h"

#include <gmock/gmock.h>

namespace pedell::appliance
{
namespace
{

using testing::HasSubstr;
using testing::Not;

constexpr int doors[] = {465, 636, 993};

/// What the door shows to who connects now.
std::string serial_at(int port)
{
    return must("openssl s_client -connect 127.0.0.1:" + std::to_string(port) +
                " </dev/null 2>/dev/null | openssl x509 -noout -serial");
}

std::string serial_on_disk()
{
    return must("openssl x509 -in /etc/pedell/tls/host.pem -noout -serial");
}

bool doors_show(const std::string& serial)
{
    return happens(std::chrono::seconds{15}, [&] {
        return std::ranges::all_of(doors, [&](int port) { return serial_at(port) == serial; });
    });
}

/// One LDAPS connection that asks for the root DSE again and again; it ends with the first silence.
class DirectorySession
{
public:
    DirectorySession()
    {
        const auto made = in_appliance("cat >/run/pedell-test-ldaps.py", R"(
import socket, ssl, time
context = ssl._create_unverified_context()
line = context.wrap_socket(socket.create_connection(("127.0.0.1", 636)))
line.settimeout(10)
ask = bytes.fromhex("302502010163200400" "0a0100" "0a0100" "020100" "020100" "010100" "870b") + b"objectclass" + b"\x30\x00"
count = 0
while True:
    line.sendall(ask)
    if not line.recv(65536):
        break
    count += 1
    with open("/run/pedell-test-ldaps", "w") as out:
        out.write(str(count))
    time.sleep(0.05)
)");
        EXPECT_EQ(made.status, 0);
        must("rm -f /run/pedell-test-ldaps; systemd-run --quiet --collect --unit pedell-test-ldaps python3 "
             "/run/pedell-test-ldaps.py");
    }
    DirectorySession(const DirectorySession&) = delete;
    DirectorySession& operator=(const DirectorySession&) = delete;
    ~DirectorySession()
    {
        must("systemctl stop pedell-test-ldaps; rm -f /run/pedell-test-ldaps /run/pedell-test-ldaps.py");
    }
    /// It is answered still: it counts on.
    [[nodiscard]] static bool works()
    {
        const int before = count();
        return happens(std::chrono::seconds{10}, [&] { return count() > before; });
    }

private:
    static int count()
    {
        return std::atoi(in_appliance("cat /run/pedell-test-ldaps").out.c_str());
    }
};

/// Issues the present certificate again for ten days, as if 810 had passed.
void let_it_end_soon()
{
    must("cd /etc/pedell/tls && openssl x509 -in host.pem -x509toreq -signkey host.key -copy_extensions "
         "copyall "
         "-out /run/host.req 2>/dev/null && openssl x509 -req -in /run/host.req -CA "
         "/var/lib/pedell/ca/ca.pem -CAkey "
         "/var/lib/pedell/ca/ca.key -days 10 -copy_extensions copyall -out host.pem 2>/dev/null && rm "
         "/run/host.req");
}

TEST(Certificates, AreRenewedBeforeTheirEndWhileSessionsStay)
{
    const Person& who = school().one("teacher");
    const std::string before = serial_at(993);
    ImapLine imap(who);
    SmtpLine mail(who);
    Drive drive(who);
    DirectorySession directory;
    ASSERT_TRUE(imap.open());
    ASSERT_TRUE(mail.open());
    ASSERT_TRUE(drive.open("home/offen.txt"));
    ASSERT_TRUE(DirectorySession::works());
    const std::string smbd = must("smbstatus --processes --json | grep -c '\"pid\"' || true");
    let_it_end_soon();

    must("systemctl start pedell-certificates.service");

    const std::string after = serial_on_disk();
    EXPECT_NE(after, before);
    EXPECT_TRUE(doors_show(after));
    EXPECT_EQ(in_appliance("openssl x509 -in /etc/pedell/tls/host.pem -noout -checkend 60000000").status, 0);
    EXPECT_TRUE(imap.works());
    EXPECT_TRUE(mail.takes_mail(who.mail)) << mail.last();
    EXPECT_EQ(drive.write("weiter"), 0);
    EXPECT_TRUE(DirectorySession::works());
    EXPECT_EQ(must("smbstatus --processes --json | grep -c '\"pid\"' || true"), smbd);
    // Dovecot trusts Samba by the same file: a log-in still works.
    EXPECT_TRUE(ImapLine(who).open());
}

TEST(Certificates, ThatServeStillAreLeftAlone)
{
    const std::string before = serial_on_disk();
    EXPECT_THAT(must("pedell certificates renew --json"), HasSubstr(R"("changed":false)"));
    EXPECT_EQ(serial_on_disk(), before);
}

/// A city's authority with a certificate for this server, and the setting that asks for it.
class SchoolsOwn : public testing::Test
{
protected:
    SettingsEdit edit_{"[certificates]\nsource = \"files\"\n"};

    void SetUp() override
    {
        make("host", school().name);
    }
    void TearDown() override
    {
        must("rm -rf /etc/pedell/tls/files");
        must("cp -p /run/school.toml.before /etc/pedell/school.toml && pedell certificates renew");
        EXPECT_THAT(must("openssl x509 -in /etc/pedell/tls/host.pem -noout -issuer"), HasSubstr("Pedell"));
        EXPECT_TRUE(doors_show(serial_on_disk()));
    }
    static void make(const std::string& file, const std::string& name)
    {
        must("mkdir -p -m 0700 /etc/pedell/tls/files && cd /etc/pedell/tls/files && "
             "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /run/city.key "
             "-out chain.pem "
             "-days 30 -subj /CN=Stadt 2>/dev/null && "
             "openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout " +
             file + ".key -subj /CN=x -addext subjectAltName=DNS:" + name +
             " 2>/dev/null | openssl x509 -req -CA chain.pem -CAkey /run/city.key -days 20 -copy_extensions "
             "copyall -out " +
             file + ".pem 2>/dev/null; rm -f /run/city.key");
    }
};

TEST_F(SchoolsOwn, IsTakenAndTrusted)
{
    must("pedell certificates renew");

    EXPECT_THAT(must("openssl x509 -in /etc/pedell/tls/host.pem -noout -issuer"), HasSubstr("Stadt"));
    EXPECT_TRUE(doors_show(serial_on_disk()));
    EXPECT_EQ(must("stat -c '%U %a' /etc/pedell/tls/host.key"), "root 600\n");
    // A client that trusts ca.pem, and Dovecot, which has to trust Samba to try the password.
    const Person& who = school().one("teacher");
    EXPECT_EQ(in_appliance("curl -sf -o /dev/null --cacert /etc/pedell/tls/ca.pem --user '" + who.login +
                           ":" + who.password + "' imaps://" + school().name + "/INBOX")
                  .status,
              0);
}

TEST_F(SchoolsOwn, IsRefusedWithItsFaultAndThePresentOneStays)
{
    const std::string before = serial_on_disk();
    make("other", "anders.example");
    must("cd /etc/pedell/tls/files && mv other.pem host.pem");

    const auto refused = in_appliance("pedell certificates renew");

    EXPECT_EQ(refused.status, 1) << refused.out;
    EXPECT_THAT(refused.err, HasSubstr("host.key: gehoert nicht"));
    EXPECT_THAT(refused.err, HasSubstr(school().name));
    EXPECT_EQ(serial_on_disk(), before);
    EXPECT_EQ(serial_at(993), before);
    EXPECT_THAT(in_appliance("pedell doctor --json").out, HasSubstr("certificate_files"));
}

} // namespace
} // namespace pedell::appliance
