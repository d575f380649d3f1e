// SPDX-License-Identifier: GPL-3.0-or-later
#include "school.h"
#include "shell.h"

#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

double exposure(const std::string& unit)
{
    // "→ Overall exposure level for pedell-milter.service: 1.3 OK"
    const std::string out = must("LC_ALL=C systemd-analyze security --no-pager " + unit + " | tail -n 1");
    const auto at = out.rfind(": ");
    return at == std::string::npos ? 10.0 : std::stod(out.substr(at + 2));
}

TEST(Rights, ExposureStaysBelowTheLimits)
{
    EXPECT_LE(exposure("pedell-milter.service"), 2.5);
    EXPECT_LE(exposure("pedelld.service"), 3.0);
    EXPECT_LE(exposure("pedell-watch.service"), 2.5);
    EXPECT_LE(exposure("pedell-gate.service"), 2.5);
    EXPECT_LE(exposure("pedell-scand.service"), 2.5);
    EXPECT_LE(exposure("pedell-scand-worker.service"), 2.5);
}

TEST(Rights, OnlyTheHandRunsAsRoot)
{
    const std::string processes = must("ps -eo user:20,args | grep '/usr/libexec/pedell/' | grep -v grep");
    for (std::size_t from = 0, to = 0; (to = processes.find('\n', from)) != std::string::npos;
         from = to + 1) {
        const std::string line = processes.substr(from, to - from);
        if (line.find("pedell-hand") == std::string::npos) {
            EXPECT_FALSE(line.starts_with("root")) << line;
        }
    }
}

struct Refused {
    const char* label;
    const char* as;
    const char* message;
};

TEST(Rights, TheHandRefusesEveryCallerButPedelldAndWhatItDoesNotKnow)
{
    // All of them in the socket's group: that the hand itself refuses is what counts.
    const std::string ask =
        "python3 -c 'import socket,sys; s=socket.socket(socket.AF_UNIX,socket.SOCK_SEQPACKET); "
        "s.settimeout(10); s.connect(\"/run/pedell/hand.sock\"); s.send(sys.argv[1].encode()); "
        "print(s.recv(65536).decode())' ";
    for (const Refused& row : {
             Refused{"root", "root", R"({"verb":"load-keys"})"},
             Refused{"milter", "pedell-milter", R"({"verb":"load-keys"})"},
             Refused{"nobody", "nobody", R"({"verb":"load-keys"})"},
             Refused{"scand", "pedell-scand", R"({"verb":"load-keys"})"},
             Refused{"unknown verb", "pedelld", R"({"verb":"shell"})"},
             Refused{"unknown argument", "pedelld", R"({"verb":"load-keys","path":"/etc/shadow"})"},
             Refused{"path as name", "pedelld",
                     R"({"verb":"make-folder","kind":"class","id":1,"name":"../etc"})"},
             Refused{"negative id", "pedelld", R"({"verb":"erase-folder","kind":"person","id":-1})"},
             Refused{"text as id", "pedelld", R"({"verb":"erase-folder","kind":"person","id":"1"})"},
             Refused{"unknown table", "pedelld", R"({"verb":"install-tables","names":["main.cf"]})"},
             Refused{"no JSON", "pedelld", "load-keys"},
         }) {
        SCOPED_TRACE(row.label);
        const auto got = in_appliance(std::string("setpriv --reuid ") + row.as + " --regid " + row.as +
                                      " --groups pedell-hand -- " + ask + "'" + row.message + "'");
        EXPECT_EQ(got.out.find("\"ok\":true"), std::string::npos) << got.out;
    }
    const auto known = in_appliance("setpriv --reuid pedelld --regid pedelld --groups pedell-hand -- " + ask +
                                    R"('{"verb":"load-keys"}')");
    EXPECT_NE(known.out.find("\"ok\":true"), std::string::npos) << known.out << known.err;
}

TEST(Rights, TheApiIsForRootAndItsGroupAlone)
{
    EXPECT_EQ(must("stat -c '%U:%G %a' /run/pedell/api.sock"), "root:pedell-users 660\n");
    EXPECT_NE(
        in_appliance(
            "setpriv --reuid pedell-milter --regid pedell-milter --clear-groups -- curl -sf --unix-socket "
            "/run/pedell/api.sock http://localhost/v1/status")
            .status,
        0);
    must("curl -sf --unix-socket /run/pedell/api.sock http://localhost/v1/status");
}

TEST(Rights, SecretsAreForRootAlone)
{
    EXPECT_EQ(must("stat -c %a /var/lib/pedell/keys /var/lib/pedell/ca"), "700\n700\n");
    EXPECT_NE(in_appliance(
                  "setpriv --reuid pedelld --regid pedelld --clear-groups -- cat /var/lib/pedell/keys/keys")
                  .status,
              0);
}

TEST(Rights, NothingListensButWhatIsNamed)
{
    const std::string ports = must("ss -Hltn | awk '{print $4}' | grep -v -e '^127' -e '^\\[::1\\]' | sed "
                                   "'s/.*://' | sort -nu | tr '\\n' ' '");
    EXPECT_EQ(ports.find(" 143 "), std::string::npos) << ports;
    EXPECT_EQ(ports.find(" 110 "), std::string::npos) << ports;
    EXPECT_EQ(ports.find(" 4190 "), std::string::npos) << ports;
    EXPECT_EQ(ports.find(" 139 "), std::string::npos) << ports;
}

TEST(Rights, MailLogsLieInTheirOwnNamespaceAndNotInTheMainJournal)
{
    EXPECT_NE(must("journalctl --namespace=pedell -n 50 -o cat | wc -l"), "0\n");
    EXPECT_EQ(must("journalctl -t postfix/smtpd -t postfix/cleanup -o cat --no-pager | grep -c @" +
                   school().domain + " || true"),
              "0\n");
    EXPECT_EQ(must("stat -c %a /var/log/journal/*.pedell"), "700\n");
}

} // namespace
} // namespace pedell::appliance
