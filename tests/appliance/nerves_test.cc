// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bad night: each process killed, the register gone or locked, and nothing acknowledged is lost, nothing
// passes unchecked.
#include "mail_client.h"
#include "shell.h"
#include "smb_client.h"

#include <atomic>
#include <gtest/gtest.h>
#include <thread>

namespace pedell::appliance
{
namespace
{

using std::chrono::seconds;

/// One who writes in no other test: whoever tries again and again meets the hourly limit.
const Person& patient_pupil()
{
    return school().pupil_of(school().first_class(), 5);
}

TEST(Nerves, MailWaitsWhileTheMilterIsStoppedAndGoesThroughAfterwards)
{
    const Person& pupil = patient_pupil();
    const Person& teacher = school().one("teacher");
    const std::string subject = unique_subject("milter");
    must("systemctl stop pedell-milter");
    const Finally back([] { must("systemctl start pedell-milter"); });

    const Sent during = submit(pupil, mail_between(pupil, teacher.mail, subject));
    EXPECT_EQ(during.code / 100, 4) << during.log;

    must("systemctl start pedell-milter");
    EXPECT_TRUE(happens(
        seconds{20}, [&] { return submit(pupil, mail_between(pupil, teacher.mail, subject)).accepted(); }));
    EXPECT_TRUE(receives(teacher, subject));
}

TEST(Nerves, WithoutTheRegisterNothingPassesAndDoctorNamesFaultAndFix)
{
    const Person& pupil = patient_pupil();
    const Person& teacher = school().one("teacher");
    must("systemctl stop pedelld && mv /var/lib/pedell/register /var/lib/pedell/register.away");
    const auto back = [] {
        must("test ! -d /var/lib/pedell/register.away || { systemctl stop pedelld; rm -rf "
             "/var/lib/pedell/register; "
             "mv /var/lib/pedell/register.away /var/lib/pedell/register; }; systemctl reset-failed; "
             "systemctl start pedelld; "
             "systemctl restart pedell-milter dovecot postfix");
    };
    const Finally finally(back);
    must("systemctl restart pedell-milter dovecot postfix || true");

    const Sent during = submit(pupil, mail_between(pupil, teacher.mail, "register"));
    EXPECT_FALSE(during.accepted());
    EXPECT_EQ(during.code / 100, 4) << during.log;
    const auto doctor = in_appliance("LC_ALL=C.UTF-8 pedell doctor");
    EXPECT_NE(doctor.status, 0);
    EXPECT_NE((doctor.out + doctor.err).find("register"), std::string::npos) << doctor.out << doctor.err;
}

void expect_delay_while_the_register_is_locked(int lock_seconds)
{
    const Person& pupil = patient_pupil();
    const Person& teacher = school().one("teacher");
    const std::string pids = must("systemctl show -p MainPID --value pedelld pedell-milter dovecot");
    // All eight locks of the WAL index (SQLite, "WAL-mode file format" 2.3.1): neither reader nor writer gets
    // in. A lock on the database file itself nobody gets while pedelld lives: its connection holds a shared
    // one.
    must("systemd-run --unit=lock-probe --collect python3 -c 'import fcntl,time; "
         "f=open(\"/var/lib/pedell/register/register.sqlite-shm\", \"r+b\"); fcntl.lockf(f, fcntl.LOCK_EX, "
         "8, 120); time.sleep(" +
         std::to_string(lock_seconds) + ")'");
    const Finally back([] { (void)in_appliance("systemctl stop lock-probe"); });

    const Sent during = submit(pupil, mail_between(pupil, teacher.mail, unique_subject("riegel")));
    EXPECT_TRUE(during.accepted() || during.code / 100 == 4) << during.log;
    EXPECT_TRUE(happens(seconds{lock_seconds + 30},
                        [] { return in_appliance("systemctl is-active lock-probe").status != 0; }));
    EXPECT_TRUE(happens(seconds{20}, [&] {
        return submit(pupil, mail_between(pupil, teacher.mail, unique_subject("riegel"))).accepted();
    }));
    EXPECT_EQ(must("systemctl show -p MainPID --value pedelld pedell-milter dovecot"), pids)
        << "a process died";
}

TEST(Nerves, AnExclusiveLockOnTheRegisterDelaysOrDefersAndKillsNobody)
{
    expect_delay_while_the_register_is_locked(12); // longer than every busy time-out
}

TEST(LongNerves, AnExclusiveLockOfAMinuteOnTheRegisterDelaysOrDefersAndKillsNobody)
{
    expect_delay_while_the_register_is_locked(60);
}

TEST(Nerves, TheCaretakerKilledWhileWritingLeavesEverythingWorking)
{
    std::atomic<bool> stop{false};
    std::thread writer([&stop] {
        for (int i = 0; i < 40 && !stop; ++i)
            (void)in_appliance("pedell alias add probe-" + std::to_string(i) +
                               " person:" + school().one("teacher").login);
    });
    for (int i = 0; i < 5; ++i) {
        (void)in_appliance("sleep 0.3; systemctl kill -s KILL pedelld");
    }
    stop = true;
    writer.join();

    EXPECT_TRUE(happens(seconds{20}, [] { return in_appliance("pedell status").status == 0; }));
    const Person& pupil = patient_pupil();
    EXPECT_TRUE(submit(pupil, mail_between(pupil, school().one("teacher").mail, "danach")).accepted());
    (void)in_appliance("for i in $(seq 0 39); do pedell alias remove probe-$i; done");
    EXPECT_EQ(must("sqlite3 'file:/var/lib/pedell/register/register.sqlite?mode=ro' 'PRAGMA quick_check'"),
              "ok\n");
}

TEST(Nerves, AfterARebootEverythingIsBackWithoutAHand)
{
    const Person& pupil = patient_pupil();
    const Person& teacher = school().one("teacher");
    const std::string subject = unique_subject("neustart");
    const std::string boot =
        must("cat /proc/sys/kernel/random/boot_id /run/machine-id 2>/dev/null; stat -c %Y /run/systemd");
    (void)in_appliance("systemctl reboot");

    EXPECT_TRUE(happens(seconds{60}, [&boot] {
        const auto now = in_appliance(
            "cat /proc/sys/kernel/random/boot_id /run/machine-id 2>/dev/null; stat -c %Y /run/systemd");
        return now.status == 0 && now.out != boot;
    }));
    EXPECT_TRUE(happens(
        seconds{60}, [&] { return submit(pupil, mail_between(pupil, teacher.mail, subject)).accepted(); }));
    EXPECT_TRUE(receives(teacher, subject));
    EXPECT_TRUE(happens(seconds{60}, [&pupil] { return Drive(pupil).list("home") == 0; }));
    EXPECT_TRUE(happens(seconds{60}, [] {
        return in_appliance("pedell status --json | grep -q '\"pending\":0'").status == 0;
    })) << must("pedell status");
    EXPECT_EQ(must("systemctl --failed --no-legend"), "");
}

/// Mails of several senders at once (the hourly limit counts each person), while one process is killed again
/// and again.
class Killed : public testing::TestWithParam<const char*>
{
};

TEST_P(Killed, LosesNoAcknowledgedMailAndPassesNoneUnchecked)
{
    constexpr int senders = 8;
    constexpr int mails_each = 25;
    const std::string unit = GetParam();
    const Person& teacher = school().one("teacher");
    const std::string subject = unique_subject("nacht");
    std::atomic<int> acknowledged{0};
    std::atomic<int> forbidden{0};
    std::atomic<bool> done{false};

    std::thread killer([&] {
        while (!done)
            (void)in_appliance("systemctl kill -s KILL " + unit + "; systemctl reset-failed " + unit +
                               "; sleep 0.2; systemctl start " + unit + "; sleep 0.8");
    });
    const auto submit_until_taken = [&](const Person& sender) {
        return happens(seconds{60}, [&] {
            return submit(sender, mail_between(sender, teacher.mail, subject)).accepted();
        });
    };
    std::vector<std::thread> threads;
    for (int s = 0; s < senders; ++s) {
        threads.emplace_back([&, s] {
            const Person& sender = school().one("teacher", static_cast<std::size_t>(1 + s % 4));
            for (int i = 0; i < mails_each; ++i) {
                if (submit_until_taken(sender))
                    ++acknowledged;
                if (i % 5 == 0 &&
                    submit(sender, mail_between(sender, "freund@example.org", subject)).accepted())
                    ++forbidden;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    done = true;
    killer.join();
    must("systemctl reset-failed; systemctl start " + unit);
    (void)in_appliance("postqueue -f");

    EXPECT_EQ(forbidden, 0);
    const auto wanted = static_cast<std::size_t>(acknowledged.load());
    EXPECT_EQ(wanted, static_cast<std::size_t>(senders * mails_each));
    EXPECT_TRUE(happens(seconds{60},
                        [&] {
                            (void)in_appliance("postqueue -f");
                            return count_in_inbox(teacher, subject) >= wanted;
                        }))
        << count_in_inbox(teacher, subject) << " of " << wanted;
}

INSTANTIATE_TEST_SUITE_P(EachProcess, Killed, testing::Values("pedell-milter", "pedelld", "pedell-hand"),
                         [](const auto& tested) {
                             std::string name = tested.param;
                             std::erase(name, '-');
                             return name;
                         });

} // namespace
} // namespace pedell::appliance
