// SPDX-License-Identifier: GPL-3.0-or-later
// Who guesses passwords is stopped; nobody else notices. The guesser sits in a network namespace of the
// appliance with an address of its own, a further one is the "other PC".
#include "mail_client.h"
#include "school.h"
#include "shell.h"
#include "smb_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

constexpr const char* guesser_address = "10.98.0.2";

class Guessing : public testing::Test
{
protected:
    Guessing()
    {
        must(R"(mkdir -p /run/guess; cd /run/guess
n=0; for who in guesser other; do
    ip netns add $who; ip link add $who type veth peer name pc netns $who
    ip address add 10.98.$n.1/24 dev $who; ip link set $who up
    ip -n $who address add 10.98.$n.2/24 dev pc; ip -n $who link set pc up; ip -n $who link set lo up
    ip -n $who route add default via 10.98.$n.1; n=$((n + 1))
done
printf '[libdefaults]\ndefault_realm = %s\ndns_lookup_kdc = false\nudp_preference_limit = 1\n[realms]\n%s = {\n kdc = %s\n}\n' )" +
             school().realm + " " + school().realm + " " + school().host + " >krb5.conf");
    }
    ~Guessing() override
    {
        must("pedell guesses clear; for who in guesser other; do ip netns del $who; ip link del $who "
             "2>/dev/null; done; "
             "rm -r /run/guess; systemctl start pedell-watch.socket pedell-watch");
    }

    /// Runs in one of the namespaces; the status is that of the command.
    static base::ProcessOutput at(const std::string& where, const std::string& command,
                                  const std::string& input = {})
    {
        return in_appliance(
            "cd /run/guess; export KRB5_CONFIG=/run/guess/krb5.conf KRB5CCNAME=/run/guess/cc-" + where +
                "; ip netns exec " + where + " " + command,
            input, seconds{150});
    }
    static bool ticket(const std::string& where, const Person& who)
    {
        return at(where, "timeout 20 kinit " + who.sam, who.password + '\n').status == 0;
    }
    static bool mail(const std::string& where, const Person& who)
    {
        return at(where, imap_by_curl(who, who.password)).status == 0;
    }
    static std::string imap_by_curl(const Person& who, const std::string& password)
    {
        return "curl -s -k --max-time 30 -u '" + who.login + ":" + password + "' imaps://" + school().host +
               "/ -X NOOP";
    }
    /// `count` wrong passwords by Kerberos and as many by SMB, until the wall stands.
    static void guess_at_the_domain(const Person& victim, int count)
    {
        (void)at("guesser", "sh -c 'for i in $(seq " + std::to_string(count) +
                                "); do echo Wrong-$i | timeout 2 kinit " + victim.sam +
                                "; timeout 2 smbclient -L //" + school().host + " -U " + victim.sam +
                                "%Wrong-$i; done'");
    }
    static void guess_at_mail(const Person& victim, int count, int at_once)
    {
        (void)at("guesser", "sh -c 'seq " + std::to_string(count) + " | xargs -P " + std::to_string(at_once) +
                                " -I{} curl -s -k --max-time 30 -u " + victim.login + ":Wrong-{} imaps://" +
                                school().host + "/ -X NOOP'");
    }
    static std::string blocks()
    {
        return must("pedell guesses list --json");
    }
};

