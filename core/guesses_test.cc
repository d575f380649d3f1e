// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/guesses.h"

#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

using std::chrono::minutes;
using std::chrono::seconds;

const NetAddress pupils_pc = *NetAddress::parse("10.0.0.7");
const NetAddress teachers_pc = *NetAddress::parse("10.0.0.8");
const Instant start = Instant(minutes{100});

/// One attempt whose password is wrong in Active Directory; returns what it was answered.
MailAnswer wrong_mail(MailGuesses& guesses, const NetAddress& from, std::string_view person,
                      std::uint64_t tag, Instant now)
{
    const MailAnswer answer = guesses.ask(from, person, tag, now);
    if (answer == MailAnswer::allow)
        guesses.report(from, person, tag, Outcome::wrong, now);
    return answer;
}

void guess_until_blocked(MailGuesses& guesses, const NetAddress& from, std::string_view person)
{
    for (std::uint64_t tag = 1; tag <= GuessRules{}.mail_passwords; ++tag)
        ASSERT_EQ(wrong_mail(guesses, from, person, tag, start), MailAnswer::allow) << tag;
}

TEST(MailGuesses, BlockThePairAndNobodyElse)
{
    MailGuesses guesses;
    guess_until_blocked(guesses, pupils_pc, "teacher");

    EXPECT_EQ(guesses.ask(pupils_pc, "teacher", 99, start), MailAnswer::blocked);
    EXPECT_EQ(guesses.ask(teachers_pc, "teacher", 99, start), MailAnswer::allow);
    EXPECT_EQ(guesses.ask(pupils_pc, "pupil", 99, start), MailAnswer::allow);
    const auto blocks = guesses.blocks(start);
    ASSERT_EQ(blocks.size(), 1U);
    EXPECT_EQ(blocks[0].address, pupils_pc);
    EXPECT_EQ(blocks[0].person, "teacher");
    EXPECT_EQ(blocks[0].left, GuessRules{}.mail_block);
}

TEST(MailGuesses, EndByThemselves)
{
    MailGuesses guesses;
    guess_until_blocked(guesses, pupils_pc, "teacher");

    EXPECT_EQ(guesses.ask(pupils_pc, "teacher", 99, start + seconds{599}), MailAnswer::blocked);
    EXPECT_EQ(guesses.ask(pupils_pc, "teacher", 99, start + seconds{600}), MailAnswer::allow);
    EXPECT_TRUE(guesses.blocks(start + seconds{600}).empty());
}

TEST(MailGuesses, AnOldPhoneIsAnsweredFromMemoryAndNeverBlocked)
{
    MailGuesses guesses;
    std::size_t asked = 0;
    for (int i = 0; i < 200; ++i) { // an hour, every 18 seconds
        const auto answer = wrong_mail(guesses, pupils_pc, "child", 1, start + i * seconds{18});
        EXPECT_NE(answer, MailAnswer::blocked);
        asked += answer == MailAnswer::allow ? 1 : 0;
    }
    EXPECT_EQ(asked, 20U);
    EXPECT_EQ(guesses.ask(pupils_pc, "child", 2, start + minutes{60}), MailAnswer::allow);
}

TEST(MailGuesses, ARightPasswordClearsThePair)
{
    MailGuesses guesses;
    for (std::uint64_t tag = 1; tag <= 9; ++tag)
        (void)wrong_mail(guesses, pupils_pc, "child", tag, start);
    ASSERT_EQ(guesses.ask(pupils_pc, "child", 10, start), MailAnswer::allow);
    guesses.report(pupils_pc, "child", 10, Outcome::right, start);

    guess_until_blocked(guesses, pupils_pc, "child");
}

TEST(MailGuesses, ManyConnectionsAtOnceGainNothing)
{
    MailGuesses guesses;
    std::size_t allowed = 0;
    for (std::uint64_t tag = 1; tag <= 100; ++tag)
        allowed += guesses.ask(pupils_pc, "teacher", tag, start) == MailAnswer::allow ? 1 : 0;
    EXPECT_EQ(allowed, GuessRules{}.mail_passwords);
}

TEST(MailGuesses, ARightPasswordOnManyConnectionsAtOnceIsNoGuess)
{
    MailGuesses guesses;
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(guesses.ask(pupils_pc, "child", 1, start), MailAnswer::allow);
    for (int i = 0; i < 100; ++i)
        guesses.report(pupils_pc, "child", 1, Outcome::right, start);
    EXPECT_EQ(guesses.ask(pupils_pc, "child", 1, start), MailAnswer::allow);
}

TEST(MailGuesses, WhatNobodyCouldTellCountsForNothing)
{
    MailGuesses guesses;
    for (std::uint64_t tag = 1; tag <= 100; ++tag) {
        ASSERT_EQ(guesses.ask(pupils_pc, "child", tag, start), MailAnswer::allow);
        guesses.report(pupils_pc, "child", tag, Outcome::unknown, start);
    }
    EXPECT_TRUE(guesses.blocks(start).empty());
}

