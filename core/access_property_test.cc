// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold for every history of an account, tried on random ones (fixed seed: the same on every
// machine).
#include "core/access.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

namespace pedell::core
{
namespace
{

constexpr int histories = 200;
constexpr int events_each = 40;

/// A school year in which things happen to one person.
class History
{
public:
    explicit History(std::uint32_t seed) : dice_(seed)
    {
        facts_.role = all_roles[throw_of(all_roles.size())];
        for (const auto role : all_roles)
            if (throw_of(3) == 0)
                rules_.consent_required_for.insert(role);
    }

    void next()
    {
        now_ += std::chrono::seconds{throw_of(5)};
        switch (throw_of(12)) {
        case 0:
        case 1:
        case 2:
        case 3:
            return give();
        case 4:
            return revoke();
        case 5:
            facts_.sanctions.push_back({later(-3), throw_of(2) == 0 ? std::optional{later(20)} : std::nullopt,
                                        throw_of(2) == 0 ? Measure::lock : Measure::restriction});
            return;
        case 6:
        case 7:
            for (auto& lock : facts_.sanctions)
                lock.until = std::min(lock.until.value_or(now_), now_);
            return;
        case 8:
            facts_.leaves = throw_of(3) == 0 ? std::optional{later(30)} : std::nullopt;
            return;
        case 9:
        case 10:
            return switch_module();
        default:
            facts_.erasing = throw_of(10) == 0;
            return;
        }
    }

    [[nodiscard]] const AccountFacts& facts() const
    {
        return facts_;
    }
    [[nodiscard]] const AccessRules& rules() const
    {
        return rules_;
    }
    [[nodiscard]] Time now() const
    {
        return now_;
    }

private:
    std::uint32_t throw_of(std::size_t sides)
    {
        // Not std::uniform_int_distribution: its numbers differ between libraries.
        return static_cast<std::uint32_t>(dice_() % sides);
    }
    Time later(int offset)
    {
        return now_ + std::chrono::seconds{offset} + std::chrono::seconds{throw_of(6)};
    }
    void give()
    {
        facts_.consents.push_back({throw_of(2) == 0 ? Purpose::use : Purpose::evaluation,
                                   throw_of(4) == 0 ? Channel::from_home : Channel::in_school,
                                   later(-4),
                                   throw_of(2) == 0 ? std::optional{later(10)} : std::nullopt,
                                   {}});
    }
    void switch_module()
    {
        if (throw_of(3) == 0)
            return facts_.modules.clear();
        facts_.modules.push_back({all_services[throw_of(all_services.size())],
                                  static_cast<ModuleScope>(throw_of(4)), throw_of(2) == 0});
    }
    void revoke()
    {
        if (!facts_.consents.empty())
            facts_.consents[throw_of(facts_.consents.size())].revoked = now_;
    }

