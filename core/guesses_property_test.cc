// SPDX-License-Identifier: GPL-3.0-or-later
// What holds whatever a crowd of clients does: made-up traffic with fixed seeds.
#include "core/guesses.h"

#include <gtest/gtest.h>
#include <map>
#include <random>

namespace pedell::core
{
namespace
{

using std::chrono::seconds;

NetAddress address_of(std::size_t number)
{
    return *NetAddress::parse("10.0." + std::to_string(number / 250) + "." +
                              std::to_string(number % 250 + 1));
}

struct Crowd {
    std::mt19937 random;
    Instant now{seconds{100000}};

    std::size_t below(std::size_t limit)
    {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    }
};

/// However many guessers from however many addresses: Active Directory sees at most `mail_passwords`
/// different wrong passwords of a pair in any window, and whoever knows the password always gets in from a
/// quiet address.
TEST(MailGuessesProperty, BoundGuessersAndNeverStopTheOwnerElsewhere)
{
    const GuessRules rules;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(seed);
        Crowd crowd{std::mt19937(seed)};
        MailGuesses guesses(rules);
        std::map<std::size_t, std::vector<Instant>> reached; // by address, guesses at "teacher"
        const NetAddress quiet = address_of(999);
        for (int step = 0; step < 4000; ++step) {
            crowd.now += seconds{crowd.below(3)};
            const std::size_t from = crowd.below(5);
            const std::uint64_t tag = crowd.below(100000);
            if (guesses.ask(address_of(from), "teacher", tag, crowd.now) == MailAnswer::allow) {
                reached[from].push_back(crowd.now);
                const bool told = crowd.below(10) != 0;
                guesses.report(address_of(from), "teacher", tag, told ? Outcome::wrong : Outcome::unknown,
                               crowd.now);
                if (!told)
                    reached[from].pop_back();
            }
            if (crowd.below(50) == 0) {
                ASSERT_EQ(guesses.ask(quiet, "teacher", 1U << 20, crowd.now), MailAnswer::allow);
                guesses.report(quiet, "teacher", 1U << 20, Outcome::right, crowd.now);
            }
        }
        for (const auto& [from, times] : reached)
            for (std::size_t i = 0; i + rules.mail_passwords < times.size(); ++i)
                ASSERT_GE(times[i + rules.mail_passwords] - times[i], rules.mail_block) << from;
    }
}

TEST(MailGuessesProperty, MemoryIsBounded)
{
    GuessRules rules;
    rules.pairs = 64;
    rules.addresses = 16;
    Crowd crowd{std::mt19937(1)};
    MailGuesses guesses(rules);
    for (int step = 0; step < 20000; ++step) {
        const auto from = address_of(crowd.below(500));
        const auto person = std::string(crowd.below(200), 'x');
        const std::uint64_t tag = crowd.below(1000);
        if (guesses.ask(from, person, tag, crowd.now) == MailAnswer::allow)
            guesses.report(from, person, tag, static_cast<Outcome>(crowd.below(3)), crowd.now);
        ASSERT_LE(guesses.remembered(), rules.pairs);
    }
}

TEST(DomainGuessesProperty, AnAddressGetsNoMoreThanItsShareInAnyBlockTime)
{
    const GuessRules rules;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(seed);
        Crowd crowd{std::mt19937(seed)};
        DomainGuesses guesses(rules);
        std::map<std::size_t, Instant> free_from;
        for (int step = 0; step < 4000; ++step) {
            crowd.now += seconds{crowd.below(2)};
            const std::size_t from = crowd.below(3);
            const bool blocked = free_from.contains(from) && crowd.now < free_from[from];
            const auto answer =
                guesses.wrong(address_of(from), "t" + std::to_string(crowd.below(4)), crowd.now);
            EXPECT_FALSE(answer.block && blocked);
            EXPECT_EQ(answer.cut, answer.block || blocked);
            if (answer.block)
                free_from[from] = crowd.now + rules.domain_block;
        }
        EXPECT_FALSE(free_from.empty());
    }
}

} // namespace
} // namespace pedell::core
