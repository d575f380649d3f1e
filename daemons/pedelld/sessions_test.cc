// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/sessions.h"

#include "daemons/pedelld/guesses.h"

#include <gtest/gtest.h>

namespace pedell::pedelld
{
namespace
{

using namespace std::chrono_literals;
const std::chrono::steady_clock::time_point start;
const core::PersonId anna{1};
const core::PersonId ben{2};

TEST(Sessions, AreFoundByTheirTokenAlone)
{
    Sessions sessions;
    const std::string token = sessions.open(anna, start).value();
    const std::string other = sessions.open(ben, start).value();

    EXPECT_EQ(token.size(), 64U);
    EXPECT_NE(token, other);
    EXPECT_EQ(sessions.use(token, start), anna);
    EXPECT_EQ(sessions.use(other, start), ben);
    EXPECT_EQ(sessions.use("", start), std::nullopt);
    EXPECT_EQ(sessions.use(token.substr(1), start), std::nullopt);

    sessions.close(token);
    EXPECT_EQ(sessions.use(token, start), std::nullopt);
    EXPECT_EQ(sessions.use(other, start), ben);
    sessions.close_all_of(ben);
    EXPECT_EQ(sessions.use(other, start), std::nullopt);
}

TEST(Sessions, EndAfterSilenceAndAfterADaysWork)
{
    Sessions sessions;
    const std::string silent = sessions.open(anna, start).value();
    const std::string busy = sessions.open(anna, start).value();

    auto now = start;
    while (now + 29min < start + Sessions::longest) {
        now += 29min;
        EXPECT_EQ(sessions.use(busy, now), anna);
    }
    EXPECT_EQ(sessions.use(silent, now), std::nullopt);
    EXPECT_EQ(sessions.left(busy, now), start + Sessions::longest - now);
    EXPECT_EQ(sessions.use(busy, start + Sessions::longest), std::nullopt);

    const std::string quiet = sessions.open(anna, start).value();
    EXPECT_EQ(sessions.use(quiet, start + 29min + 59s), anna);
    EXPECT_EQ(sessions.use(quiet, start + 59min + 59s), std::nullopt);
}

TEST(Sessions, AreFiveOfAPersonAndTheOldestGoes)
{
    Sessions sessions;
    const std::string first = sessions.open(anna, start).value();
    const std::string other = sessions.open(ben, start).value();
    for (std::size_t i = 1; i < Sessions::most_of_a_person; ++i)
        (void)sessions.open(anna, start);
    EXPECT_EQ(sessions.use(first, start), anna);

    (void)sessions.open(anna, start);

    EXPECT_EQ(sessions.use(first, start), std::nullopt);
    EXPECT_EQ(sessions.use(other, start), ben);
}

TEST(Guesses, AreTenInTenMinutesForALogin)
{
    Guesses guesses;
    for (std::size_t i = 0; i < Guesses::most; ++i)
        EXPECT_EQ(guesses.admit("anna", static_cast<uid_t>(1000 + i), start + 1s), std::nullopt);

    EXPECT_EQ(guesses.admit("anna", 2000, start + 2s), Guesses::window - 1s);
    EXPECT_EQ(guesses.admit("ben", 2000, start + 2s), std::nullopt);
    EXPECT_EQ(guesses.admit("anna", 2000, start + 1s + Guesses::window), std::nullopt);
}

TEST(Guesses, AreTenForACallerButNotForRoot)
{
    Guesses guesses;
    for (std::size_t i = 0; i < Guesses::most; ++i) {
        EXPECT_EQ(guesses.admit("a" + std::to_string(i), 1000, start), std::nullopt);
        EXPECT_EQ(guesses.admit("b" + std::to_string(i), 0, start), std::nullopt);
    }
    EXPECT_NE(guesses.admit("somebody", 1000, start), std::nullopt);
    EXPECT_EQ(guesses.admit("somebody", 0, start), std::nullopt);
    EXPECT_EQ(guesses.admit("somebody", 1001, start), std::nullopt);
}

TEST(Guesses, AreForgivenWhenTheyWereRight)
{
    Guesses guesses;
    for (std::size_t i = 0; i < 5 * Guesses::most; ++i) {
        EXPECT_EQ(guesses.admit("anna", 1000, start), std::nullopt);
        guesses.forgive("anna", 1000);
    }
}

} // namespace
} // namespace pedell::pedelld