    std::mt19937 dice_;
    Time now_{std::chrono::seconds{1'000'000}};
    AccountFacts facts_;
    AccessRules rules_;
};

/// Written anew on purpose, not shared with the rule under test.
bool consents_to(const AccountFacts& facts, Purpose purpose, Channel channel, Time now)
{
    bool found = false;
    for (const auto& each : facts.consents)
        found |= each.purpose == purpose && each.channel == channel && !(each.given > now) &&
                 each.expires.value_or(Time::max()) > now && each.revoked.value_or(Time::max()) > now;
    return found;
}

/// What is asked of a history at one moment.
struct Asked {
    Service service;
    Channel channel;
};

template <class Check>
void for_every_moment(const Check& check)
{
    for (std::uint32_t seed = 1; seed <= histories; ++seed) {
        History history{seed};
        for (int event = 0; event < events_each && !testing::Test::HasFailure(); ++event) {
            SCOPED_TRACE("seed " + std::to_string(seed) + ", event " + std::to_string(event));
            history.next();
            for (const auto service : all_services)
                for (const auto channel : all_channels)
                    check(history, Asked{service, channel},
                          decide_access(history.facts(), service, channel, history.rules(), history.now()));
        }
    }
}

TEST(AccessProperty, NobodyWhoNeedsConsentReachesMailWithoutBoth)
{
    int reached = 0;
    for_every_moment([&reached](const History& history, Asked asked, const Access& access) {
        if (!access.allowed || !history.rules().consent_required_for.contains(history.facts().role))
            return;

        EXPECT_TRUE(consents_to(history.facts(), Purpose::use, Channel::in_school, history.now()));
        EXPECT_TRUE(consents_to(history.facts(), Purpose::use, asked.channel, history.now()));
        if (asked.service != Service::mail)
            return;

        ++reached;
        EXPECT_TRUE(consents_to(history.facts(), Purpose::evaluation, Channel::in_school, history.now()));
        EXPECT_TRUE(consents_to(history.facts(), Purpose::evaluation, asked.channel, history.now()));
    });

    EXPECT_GT(reached, 100) << "the histories no longer show what they should";
}

TEST(AccessProperty, EveryDenialHasOneReasonAndEveryPermissionNone)
{
    for_every_moment([](const History&, Asked, const Access& access) {
        EXPECT_EQ(access.allowed, access.because == Because::allowed);
        EXPECT_FALSE(name_of(access.because).empty());
    });
}

TEST(AccessProperty, TheAnswerHoldsUntilItsEndAndChangesThere)
{
    int ends = 0;
    for_every_moment([&ends](const History& history, Asked asked, const Access& access) {
        if (!access.until)
            return;

        ++ends;
        const auto answer_at = [&](Time moment) {
            return decide_access(history.facts(), asked.service, asked.channel, history.rules(), moment);
        };
        EXPECT_GT(*access.until, history.now());
        EXPECT_EQ(answer_at(*access.until - std::chrono::seconds{1}), access);
        EXPECT_NE(answer_at(*access.until).because, access.because);
    });

    EXPECT_GT(ends, 1000) << "the histories no longer show what they should";
}

TEST(AccessProperty, AnAnswerWithoutEndNeverChanges)
{
    for_every_moment([](const History& history, Asked asked, const Access& access) {
        if (access.until)
            return;

        for (int second = 1; second < 60; ++second)
            EXPECT_EQ(decide_access(history.facts(), asked.service, asked.channel, history.rules(),
                                    history.now() + std::chrono::seconds{second}),
                      access);
    });
}

TEST(AccessProperty, NothingIsAllowedThatASanctionAnErasureOrALeavingForbids)
{
    for_every_moment([](const History& history, Asked asked, const Access& access) {
        if (!access.allowed)
            return;

        const auto& facts = history.facts();
        EXPECT_FALSE(facts.erasing);
        EXPECT_GT(facts.leaves.value_or(Time::max()), history.now());
        for (const auto& sanction : facts.sanctions) {
            const bool in_force =
                sanction.from <= history.now() && sanction.until.value_or(Time::max()) > history.now();
            const bool forbids = sanction.measure == Measure::lock || asked.service == Service::mail ||
                                 asked.service == Service::classes;
            EXPECT_FALSE(in_force && forbids);
        }
    });
}

TEST(AccessProperty, FromHomeIsNeverOpenWhereTheSchoolIsClosed)
{
    int at_home = 0;
    for_every_moment([&at_home](const History& history, Asked asked, const Access& access) {
        if (asked.channel != Channel::from_home || !access.allowed)
            return;

        ++at_home;
        EXPECT_TRUE(
            decide_access(history.facts(), asked.service, Channel::in_school, history.rules(), history.now())
                .allowed);
    });

    EXPECT_GT(at_home, 100) << "the histories no longer show what they should";
}

TEST(AccessProperty, AStateSaysWhatItsServicesDo)
{
    for_every_moment([](const History& history, Asked asked, const Access& access) {
        switch (state_of(history.facts(), history.rules(), history.now())) {
        case AccountState::expected:
        case AccountState::locked:
        case AccountState::erasing:
        case AccountState::erased:
            EXPECT_FALSE(access.allowed);
            break;
        case AccountState::restricted:
            EXPECT_FALSE(access.allowed && asked.service == Service::mail);
            EXPECT_FALSE(access.allowed && asked.service == Service::classes);
            break;
        case AccountState::leaving:
        case AccountState::active:
            break;
        }
    });
}

} // namespace
} // namespace pedell::core