TEST(MailGuesses, SprayingStopsTheAddressButNotWhoWasRightFromThere)
{
    MailGuesses guesses;
    ASSERT_EQ(guesses.ask(pupils_pc, "owner", 7, start), MailAnswer::allow);
    guesses.report(pupils_pc, "owner", 7, Outcome::right, start);
    for (std::size_t i = 0; i < GuessRules{}.mail_people; ++i)
        ASSERT_EQ(wrong_mail(guesses, pupils_pc, "p" + std::to_string(i), 1, start), MailAnswer::allow) << i;
    const std::size_t remembered = guesses.remembered();

    EXPECT_EQ(guesses.ask(pupils_pc, "next", 1, start), MailAnswer::blocked);
    EXPECT_EQ(guesses.remembered(), remembered);
    EXPECT_EQ(guesses.ask(pupils_pc, "owner", 7, start), MailAnswer::allow);
    EXPECT_EQ(guesses.ask(teachers_pc, "next", 1, start), MailAnswer::allow);
    ASSERT_EQ(guesses.blocks(start).size(), 1U);
    EXPECT_EQ(guesses.blocks(start)[0].person, "");
    EXPECT_EQ(guesses.ask(pupils_pc, "next", 1, start + minutes{10}), MailAnswer::allow);
}

TEST(MailGuesses, ANetworkOfManyAddressesIsStoppedAsOne)
{
    MailGuesses guesses;
    for (int i = 0; i < 40; ++i) {
        const auto address = *NetAddress::parse("2001:db8::" + std::to_string(i + 1));
        ASSERT_EQ(wrong_mail(guesses, address, "teacher", static_cast<std::uint64_t>(i), start),
                  MailAnswer::allow);
    }
    EXPECT_EQ(guesses.ask(*NetAddress::parse("2001:db8::99"), "teacher", 99, start), MailAnswer::blocked);
    EXPECT_EQ(guesses.ask(*NetAddress::parse("2001:db8::99"), "pupil", 99, start), MailAnswer::allow);
    EXPECT_EQ(guesses.ask(*NetAddress::parse("2001:db8:0:1::1"), "teacher", 99, start), MailAnswer::allow);
    EXPECT_EQ(guesses.clear(NetAddress::parse("2001:db8::99"), start), 1U);
    EXPECT_EQ(guesses.ask(*NetAddress::parse("2001:db8::99"), "teacher", 99, start), MailAnswer::allow);
}

TEST(MailGuesses, AreLiftedByHand)
{
    MailGuesses guesses;
    guess_until_blocked(guesses, pupils_pc, "teacher");
    guess_until_blocked(guesses, teachers_pc, "teacher");

    EXPECT_EQ(guesses.clear(pupils_pc, start), 1U);
    EXPECT_EQ(guesses.ask(pupils_pc, "teacher", 1, start), MailAnswer::allow);
    EXPECT_EQ(guesses.ask(teachers_pc, "teacher", 1, start), MailAnswer::blocked);
    EXPECT_EQ(guesses.clear(std::nullopt, start), 1U);
    EXPECT_EQ(guesses.ask(teachers_pc, "teacher", 1, start), MailAnswer::allow);
}

TEST(DomainGuesses, StopTheAddressThatGuessesAtOnePerson)
{
    DomainGuesses guesses;
    for (int i = 0; i < 19; ++i)
        EXPECT_FALSE(guesses.wrong(pupils_pc, "teacher", start).cut) << i;
    const auto last = guesses.wrong(pupils_pc, "teacher", start);
    EXPECT_TRUE(last.block && last.cut);

    // What was connected before is cut at its next guess, without a second block.
    const auto after = guesses.wrong(pupils_pc, "pupil", start);
    EXPECT_TRUE(!after.block && after.cut);
    EXPECT_FALSE(guesses.wrong(teachers_pc, "teacher", start).cut);
    ASSERT_EQ(guesses.blocks(start).size(), 1U);
    EXPECT_EQ(guesses.blocks(start)[0].left, minutes{5});
    EXPECT_FALSE(guesses.wrong(pupils_pc, "teacher", start + minutes{5}).cut);
}

TEST(DomainGuesses, LetAClassBehindOneAddressMistype)
{
    DomainGuesses guesses;
    for (int round = 0; round < 8; ++round) // four mistakes each, two events a mistake
        for (int child = 0; child < 30; ++child)
            EXPECT_FALSE(guesses.wrong(pupils_pc, "c" + std::to_string(child), start).cut);
}

TEST(DomainGuesses, StopTheAddressThatTriesEverybody)
{
    DomainGuesses guesses;
    for (int i = 0; i < 299; ++i)
        ASSERT_FALSE(guesses.wrong(pupils_pc, "p" + std::to_string(i), start).cut);
    EXPECT_TRUE(guesses.wrong(pupils_pc, "p299", start).block);
}

TEST(DomainGuesses, ForgetAfterTheWindowAndByHand)
{
    DomainGuesses guesses;
    for (int i = 0; i < 19; ++i)
        (void)guesses.wrong(pupils_pc, "teacher", start);
    EXPECT_FALSE(guesses.wrong(pupils_pc, "teacher", start + minutes{5}).block);
    for (int i = 0; i < 19; ++i)
        (void)guesses.wrong(pupils_pc, "teacher", start + minutes{5});
    EXPECT_EQ(guesses.blocks(start + minutes{5}).size(), 1U);
    EXPECT_EQ(guesses.clear(teachers_pc, start + minutes{5}), 0U);
    EXPECT_EQ(guesses.clear(pupils_pc, start + minutes{5}), 1U);
    EXPECT_FALSE(guesses.wrong(pupils_pc, "teacher", start + minutes{5}).cut);
}

} // namespace
} // namespace pedell::core
