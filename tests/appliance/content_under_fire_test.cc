// SPDX-License-Identifier: GPL-3.0-or-later
//
// Workers that are killed, stopped and starved while the three doors are used: nothing unfit passes, nothing
// is lost, all recovers.
#include "content_samples.h"
#include "mail_client.h"
#include "mailbox.h"
#include "shell.h"
#include "smb_client.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <map>
#include <thread>

namespace pedell::appliance
{
namespace
{

using namespace std::chrono_literals;

std::string message_of(const Person& from, const std::string& subject, const Sample& sample)
{
    return "From: <" + from.mail + ">\r\nTo: <" + from.mail + ">\r\nSubject: " + subject +
           "\r\nDate: Tue, 24 Nov 2026 08:00:00 +0100\r\nMessage-ID: <" + subject + "@" + school().domain +
           ">\r\n" + attachment_header() + "\r\n" + attachment_body(sample);
}

/// At random moments: kills a worker, stops it, leaves it a second of the processor or no descriptor to open.
std::string fire(int seconds)
{
    return "systemctl set-property --runtime pedell-scand-worker.service MemoryMax=64M\n"
           "end=$((SECONDS + " +
           std::to_string(seconds) +
           "))\n"
           "while [ $SECONDS -lt $end ]; do\n"
           "    main=$(systemctl show -P MainPID pedell-scand-worker)\n"
           "    worker=$(pgrep -P \"$main\" | shuf -n 1)\n"
           "    case $((RANDOM % 4)) in\n"
           "        0) kill -KILL $worker && echo killed ;;\n"
           "        1) kill -STOP $worker && echo stopped ;;\n"
           "        2) prlimit --pid $worker --cpu=1:1 && echo hurried ;;\n"
           "        3) prlimit --pid $worker --nofile=3:3 && echo closed ;;\n"
           "    esac 2>/dev/null\n"
           "    sleep 0.0$((RANDOM % 10))\n"
           "done | sort | uniq -c\n"
           "systemctl set-property --runtime pedell-scand-worker.service MemoryMax=1536M\n";
}

/// What came back, by door and sample: for a glance at what the test saw.
using Seen = std::map<std::string, int>;

std::string first_word(const std::string& reply)
{
    return reply.empty() ? "nothing"
                         : reply.substr(0, reply.starts_with("a ") ? reply.find_first_of(" ]", 5) : 3);
}

/// A hundred mails, spread over the time: a teacher may send only so many in an hour, and other tests send as
/// well.
class Allowance
{
public:
    explicit Allowance(std::chrono::milliseconds time) : pause_(time / 100) {}
    bool take()
    {
        const auto now = std::chrono::steady_clock::now();
        if (now < next_)
            return false;
        next_ = now + pause_;
        return true;
    }

private:
    std::chrono::milliseconds pause_;
    std::chrono::steady_clock::time_point next_;
};

/// Without a hand: the next mail passes, the next file opens, what was refused stays refused.
void expect_recovered(Submission& submission, const Person& teacher, Drive& drive)
{
    const auto text = a_text();
    EXPECT_TRUE(happens(30s, [&] {
        return submission.send(teacher.mail, message_of(teacher, unique_subject("danach"), text))
            .starts_with("250");
    }));
    EXPECT_EQ(drive.put("home/danach.txt", text.bytes), 0);
    EXPECT_TRUE(happens(30s, [&] { return drive.get("home/danach.txt") == 0; }));
    const auto refused =
        submission.send(teacher.mail, message_of(teacher, unique_subject("danach"), a_program()));
    EXPECT_TRUE(refused.starts_with("550")) << refused;
}

void expect_safe(int seconds)
{
    const Person& teacher = school().one("teacher", 1);
    const Person& pupil = school().one("pupil", 5);
    Allowance mails_left(std::chrono::seconds{seconds});
    const auto text = a_text();
    const auto program = a_program();
    Drive drive(pupil);
    Submission submission(teacher);
    Seen seen;
    std::string fired;
    int round = 0;
    {
        const std::jthread shooter(
            [&] { fired = in_appliance("bash -s", fire(seconds), std::chrono::seconds{seconds + 60}).out; });
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{seconds};
        while (std::chrono::steady_clock::now() < end) {
            ++round;
            for (const auto* const sample : {&text, &program}) {
                const auto subject = unique_subject("feuer");
                if (mails_left.take()) {
                    const auto mailed = submission.send(teacher.mail, message_of(teacher, subject, *sample));
                    ++seen["SMTP " + sample->name + " " + first_word(mailed)];
                    EXPECT_TRUE(sample->fit || !mailed.starts_with('2')) << mailed;
                    EXPECT_FALSE(sample->fit && mailed.starts_with("550") &&
                                 mailed.find("Programm") != std::string::npos)
                        << mailed;
                }

                Mailbox mailbox(teacher);
                if (mailbox.open()) {
                    const auto appended = mailbox.append({message_of(teacher, subject, *sample)}, "Trash");
                    ++seen["IMAP " + sample->name + " " + first_word(appended)];
                    EXPECT_TRUE(sample->fit || !appended.starts_with("a OK")) << appended;
                }

                const auto path = "home/feuer-" + std::to_string(round) + "-" + sample->name;
                std::string got;
                static_cast<void>(drive.put(path, sample->bytes));
                const int error = drive.get(path, &got);
                ++seen["SMB " + sample->name + " " + (error == 0 ? "opened" : "denied")];
                EXPECT_TRUE(sample->fit || error != 0) << path;
                EXPECT_TRUE(sample->fit || got.empty()) << path;
            }
        }
    }
    std::printf("%d rounds; fired:\n%s", round, fired.c_str());
    for (const auto& [what, times] : seen)
        std::printf("%6d %s\n", times, what.c_str());
    EXPECT_NE(fired.find("killed"), std::string::npos) << fired;
    EXPECT_NE(fired.find("stopped"), std::string::npos) << fired;

    expect_recovered(submission, teacher, drive);
    const auto home = must("doveadm user -f home " + pupil.login + " | tr -d '\\n'");
    must("rm -f '" + home + "'/home/feuer-* '" + home + "'/home/danach*");
}

TEST(Content, NothingUnfitPassesWhileWorkersAreKilledStoppedAndStarved)
{
    expect_safe(40);
}

TEST(LongContent, NothingUnfitPassesWhileWorkersAreKilledForLong)
{
    expect_safe(600);
}

TEST(Content, AReloadWithFaultySettingsKeepsTheOldOnesAndSaysSo)
{
    const Person& pupil = school().one("pupil", 6);
    Sample link = a_text();
    link.bytes = "https://gesperrt-probe.example/spiel\r\n";
    const auto append = [&] {
        Mailbox mailbox(pupil);
        return mailbox.open() ? mailbox.append({message_of(pupil, unique_subject("verweis"), link)}, "Trash")
                              : "";
    };
    EXPECT_TRUE(append().starts_with("a OK"));
    must("mkdir -p /etc/pedell/links.d && echo gesperrt-probe.example >/etc/pedell/links.d/probe.hosts && "
         "cp -a /etc/pedell/school.toml /run/school.toml.kept && systemctl reload pedell-scand");
    const Finally back([] {
        must("cp -a /run/school.toml.kept /etc/pedell/school.toml && rm -f /etc/pedell/links.d/probe.hosts "
             "&& systemctl reload pedell-scand");
    });
    EXPECT_TRUE(append().starts_with("a NO [CANNOT]"));

    const auto since = must("date +%s.%N | tr -d '\\n'");
    must("echo '[content' >>/etc/pedell/school.toml && rm /etc/pedell/links.d/probe.hosts && systemctl "
         "reload pedell-scand");
    EXPECT_TRUE(append().starts_with("a NO [CANNOT]")) << "the old rules, lists included";
    EXPECT_TRUE(happens(10s, [&] {
        return in_appliance("journalctl --namespace='*' --since=@" + since +
                            " MESSAGE_ID=e5e1177ad7624a26a8a4ea8387906be6 -o cat")
                   .out.find("school.toml") != std::string::npos;
    })) << in_appliance("journalctl --namespace='*' -u pedell-scand -n 5 -o cat").out;
}

} // namespace
} // namespace pedell::appliance
