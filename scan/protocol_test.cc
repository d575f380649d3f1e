// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/protocol.h"

#include <gtest/gtest.h>

namespace pedell::scan
{
namespace
{

using base::Errc;

Question a_question()
{
    return {.context = {.role = core::Role::teacher,
                        .door = core::Door::drive,
                        .area = core::Area::hand_in,
                        .among_staff = true},
            .whole = Whole::file,
            .name = "Übung 1\n2.docx",
            .person = {4711},
            .findings = true};
}

TEST(ScanProtocol, ReadsTheQuestionThatItWrote)
{
    const auto question = a_question();
    EXPECT_EQ(to_wire(question), "scan1 teacher drive hand_in 1 file 4711 1\nÜbung 1\n2.docx");
    const auto read = read_question(to_wire(question));
    ASSERT_TRUE(read) << read.error().context;
    EXPECT_EQ(*read, question);
    EXPECT_EQ(*read_question(to_wire(Question{})), Question{});
}

TEST(ScanProtocol, KeepsBothEndsOfAnEndlessName)
{
    auto question = a_question();
    question.name = "start" + std::string(2 * max_name_bytes, 'x') + std::string(1, '\0') + ".exe";
    const auto read = read_question(to_wire(question));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->name.size(), max_name_bytes);
    EXPECT_TRUE(read->name.starts_with("start"));
    EXPECT_TRUE(read->name.ends_with("?.exe"));
}

TEST(ScanProtocol, RefusesEveryOtherQuestion)
{
    for (const std::string_view wire :
         {"", "scan1", "scan1 pupil mail mailbox 0 message 1 0", // no line end
          "scan2 pupil mail mailbox 0 message 1 0\n", "scan1 Pupil mail mailbox 0 message 1 0\n",
          "scan1 pupil post mailbox 0 message 1 0\n", "scan1 pupil mail attic 0 message 1 0\n",
          "scan1 pupil mail mailbox 2 message 1 0\n", "scan1 pupil mail mailbox 0 letter 1 0\n",
          "scan1 pupil mail mailbox 0 message -1 0\n", "scan1 pupil mail mailbox 0 message 1x 0\n",
          "scan1 pupil mail mailbox 0 message  0\n", "scan1 pupil mail mailbox 0 message 1 0 \nx",
          "scan1 pupil mail mailbox 0 message 1 0 1\n", "scan1 pupil mail mailbox 0 message 1 yes\n",
          " scan1 pupil mail mailbox 0 message 1 0\n", "scan1  pupil mail mailbox 0 message 1 0\n"}) {
        SCOPED_TRACE(wire);
        const auto read = read_question(wire);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, Errc::malformed);
    }
    const std::string good = "scan1 pupil mail mailbox 0 message 1 0\n";
    EXPECT_TRUE(read_question(good));
    EXPECT_FALSE(read_question(good + std::string(1, '\0')));
    EXPECT_TRUE(read_question(good + std::string(max_name_bytes, 'x')));
    EXPECT_FALSE(read_question(good + std::string(max_name_bytes + 1, 'x')));
}

TEST(ScanProtocol, ReadsTheAnswerThatItWrote)
{
    Answer answer{.verdict = {core::Decision::refuse, core::ContentRule::macro, "Nachricht › a.docm", "vba"},
                  .findings = std::nullopt};
    EXPECT_EQ(to_wire(answer), "scan1 refuse macro\tvba\tNachricht › a.docm\n");
    EXPECT_EQ(*read_answer(to_wire(answer)), answer);

    answer.findings =
        core::Findings{.parts = {{.path = "a", .kind = core::Kind::document, .type = "x/y", .bytes = 7}},
                       .list = {{core::Trait::macro, "a", "vba"}},
                       .complete = true};
    EXPECT_EQ(*read_answer(to_wire(answer)), answer);
    answer.verdict = {core::Decision::pass, core::ContentRule::none, "", ""};
    EXPECT_EQ(*read_answer(to_wire(answer)), answer);
    answer.verdict = {};
    EXPECT_EQ(*read_answer(to_wire(answer)), answer);
}

TEST(ScanProtocol, RefusesEveryOtherAnswer)
{
    for (const std::string_view wire :
         {"", "scan1 pass none", "scan1 pass\t\t\n", "scan1 pass none \t\t\n", "scan1 let none\t\t\n",
          "scan1 pass macro\t\t\n",  // it passed, although a rule forbids it
          "scan1 defer macro\t\t\n", //
          "scan1 refuse none\t\t\n", // refused for nothing
          "scan1 pass none\t\t\nrest", "scan1 pass none\ta\x01\t\n", "scan1 pass none\t\t\xFF\n",
          "scan2 pass none\t\t\n"}) {
        SCOPED_TRACE(wire);
        const auto read = read_answer(wire);
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().code, Errc::malformed);
    }
}

} // namespace
} // namespace pedell::scan