TEST_F(Guessing, AtATeacherFromAPupilsAddressDoesNotStopTheTeacherElsewhere)
{
    const Person& teacher = school().one("teacher", 5);
    const Person& pupil = school().pupil_of(school().other_class(), 9);
    guess_at_the_domain(teacher, 14);
    guess_at_mail(teacher, 15, 15);

    EXPECT_TRUE(
        happens(seconds{10}, [] { return blocks().find(R"("door":"domain")") != std::string::npos; }));
    EXPECT_THAT(blocks(), HasSubstr(R"({"door":"mail","address":"10.98.0.2","person":")" + teacher.login));
    EXPECT_THAT(blocks(), HasSubstr(R"({"door":"domain","address":"10.98.0.2")"));

    EXPECT_TRUE(ticket("other", teacher));
    EXPECT_TRUE(mail("other", teacher));
    EXPECT_EQ(Drive(teacher).list("home"), 0);
    EXPECT_TRUE(imap(teacher, "NOOP"));

    EXPECT_FALSE(ticket("guesser", teacher));
    EXPECT_FALSE(mail("guesser", teacher)) << "the right password, from the guesser's address";
    EXPECT_TRUE(mail("guesser", pupil)) << "somebody else's mail, from the guesser's address";

    must(std::string("pedell guesses clear ") + guesser_address);
    EXPECT_TRUE(ticket("guesser", teacher));
    EXPECT_TRUE(mail("guesser", teacher));
}

TEST_F(Guessing, LeavesTheOpenFoldersOfOthersBehindTheSameAddressOpen)
{
    const Person& teacher = school().one("teacher", 5);
    const Person& pupil = school().pupil_of(school().other_class(), 9);
    // smbclient stays connected and lists the folder when told, before and after the address is shut.
    const std::string script = "host=" + school().host + " victim=" + teacher.sam + " own='" + pupil.sam +
                               "%" + pupil.password + "'" + R"sh(
mkfifo in; stdbuf -oL smbclient //$host/home -U "$own" <in >out 2>&1 & exec 3>in
listed() { for i in $(seq 100); do [ "$(grep -c 'blocks of size' out)" = "$1" ] && return; sleep 0.1; done; return 1; }
echo ls >&3; listed 1 || { cat out; exit 11; }
for i in $(seq 25); do timeout 2 smbclient -L //$host -U $victim%Wrong-$i && exit 12; done >/dev/null
timeout 3 smbclient -L //$host -U "$own" && exit 13
echo ls >&3; listed 2 || { cat out; exit 14; }
)sh";
    const auto done = at("guesser", "bash -s", script);
    EXPECT_EQ(done.status, 0) << done.out << done.err;
    EXPECT_THAT(blocks(), HasSubstr("\"door\":\"domain\""));
}

TEST_F(Guessing, OnOneLongConnectionIsCut)
{
    // Simple binds (RFC 4511 4.2) one after the other on one connection: how many are answered?
    const std::string script =
        "host, who = '" + school().host + "', '" + school().one("teacher", 5).upn + R"('
import socket, ssl
context = ssl.create_default_context(); context.check_hostname = False; context.verify_mode = ssl.CERT_NONE
line = context.wrap_socket(socket.create_connection((host, 636), 10)); line.settimeout(5)
def tlv(tag, body): return bytes([tag, len(body)]) + body
answered = 0
try:
    for i in range(60):
        bind = tlv(0x02, b'\3') + tlv(0x04, who.encode()) + tlv(0x80, b'Wrong-%d' % i)
        line.sendall(tlv(0x30, tlv(0x02, bytes([i + 1])) + tlv(0x60, bind)))
        if not line.recv(4096): break
        answered += 1
except OSError: pass
print(answered)
)";
    const auto done = at("guesser", "python3 -", script);
    ASSERT_EQ(done.status, 0) << done.err;
    EXPECT_GE(std::stoi(done.out), 20);
    EXPECT_LE(std::stoi(done.out), 30) << "a few more before the watcher has read of it";
}

TEST_F(Guessing, AnOldPhoneNeitherStopsTheChildsPcNorItsMail)
{
    const Person& child = school().pupil_of(school().other_class(), 10);
    (void)at("guesser", "sh -c 'seq 200 | xargs -P 10 -I{} curl -s -k --max-time 30 -u " + child.login +
                            ":Alt-Kennwort-7 imaps://" + school().host + "/ -X NOOP'");

    EXPECT_THAT(blocks(), Not(HasSubstr(child.login)));
    const std::string count =
        must("ldbsearch -H /var/lib/samba/private/sam.ldb '(sAMAccountName=" + child.sam +
             ")' badPwdCount | sed -n 's/^badPwdCount: //p'");
    EXPECT_LE(std::stoi(count.empty() ? "0" : count), 20) << "of 200";
    EXPECT_TRUE(ticket("guesser", child));
    EXPECT_TRUE(mail("guesser", child));
}

