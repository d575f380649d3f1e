// SPDX-License-Identifier: GPL-3.0-or-later
// Samba waits for pedell-pwcheck inside the directory's write transaction. One that misbehaves refuses the
// password and holds up nobody else for more than a second.
#include "school.h"
#include "shell.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace pedell::appliance
{
namespace
{

constexpr const char* program = "/usr/libexec/pedell/pedell-pwcheck";

/// One person changes the password while others log on by Kerberos and IMAP, one after the other, until 1 s
/// after the answer. Prints whether it was taken, and in seconds how long the change and the slowest log-on
/// took.
constexpr const char* watch = R"(import imaplib, json, ssl, subprocess, sys, threading, time
task = json.load(sys.stdin)
result = {"change": 0.0, "kerberos": 0.0, "imap": 0.0, "failed": 0}
trust = ssl.create_default_context(cafile="/etc/pedell/tls/ca.pem")

def kerberos(user, password):
    subprocess.run(["kinit", "-c", "MEMORY:", user], input=password.encode() + b"\n", capture_output=True, check=True)

def imap(user, password):
    with imaplib.IMAP4_SSL(task["host"], ssl_context=trust) as line:
        line.login(user, password)

def log_on(way, act, who):
    while not over.is_set():
        began = time.monotonic()
        try:
            act(*who)
        except Exception:
            result["failed"] += 1
        result[way] = max(result[way], time.monotonic() - began)

over = threading.Event()
others = [threading.Thread(target=log_on, args=("kerberos", kerberos, task["kerberos"])),
          threading.Thread(target=log_on, args=("imap", imap, task["imap"]))]
[other.start() for other in others]
began = time.monotonic()
new = task["new"].encode()
change = subprocess.run(["kpasswd", task["changes"][0]], input=task["changes"][1].encode() + b"\n" + new + b"\n" + new + b"\n",
                        capture_output=True)
result["change"] = time.monotonic() - began
result["taken"] = change.returncode == 0
over.wait(1)
over.set()
[other.join() for other in others]
print(json.dumps(result))
)";

struct Seen {
    bool taken = true;
    double slowest = 0; ///< of the log-ons of others, seconds
    std::string text;
};

boost::json::array of(const std::string& name, const std::string& password)
{
    return {boost::json::string(name), boost::json::string(password)};
}

Seen change_password(const std::string& wanted)
{
    const std::string group = school().other_class();
    const Person& changes = school().pupil_of(group, 7);
    const Person& by_kerberos = school().pupil_of(group, 8);
    const Person& by_imap = school().pupil_of(group, 9);
    const auto output = in_appliance(
        std::string("cat >/run/pedell-watch-probe; python3 -c '") + watch +
            "' </run/pedell-watch-probe; s=$?; rm -f /run/pedell-watch-probe; exit $s",
        boost::json::serialize(boost::json::object{{"host", school().name},
                                                   {"new", wanted},
                                                   {"changes", of(changes.sam, changes.password)},
                                                   {"kerberos", of(by_kerberos.sam, by_kerberos.password)},
                                                   {"imap", of(by_imap.login, by_imap.password)}}));
    EXPECT_EQ(output.status, 0) << output.err;
    boost::system::error_code fault;
    const auto json = boost::json::parse(output.out, fault);
    if (fault)
        return {};

    EXPECT_EQ(json.at("failed").to_number<int>(), 0) << output.out;
    const auto seconds = [&](const char* name) { return json.at(name).to_number<double>(); };
    return {json.at("taken").as_bool(), std::max(seconds("kerberos"), seconds("imap")), output.out};
}

struct Broken {
    const char* label;
    const char* script; ///< what stands in the program's place; nothing: it is missing
};

class PasswordCheck : public testing::TestWithParam<Broken>
{
};

TEST_P(PasswordCheck, ThatMisbehavesRefusesAndDelaysNobodyByMoreThanASecond)
{
    const std::string kept = std::string(program) + ".kept";
    const Seen usual = change_password("Passwort2024!");
    EXPECT_FALSE(usual.taken);

    must(std::string("mv ") + program + ' ' + kept);
    const Finally restore([&] { must("mv -f " + kept + ' ' + program); });
    if (GetParam().script != nullptr) {
        ASSERT_EQ(in_appliance(std::string("cat >") + program + " && chmod 755 " + program, GetParam().script)
                      .status,
                  0);
    }
    const Seen now = change_password("Konrad+Insel27");

    EXPECT_FALSE(now.taken) << now.text;
    EXPECT_LT(now.slowest, usual.slowest + 1.0) << usual.text << now.text;
}

INSTANTIATE_TEST_SUITE_P(
    All, PasswordCheck,
    testing::Values(Broken{"Hangs", "#!/bin/sh\nexec sleep 30\n"},
                    Broken{"HangsAgainstSignals",
                           "#!/bin/sh\ntrap '' TERM INT HUP ALRM\nsleep 30\nsleep 30\n"},
                    Broken{"Crashes", "#!/bin/sh\nkill -SEGV $$\n"}, Broken{"IsMissing", nullptr},
                    Broken{"IsNoProgram", "\177ELF and no more\n"},
                    Broken{"Floods", "#!/bin/sh\nexec yes 'a line and no end of them'\n"},
                    Broken{"LeavesAChildWithThePipe", "#!/bin/sh\nsetsid sleep 15 &\nexit 1\n"},
                    Broken{"Stops", "#!/bin/sh\nkill -STOP $$\n"}),
    [](const auto& which) { return which.param.label; });

} // namespace
} // namespace pedell::appliance
