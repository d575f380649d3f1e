// SPDX-License-Identifier: GPL-3.0-or-later
//
// One verdict at three doors: the same file as an attachment by SMTP, in a message by IMAP APPEND and on a
// drive by SMB.
#include "content_samples.h"
#include "mail_client.h"
#include "mailbox.h"
#include "shell.h"
#include "smb_client.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cerrno>

namespace pedell::appliance
{
namespace
{

using namespace std::chrono_literals;

Sent send(const Person& from, const Person& to, const std::string& subject, const Sample& sample)
{
    Mail mail = mail_between(from, to.mail, subject);
    mail.more_header = attachment_header();
    mail.body = attachment_body(sample);
    return submit(from, mail);
}

/// The same message in one piece.
std::string message_of(const Person& from, const std::string& subject, const Sample& sample)
{
    return "From: <" + from.mail + ">\r\nTo: <" + from.mail + ">\r\nSubject: " + subject +
           "\r\nDate: Tue, 24 Nov 2026 08:00:00 +0100\r\nMessage-ID: <" + subject + "@" + school().domain +
           ">\r\n" + attachment_header() + "\r\n" + attachment_body(sample);
}

/// The German line of a reply "550-5.7.1 ...".
std::string german_of(const std::string& log)
{
    const auto at = log.find("550-5.7.1 ");
    return at == std::string::npos ? "" : log.substr(at + 10, log.find('\r', at) - at - 10);
}

bool denied(int error)
{
    return error == EACCES || error == EPERM || error == ENOENT;
}

/// As pedell-hand calls the note in a refused file's place.
std::string note_of(std::string name)
{
    std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0 && c != '-'; }, '_');
    return name + " abgelehnt.txt";
}

/// The drive's verdict: whether it can be read back now. A refused file goes out of sight a moment later.
void expect_on_drive(const Person& who, const Sample& sample)
{
    Drive drive(who);
    const std::string path = "home/" + sample.name;
    EXPECT_EQ(drive.put(path, sample.bytes), 0);
    std::string got;
    const int error = drive.get(path, &got);
    if (sample.fit) {
        EXPECT_EQ(error, 0);
        EXPECT_EQ(got, sample.bytes);
        EXPECT_EQ(drive.remove(path), 0);
        return;
    }
    EXPECT_TRUE(denied(error)) << error;
    EXPECT_TRUE(got.empty());
    const std::string note = "home/" + note_of(sample.name);
    EXPECT_TRUE(happens(15s, [&] { return drive.get(note, &got) == 0; })) << "no note";
    EXPECT_NE(got.find("The file was not stored"), std::string::npos) << got;
    EXPECT_EQ(drive.get(path), ENOENT) << "it lies where no share shows it";
    EXPECT_EQ(drive.remove(note), 0);
}

TEST(Content, HasOneVerdictAtThreeDoors)
{
    const auto samples = samples_of_every_kind();
    ASSERT_GE(samples.size(), 20U) << "no corpus";
    std::size_t turn = 0;
    for (const auto& sample : samples) {
        SCOPED_TRACE(sample.source);
        const Person& who = school().one("pupil", turn++ % 8); // below what one may send in an hour
        const Person& to = school().one("teacher");
        const std::string subject = unique_subject("inhalt");

        const Sent sent = send(who, to, subject, sample);
        EXPECT_EQ(sent.code, sample.fit ? 250 : 550) << sent.log;

        Mailbox mailbox(who);
        ASSERT_TRUE(mailbox.open());
        const auto appended = mailbox.append({message_of(who, subject, sample)});
        EXPECT_TRUE(appended.starts_with(sample.fit ? "a OK" : "a NO [CANNOT]")) << appended;
        if (!sample.fit) {
            const auto sentence = german_of(sent.log);
            EXPECT_FALSE(sentence.empty()) << sent.log;
            EXPECT_NE(appended.find(sentence), std::string::npos) << appended << "\nis not\n" << sentence;
        }
        expect_on_drive(who, sample);
    }
}

TEST(Content, StoresNothingOfAMultiappendWithOneUnfitMessage)
{
    const Person& pupil = school().one("pupil");
    const auto subject = unique_subject("mehrere");
    Mailbox mailbox(pupil);
    ASSERT_TRUE(mailbox.open());
    const auto good = message_of(pupil, subject, a_text());
    const auto bad = message_of(pupil, subject, a_program());

    EXPECT_TRUE(mailbox.append({good, bad, good}).starts_with("a NO [CANNOT]"));
    EXPECT_EQ(count_in_inbox(pupil, subject), 0U);

    EXPECT_TRUE(mailbox.append({good, good}).starts_with("a OK"));
    EXPECT_EQ(count_in_inbox(pupil, subject), 2U);
}

TEST(Content, ASecondNameOrAnotherFolderOpensNoRefusedFile)
{
    const Person& pupil = school().one("pupil");
    Drive drive(pupil);
    const auto program = a_program();
    ASSERT_EQ(drive.put("home/Notiz.txt", program.bytes), 0);
    EXPECT_TRUE(denied(drive.get("home/Notiz.txt")));
    const Finally gone([&] { static_cast<void>(drive.remove("home/Notiz_txt abgelehnt.txt")); });
    EXPECT_TRUE(happens(15s, [&] { return drive.get("home/Notiz_txt abgelehnt.txt") == 0; }));

    std::vector<std::string> names;
    ASSERT_EQ(drive.list("home", &names), 0);
    EXPECT_EQ(std::ranges::count(names, "Notiz.txt"), 0);
    for (const auto* const path : {"home/../quarantine", "home/.quarantine", "home/quarantine"}) {
        SCOPED_TRACE(path);
        EXPECT_NE(drive.list(path), 0);
    }
}