TEST_F(Guessing, WithoutTheWatcherMailWaitsAndPcsGoOn)
{
    const Person& pupil = school().pupil_of(school().other_class(), 9);
    must("systemctl stop pedell-watch.socket pedell-watch.service");
    std::string why;
    EXPECT_FALSE(imap(pupil, "NOOP", &why));
    const auto talk =
        in_appliance("printf 'a LOGIN " + pupil.login + " " + pupil.password +
                     "\\r\\nb LOGOUT\\r\\n' | timeout 20 openssl s_client -quiet -connect localhost:993");
    EXPECT_THAT(talk.out, HasSubstr("a NO [UNAVAILABLE]"));
    const Sent sent = submit(pupil, mail_between(pupil, school().one("teacher").mail, "Waechter"));
    EXPECT_FALSE(sent.accepted());
    EXPECT_THAT(sent.log, HasSubstr("Bitte spaeter noch einmal"));
    EXPECT_TRUE(ticket("other", pupil));
    const auto doctor = in_appliance("LC_ALL=C.UTF-8 pedell doctor --json");
    EXPECT_NE(doctor.status, 0);
    EXPECT_THAT(doctor.out, HasSubstr(R"("id":"watcher")"));

    must("systemctl start pedell-watch.socket pedell-watch.service");
    EXPECT_TRUE(imap(pupil, "NOOP"));
}

TEST_F(Guessing, TheWatcherKilledIsBackBeforeAnybodyNotices)
{
    const Person& pupil = school().pupil_of(school().other_class(), 9);
    for (int i = 0; i < 3; ++i) {
        must("systemctl kill -s KILL pedell-watch");
        EXPECT_TRUE(happens(seconds{10}, [&] { return imap(pupil, "NOOP").has_value(); }));
    }
}

TEST_F(Guessing, LeavesNoNameBehind)
{
    const Person& teacher = school().one("teacher", 5);
    (void)at("guesser", "smbclient -L //" + school().host + " -U " + teacher.sam + "%Wrong");
    EXPECT_TRUE(
        happens(seconds{10}, [] { return must("stat -c %s /run/pedell-watch/samba/events.json") == "0\n"; }));
    EXPECT_EQ(
        must("journalctl -b -t samba -t smbd --since -2min -o cat | grep -c '\"Authentication\"' || true"),
        "0\n");
    EXPECT_EQ(
        must("journalctl --namespace=pedell --since -2min -o cat | grep -c '\"Authentication\"' || true"),
        "0\n");
    EXPECT_EQ(
        must("journalctl -b -u pedell-watch -o cat | grep -c -e " + teacher.login + " -e 10[.]98 || true"),
        "0\n");
}

TEST_F(Guessing, TheWatcherIsAskedByDovecotAloneAndListsForRootAlone)
{
    EXPECT_EQ(must("stat -c '%U:%G %a' /run/pedell-watch/watch.sock /run/pedell-watch/samba"),
              "root:pedell-watch 660\nroot:pedell-watch 750\n");
    const std::string list =
        "python3 -c 'import socket; s=socket.socket(socket.AF_UNIX,socket.SOCK_SEQPACKET); "
        "s.settimeout(10); s.connect(\"/run/pedell-watch/watch.sock\"); s.recv(64); "
        "s.send(b\"list\"); print(s.recv(65536).decode())'";
    for (const char* who : {"nobody", "pedelld", "pedell-milter", "dovecot", "postfix"}) {
        EXPECT_NE(in_appliance(std::string("setpriv --reuid ") + who + " --regid " + who +
                               " --clear-groups -- " + list)
                      .status,
                  0)
            << who;
    }
    // With the socket's group, as an auth-worker: it may ask, not list.
    EXPECT_EQ(in_appliance("setpriv --reuid dovecot --regid dovecot --groups pedell-watch -- " + list).out,
              "\n");
    EXPECT_THAT(in_appliance(list).out, HasSubstr("\"blocks\""));
}

TEST(Passwords, TheFormerOneIsWorthNothingAtOnce)
{
    const Person& who = school().pupil_of(school().other_class(), 8);
    const Finally back([&] { restore_password(who.sam, who.password); });
    restore_password(who.sam, "Neues+Lineal44");
    EXPECT_NE(Drive(who).list("home"), 0);
    EXPECT_FALSE(imap(who, "NOOP"));
    EXPECT_EQ(Drive(who.sam, "Neues+Lineal44").list("home"), 0);
}

} // namespace
} // namespace pedell::appliance
