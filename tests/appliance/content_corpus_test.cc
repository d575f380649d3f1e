// SPDX-License-Identifier: GPL-3.0-or-later
//
// The corpus at the doors of a real server: what its .verdict says is what SMTP, IMAP and SMB do, for the
// same person.
#include "mail_client.h"
#include "mailbox.h"
#include "shell.h"
#include "smb_client.h"
#include "tests/content/case.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <map>

namespace pedell::appliance
{
namespace
{

using corpus::Case;

/// A person sends so many of the corpus in an hour, less than a pupil may.
constexpr std::size_t turn_of_each = 40;

const char* person_role(core::Role role)
{
    switch (role) {
    case core::Role::pupil:
        return "pupil";
    case core::Role::teacher:
        return "teacher";
    default:
        return nullptr; // the demo school's others are few; the unit ring has them
    }
}

/// Cases with settings of their own and parts for colleagues alone are the unit ring's.
std::vector<Case> cases_for_doors(const char* folder)
{
    auto cases = corpus::read_folder(std::filesystem::path(PEDELL_CONTENT_CORPUS) / folder);
    std::erase_if(cases, [](const Case& one) {
        return person_role(one.role) == nullptr || one.among_staff || one.macros_among_staff ||
               (!one.message && (one.area != core::Area::home || one.doors.size() != 3));
    });
    return cases;
}

/// As many as `most`, from every chapter.
std::vector<Case> sample(std::vector<Case> cases, std::size_t most)
{
    std::map<std::pair<std::string, std::string>, std::vector<Case>> strata;
    for (auto& one : cases)
        strata[{corpus::chapter_of(one.line), one.file.extension()}].push_back(std::move(one));
    std::vector<Case> chosen;
    for (std::size_t round = 0; chosen.size() < most && round < cases.size(); ++round)
        for (auto& [stratum, members] : strata)
            if (round < members.size() && chosen.size() < most)
                chosen.push_back(std::move(members[round]));
    return chosen;
}

/// The case's message with this person as its author: who he is, is another rule than what it holds.
std::string message_by(const Person& who, const Case& one)
{
    auto text = corpus::bytes_at(one, core::Door::mail);
    const std::string theirs = "From: Mia <mia.sommer@schule.example>";
    if (const auto at = text.find(theirs); at != std::string::npos)
        text.replace(at, theirs.size(), "From: <" + who.mail + ">");
    return text;
}

std::string escaped(std::string_view name)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const char letter : name) {
        const auto byte = static_cast<unsigned char>(letter);
        if (std::isalnum(byte) != 0 || letter == '.' || letter == '-' || letter == '_')
            text += letter;
        else
            text += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
    return text;
}

/// The three doors of one person, each opened once.
struct Doors {
    explicit Doors(const Person& person) : who(person), submission(person), mailbox(person), drive(person) {}
    const Person& who;
    Submission submission;
    Mailbox mailbox;
    Drive drive;
};

/// "fit", "unfit", or what went wrong.
std::string by_mail(Doors& doors, const std::string& to, const Case& one)
{
    const auto reply = doors.submission.send(to, message_by(doors.who, one));
    return reply.starts_with("250") ? "fit" : reply.starts_with("550") ? "unfit" : "SMTP says " + reply;
}

std::string by_append(Doors& doors, const std::string& message)
{
    const auto reply = doors.mailbox.append({message}, "Korpus");
    return reply.starts_with("a OK")            ? "fit"
           : reply.starts_with("a NO [CANNOT]") ? "unfit"
                                                : "IMAP says " + reply;
}

/// What the file server takes under another name, or not at all, passes no one.
std::string by_drive(Doors& doors, std::size_t number, const Case& one)
{
    if (one.name.empty() || one.name.find('/') != std::string::npos)
        return "unfit";
    const auto folder = "home/korpus-" + std::to_string(number);
    if (const int made = doors.drive.make_folder(folder); made != 0)
        return "no folder: " + std::to_string(made);
    const auto path = folder + "/" + escaped(one.name);
    if (doors.drive.put(path, corpus::bytes_at(one, core::Door::drive)) != 0)
        return "unfit";
    std::string got;
    const int error = doors.drive.get(path, &got);
    if (error == 0)
        return got == corpus::bytes_at(one, core::Door::drive) ? "fit" : "other bytes";
    return error == EACCES || error == EPERM || error == ENOENT ? "unfit"
                                                                : "SMB says " + std::to_string(error);
}

void clean(const Person& who)
{
    const auto home = must("doveadm user -f home " + who.login + " | tr -d '\\n'");
    must("rm -rf '" + home + "'/home/korpus-*; doveadm mailbox delete -u " + who.login +
         " Korpus 2>/dev/null; true");
}

void use_corpus_hosts()
{
    must("mkdir -p /etc/pedell/links.d");
    const auto put = in_appliance("cat >/etc/pedell/links.d/korpus.hosts && chmod 644 "
                                  "/etc/pedell/links.d/korpus.hosts && systemctl reload pedell-scand",
                                  "gesperrt.example\nxn--gesperrt-bung-4ob.example\n");
    ASSERT_EQ(put.status, 0) << put.err;
}

void forget_corpus_hosts()
{
    must("rm -f /etc/pedell/links.d/korpus.hosts && systemctl reload pedell-scand");
}

void expect_same_at_doors(const std::vector<Case>& cases)
{
    use_corpus_hosts();
    const Finally hosts(forget_corpus_hosts);
    std::unique_ptr<Doors> doors;
    static std::map<std::string, std::size_t> used; // in this hour, by all tests
    std::size_t turns = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto& one = cases[i];
        const std::string role = person_role(one.role);
        const Person& who = school().one(role, role == "pupil" ? used[role]++ / turn_of_each : 0);
        if (!doors || &doors->who != &who) {
            if (doors)
                clean(doors->who);
            doors = std::make_unique<Doors>(who);
            ASSERT_TRUE(doors->mailbox.open()) << who.login;
            static_cast<void>(doors->mailbox.ask("CREATE Korpus"));
        }
        const std::string expected = one.hostile ? "unfit" : "fit";
        SCOPED_TRACE(one.file.filename().string());
        if (!one.message) {
            const Person& to = school().one("teacher", role == "teacher" ? 1 : 0);
            EXPECT_EQ(by_mail(*doors, to.mail, one), expected) << "SMTP: " << one.why;
            EXPECT_EQ(by_drive(*doors, i, one), expected) << "SMB: " << one.why;
        }
        EXPECT_EQ(by_append(*doors, message_by(who, one)), expected) << "IMAP: " << one.why;
        ++turns;
    }
    if (doors)
        clean(doors->who);
    std::printf("%zu cases at the doors\n", turns);
}

TEST(Content, TheCorpusGetsItsVerdictsAtTheDoors)
{
    auto cases = sample(cases_for_doors("files/hostile"), 60);
    auto more = sample(cases_for_doors("files/ordinary"), 40);
    std::ranges::move(more, std::back_inserter(cases));
    ASSERT_EQ(cases.size(), 100U);
    expect_same_at_doors(cases);
}

TEST(LongContent, EveryFileOfTheCorpusGetsItsVerdictAtTheDoors)
{
    for (const auto* const folder : {"files/hostile", "files/ordinary"})
        expect_same_at_doors(cases_for_doors(folder));
}

TEST(LongContent, EveryHostileMessageOfTheCorpusIsNotAppended)
{
    expect_same_at_doors(cases_for_doors("messages/hostile"));
}

} // namespace
} // namespace pedell::appliance
