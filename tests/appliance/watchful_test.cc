// SPDX-License-Identifier: GPL-3.0-or-later
// The doctor in numbers, and the report for whoever helps: useful, and without anybody in it.
#include "at_home.h"
#include "mail_client.h"
#include "settings_edit.h"
#include "shell.h"
#include "smb_client.h"

#include "base/handle.h"

#include <gmock/gmock.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>

namespace pedell::appliance
{
namespace
{

using testing::HasSubstr;
using testing::Not;

/// Names of the school and of its people, as they would stand in a log.
std::vector<std::string> names()
{
    std::vector<std::string> all{school().domain, school().realm, school().host, school().name,
                                 "Grundschule am Wald"};
    for (const Person& person : school().people) {
        all.push_back(person.login);
        all.push_back(person.sam);
    }
    return all;
}

void expect_nobody_in(const std::string& text)
{
    std::string folded = text;
    std::ranges::transform(folded, folded.begin(), [](unsigned char c) { return std::tolower(c); });
    for (std::string name : names()) {
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
        const auto at = folded.find(name);
        EXPECT_EQ(at, std::string::npos) << name << ": " << text.substr(at < 80 ? 0 : at - 80, 160);
    }
}

/// A file of the appliance in pieces: the journal of a busy day is longer than what a command may answer.
std::string whole_file(const std::string& file)
{
    constexpr std::size_t piece = 500'000;
    std::string all;
    for (std::string got = "-"; !got.empty(); all += got)
        got = must("tail -c +" + std::to_string(all.size() + 1) + " " + file + " | head -c " +
                   std::to_string(piece));
    return all;
}

/// A DNS server at home, 198.51.100.2, that answers "no such name" to everything (RFC 1035 4.1.1).
class DeadEnd
{
public:
    DeadEnd()
    {
        at(Place::from_home, [this] {
            fd_ = base::Fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_port = htons(53);
            listens_ =
                fd_ && ::bind(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        });
        answering_ = std::jthread([this](const std::stop_token& stop) { answer(stop); });
    }
    [[nodiscard]] bool listens() const noexcept
    {
        return listens_;
    }

private:
    void answer(const std::stop_token& stop) const
    {
        for (pollfd wait{fd_.get(), POLLIN, 0}; !stop.stop_requested();) {
            std::string message(512, '\0');
            sockaddr_in who{};
            socklen_t size = sizeof who;
            if (::poll(&wait, 1, 50) != 1)
                continue;

            const ssize_t got = ::recvfrom(fd_.get(), message.data(), message.size(), 0,
                                           reinterpret_cast<sockaddr*>(&who), &size);
            if (got < 12)
                continue;

            message.resize(static_cast<std::size_t>(got));
            message.replace(2, 2, "\x81\x83");
            (void)::sendto(fd_.get(), message.data(), message.size(), 0,
                           reinterpret_cast<const sockaddr*>(&who), size);
        }
    }

    base::Fd fd_;
    bool listens_ = false;
    std::jthread answering_; ///< ends first
};

TEST(Metrics, AreWrittenForTheirGroupAlone)
{
    must("rm -f /var/lib/pedell/metrics/pedell.prom && systemctl start pedell-metrics.service");

    EXPECT_EQ(must("stat -c '%U:%G %a' /var/lib/pedell/metrics /var/lib/pedell/metrics/pedell.prom"),
              "root:pedell-metrics 750\nroot:pedell-metrics 640\n");
    EXPECT_EQ(must("systemctl is-active pedell-metrics.timer pedell-certificates.timer"), "active\nactive\n");
    EXPECT_NE(
        in_appliance("setpriv --reuid nobody --clear-groups cat /var/lib/pedell/metrics/pedell.prom").status,
        0);
}

TEST(Metrics, SayWhatTheDoctorSays)
{
    must("systemctl start pedell-metrics.service");
    const std::string text = must("cat /var/lib/pedell/metrics/pedell.prom");

    EXPECT_THAT(text, HasSubstr("pedell_findings{severity=\"fault\"} 0\n"));
    EXPECT_THAT(text, HasSubstr("pedell_unit_well{unit=\"pedelld.service\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("pedell_door_answers{port=\"993\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("pedell_mail_queue "));
    EXPECT_THAT(text, HasSubstr("pedell_certificate_days "));
    EXPECT_THAT(text, HasSubstr("pedell_dns_right_answers{kind=\"service\"} 4\n"));
    EXPECT_THAT(text, HasSubstr("pedell_dns_right_answers{kind=\"host\"} 1\n"));
    expect_nobody_in(text);

    const Finally back([] { must("systemctl start pedell-milter"); });
    must("systemctl stop pedell-milter && systemctl start pedell-metrics.service");
    EXPECT_THAT(must("cat /var/lib/pedell/metrics/pedell.prom"),
                HasSubstr("pedell_unit_well{unit=\"pedell-milter.service\"} 0\n"));
}

TEST(Doctor, AsksTheServersOutsideAsAClientWould)
{
    const DeadEnd server;
    ASSERT_TRUE(server.listens());
    const SettingsEdit edit(
        "[dns]\nforwarders = [\"198.51.100.2\", \"198.51.100.77\"]\n[mail]\nmx = \"here\"\n");

    const std::string said = in_appliance("LC_ALL=C.UTF-8 pedell doctor").out;

    EXPECT_THAT(said, HasSubstr("The DNS server 198.51.100.77 of dns.forwarders does not answer"));
    EXPECT_THAT(said, Not(HasSubstr("198.51.100.2 ")));
    EXPECT_THAT(said, HasSubstr(school().domain + " has no MX record"));
}

TEST(Report, NamesNobodyWhoeverWasBusy)
{
    const Person& pupil = school().one("pupil");
    const Person& teacher = school().one("teacher");
    const std::string archive = "/run/pedell-test-bericht.tar.zst";
    const Finally gone(
        [&] { must("rm -rf " + archive + " /run/pedell-test-bericht; pedell guesses clear"); });
    // A name that is sown wherever one could come into a log.
    const auto made =
        in_appliance("pedell person add --role guest --given Xaveria --surname Quittenbaum --json");
    ASSERT_EQ(made.status, 0) << made.err;
    const Finally removed([] { must("pedell person remove xaveria.quittenbaum --yes"); });
    Person sown = pupil;
    sown.login = "xaveria.quittenbaum";
    EXPECT_FALSE(imap(sown, "NOOP"));
    EXPECT_NE(Drive(sown.login, "Falsch.123").list("home"), 0);
    EXPECT_TRUE(submit(pupil, mail_between(pupil, teacher.mail, unique_subject("Quittenbaum"))).accepted());
    EXPECT_FALSE(submit(pupil, mail_between(pupil, "xaveria.quittenbaum@example.org", "x")).accepted());
    EXPECT_EQ(Drive(pupil).put("home/quittenbaum.txt", "Quittenbaum"), 0);
    const Finally file([&] { (void)Drive(pupil).remove("home/quittenbaum.txt"); });
    must("pedell person lock xaveria.quittenbaum --reason Quittenbaum");

    const std::string said = must("umask 022; pedell report --output " + archive);

    EXPECT_THAT(said, HasSubstr("journal.txt"));
    EXPECT_EQ(must("stat -c '%U %a' " + archive), "root 600\n");
    must("mkdir -m 0700 /run/pedell-test-bericht && tar --zstd -xf " + archive +
         " -C /run/pedell-test-bericht");
    EXPECT_EQ(must("cd /run/pedell-test-bericht && ls"),
              "doctor.json\njournal.txt\nmachine.txt\nmetrics.txt\nsettings.txt\nunits.txt\nversions.txt\n");
    EXPECT_EQ(must("find /run/pedell-test-bericht -type f -empty"), "");
    must("cat /run/pedell-test-bericht/* >/run/pedell-test-alles");
    const std::string all = whole_file("/run/pedell-test-alles");
    EXPECT_THAT(all, HasSubstr("pedelld: "));
    EXPECT_THAT(all, HasSubstr("limits.pupil"));
    EXPECT_THAT(all, HasSubstr("postfix 3."));
    EXPECT_THAT(all, Not(testing::ContainsRegex("[Qq]uittenbaum|[Xx]averia")));
    expect_nobody_in(all);
}

TEST(Report, TellsWhatItWouldHoldAndWritesOverNothing)
{
    EXPECT_THAT(must("cd /run && pedell report --dry-run"), HasSubstr("doctor.json"));
    EXPECT_NE(in_appliance("ls /run/pedell-report-*").status, 0);
    must("touch /run/pedell-test-da");
    const Finally gone([] { must("rm -f /run/pedell-test-da"); });
    EXPECT_NE(in_appliance("pedell report --output /run/pedell-test-da").status, 0);
    EXPECT_EQ(must("stat -c %s /run/pedell-test-da"), "0\n");
}

TEST(Journal, IsBoundedInBothNamespaces)
{
    const std::string main = must("systemd-analyze cat-config systemd/journald.conf");
    const std::string mail = must("systemd-analyze cat-config systemd/journald@pedell.conf");
    EXPECT_THAT(main, HasSubstr("\nSystemMaxUse=512M"));
    EXPECT_THAT(mail, HasSubstr("\nSystemMaxUse=1G"));
    EXPECT_THAT(mail, HasSubstr("\nMaxRetentionSec=6day"));
}

TEST(Watchdog, RestartsAWatcherThatHangs)
{
    EXPECT_EQ(must("systemctl show -P WatchdogUSec pedelld.service"), "5min\n");
    must("mkdir -p /run/systemd/system/pedell-watch.service.d && printf '[Service]\\nWatchdogSec=2s\\n' "
         ">/run/systemd/system/pedell-watch.service.d/test.conf && systemctl daemon-reload && systemctl "
         "restart "
         "pedell-watch");
    const Finally back([] {
        must("rm -r /run/systemd/system/pedell-watch.service.d && systemctl daemon-reload && systemctl "
             "restart "
             "pedell-watch");
    });
    const std::string before = must("systemctl show -P MainPID pedell-watch");
    // It lives as long as it says so ...
    EXPECT_FALSE(happens(std::chrono::seconds{5},
                         [&] { return must("systemctl show -P MainPID pedell-watch") != before; }));
    // ... and not when it cannot.
    must("kill -STOP " + before);
    EXPECT_TRUE(happens(std::chrono::seconds{20}, [&] {
        const std::string now = must("systemctl show -P MainPID pedell-watch");
        return now != before && now != "0\n";
    }));
}

} // namespace
} // namespace pedell::appliance
