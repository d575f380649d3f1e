// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explain.h"

#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

using Kind = Evidence::Kind;

Time at(std::int64_t seconds)
{
    return Time{std::chrono::seconds{seconds}};
}
const Time now = at(1'000);

Consent consent(Purpose purpose, Channel channel, std::int64_t given, std::optional<Time> expires = {},
                std::optional<Time> revoked = {})
{
    return {purpose, channel, at(given), expires, revoked};
}

/// A pupil who may do everything, everywhere.
AccountFacts open_pupil()
{
    AccountFacts facts;
    for (const auto channel : all_channels)
        for (const auto purpose : {Purpose::use, Purpose::evaluation})
            facts.consents.push_back(consent(purpose, channel, 0));
    return facts;
}

/// The evidence for the answer that decide_access gives.
Evidence explained(const AccountFacts& facts, Service service, Channel channel, Because expected)
{
    const auto access = decide_access(facts, service, channel, AccessRules{}, now);
    EXPECT_EQ(name_of(access.because), name_of(expected));
    return evidence_for(facts, service, channel, access.because, now);
}

TEST(Explain, NeedsNoFactForWhatIsOpenOrWasNeverThere)
{
    EXPECT_EQ(explained(open_pupil(), Service::mail, Channel::from_home, Because::allowed), Evidence{});
    EXPECT_EQ(explained({}, Service::mail, Channel::in_school, Because::consent_missing), Evidence{});
    AccountFacts erased;
    erased.erased = true;
    EXPECT_EQ(explained(erased, Service::logon, Channel::in_school, Because::erased), Evidence{});
}

TEST(Explain, NamesTheLockThatLastsLongest)
{
    AccountFacts facts = open_pupil();
    facts.sanctions = {{at(100), at(1'500), Measure::lock},
                       {at(200), at(900), Measure::lock}, // over
                       {at(300), at(2'000), Measure::lock},
                       {at(400), std::nullopt, Measure::restriction},
                       {at(1'200), std::nullopt, Measure::lock}}; // not yet
    EXPECT_EQ(explained(facts, Service::logon, Channel::in_school, Because::locked),
              (Evidence{Kind::sanction, 2, at(300)}));

    facts.sanctions.push_back({at(500), std::nullopt, Measure::lock});
    facts.sanctions.push_back({at(600), at(9'000), Measure::lock});
    EXPECT_EQ(explained(facts, Service::logon, Channel::in_school, Because::locked),
              (Evidence{Kind::sanction, 5, at(500)}));
}

TEST(Explain, NamesTheRestriction)
{
    AccountFacts facts = open_pupil();
    facts.sanctions = {{at(400), std::nullopt, Measure::restriction}};
    EXPECT_EQ(explained(facts, Service::mail, Channel::in_school, Because::restricted),
              (Evidence{Kind::sanction, 0, at(400)}));
    EXPECT_EQ(explained(facts, Service::home, Channel::in_school, Because::allowed), Evidence{});
}

TEST(Explain, NamesTheConsentThatEndedLast)
{
    AccountFacts facts;
    facts.consents = {consent(Purpose::use, Channel::in_school, 0, at(500), at(300)),
                      consent(Purpose::use, Channel::in_school, 0, at(900)),
                      consent(Purpose::use, Channel::in_school, 0, at(600)),
                      consent(Purpose::use, Channel::in_school, 1'100), // not yet
                      consent(Purpose::use, Channel::from_home, 0)};
    EXPECT_EQ(explained(facts, Service::logon, Channel::in_school, Because::consent_revoked),
              (Evidence{Kind::consent, 1, at(900)}));
}

TEST(Explain, KnowsWhichChannelsEvaluationIsMissing)
{
    AccountFacts facts = open_pupil();
    facts.consents[3].revoked = at(700); // evaluation, from home
    EXPECT_EQ(explained(facts, Service::mail, Channel::from_home, Because::evaluation_missing),
              (Evidence{Kind::consent, 3, at(700)}));

    facts.consents[1].revoked = at(800); // evaluation, in school
    EXPECT_EQ(explained(facts, Service::mail, Channel::from_home, Because::evaluation_missing),
              (Evidence{Kind::consent, 1, at(800)}));

    facts.consents[2].revoked = at(650); // use, from home
    EXPECT_EQ(explained(facts, Service::logon, Channel::from_home, Because::home_revoked),
              (Evidence{Kind::consent, 2, at(650)}));
}

TEST(Explain, NamesTheSwitchThatCloses)
{
    AccountFacts facts = open_pupil();
    facts.modules = {{Service::mail, ModuleScope::school, false},
                     {Service::mail, ModuleScope::school_class, true},
                     {Service::mail, ModuleScope::school_class, false},
                     {Service::logon, ModuleScope::role, false}};
    EXPECT_EQ(explained(facts, Service::mail, Channel::in_school, Because::module_closed),
              (Evidence{Kind::module, 2, std::nullopt}));
    EXPECT_EQ(explained(facts, Service::home, Channel::in_school, Because::module_closed),
              (Evidence{Kind::module, 3, std::nullopt}))
        << "closed with the log-on";
}

TEST(Explain, NamesTheDayOfLeaving)
{
    AccountFacts facts = open_pupil();
    facts.leaves = at(900);
    EXPECT_EQ(explained(facts, Service::logon, Channel::in_school, Because::left),
              (Evidence{Kind::leaves, 0, at(900)}));
}

} // namespace
} // namespace pedell::core