TEST(Content, ARefusedFileOfAClassStaysInItsFolderAndOutOfSight)
{
    const auto folder = "klassen/" + school().first_class();
    const Person& pupil = school().pupil_of(school().first_class());
    Drive drive(pupil);
    const auto path = folder + "/Gemeinsam/Programm.dat";
    ASSERT_EQ(drive.put(path, a_program().bytes), 0);
    EXPECT_TRUE(denied(drive.get(path)));
    const auto note = folder + "/Gemeinsam/Programm_dat abgelehnt.txt";
    EXPECT_TRUE(happens(15s, [&] { return drive.get(note) == 0; }));
    EXPECT_EQ(drive.get(path), ENOENT);
    EXPECT_EQ(drive.remove(note), 0);

    std::vector<std::string> names;
    ASSERT_EQ(drive.list(folder, &names), 0);
    EXPECT_EQ(std::ranges::count(names, ".quarantine"), 0);
    EXPECT_NE(drive.list(folder + "/.quarantine"), 0);
    EXPECT_NE(drive.rename(folder + "/.quarantine", folder + "/offen"), 0);
    EXPECT_NE(drive.make_folder(folder + "/.quarantine"), 0);
}

TEST(Content, WhatCameToTheDiskUnseenIsJudgedWhenItIsOpened)
{
    const Person& pupil = school().one("pupil");
    const auto home = must("doveadm user -f home " + pupil.login + " | tr -d '\\n'") + "/home/";
    const auto planted = in_appliance(
        "f=" + home + "geplant.bin; cat >$f && chown --reference=" + home + " $f", a_program().bytes);
    ASSERT_EQ(planted.status, 0) << planted.err;

    Drive drive(pupil);
    EXPECT_TRUE(denied(drive.get("home/geplant.bin")));
    EXPECT_TRUE(happens(15s, [&] { return drive.get("home/geplant_bin abgelehnt.txt") == 0; }));
    EXPECT_EQ(drive.remove("home/geplant_bin abgelehnt.txt"), 0);
}

TEST(Content, WithoutAJudgeNothingPassesAndNothingIsLost)
{
    const Person& pupil = school().one("pupil");
    const Person& teacher = school().one("teacher");
    const auto text = a_text();
    const auto subject = unique_subject("ohne-richter");
    Drive drive(pupil);
    ASSERT_EQ(drive.put("home/vorher.txt", text.bytes), 0);
    Mailbox mailbox(pupil);
    ASSERT_TRUE(mailbox.open());
    ASSERT_TRUE(mailbox.append({message_of(pupil, subject, text)}).starts_with("a OK"));

    const auto units = std::string("pedell-scand.socket pedell-scand-clamd.socket pedell-scand.service");
    {
        must("systemctl stop " + units);
        const Finally back([&] { must("systemctl start " + units); });

        const Sent sent = send(pupil, teacher, subject, text);
        EXPECT_EQ(sent.code, 451) << sent.log;
        EXPECT_NE(sent.log.find("4.7.1"), std::string::npos) << sent.log;
        EXPECT_TRUE(mailbox.append({message_of(pupil, subject, text)}).starts_with("a NO [UNAVAILABLE]"));
        EXPECT_TRUE(mailbox.ask("UID COPY 1:* Trash").starts_with("a OK")) << "a copy adds nothing";
        EXPECT_TRUE(denied(drive.get("home/vorher.txt")));
        EXPECT_EQ(drive.put("home/nachher.txt", text.bytes), 0)
            << "written, but to be opened only once it is judged";
        EXPECT_TRUE(denied(drive.get("home/nachher.txt")));
    }
    EXPECT_EQ(count_in_inbox(pupil, subject), 1U);
    std::string got;
    EXPECT_TRUE(happens(10s, [&] { return drive.get("home/nachher.txt", &got) == 0; }));
    EXPECT_EQ(got, text.bytes);
    EXPECT_EQ(drive.get("home/vorher.txt"), 0);
    EXPECT_TRUE(mailbox.append({message_of(pupil, subject, text)}).starts_with("a OK"));
    EXPECT_TRUE(send(pupil, teacher, subject, text).accepted());
    EXPECT_TRUE(receives(teacher, subject));
    EXPECT_EQ(drive.remove("home/vorher.txt"), 0);
    EXPECT_EQ(drive.remove("home/nachher.txt"), 0);
}

TEST(Content, ALargeMessageIsJudgedFromAFileWithoutAName)
{
    const Person& pupil = school().one("pupil");
    const Person& teacher = school().one("teacher");
    Sample large = a_text();
    while (large.bytes.size() < (3U << 20))
        large.bytes += large.bytes;
    const auto subject = unique_subject("gross");
    EXPECT_TRUE(send(pupil, teacher, subject, large).accepted());
    EXPECT_TRUE(receives(teacher, subject));

    Mailbox mailbox(pupil);
    ASSERT_TRUE(mailbox.open());
    EXPECT_TRUE(mailbox.append({message_of(pupil, subject, large)}).starts_with("a OK"));
    EXPECT_EQ(must("ls -A /var/lib/pedell/milter | grep -v sqlite | wc -l"), "0\n");
}

TEST(Content, PostfixChangesNoLineAfterTheJudgement)
{
    EXPECT_EQ(must("postconf -h lmtp_line_length_limit message_reject_characters smtputf8_enable "
                   "smtpd_forbid_bare_newline"),
              "0\n\\0\nno\nreject\n");
}

} // namespace
} // namespace pedell::appliance
