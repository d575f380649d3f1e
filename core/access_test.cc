// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access.h"

#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

constexpr Time at(std::int64_t second)
{
    return Time{std::chrono::seconds{second}};
}

constexpr auto now = at(1000);
const AccessRules rules;

Consent consent(Purpose purpose, std::int64_t given = 500, std::optional<Time> expires = {},
                std::optional<Time> revoked = {}, Channel channel = Channel::in_school)
{
    return {purpose, channel, at(given), expires, revoked};
}

/// A pupil with both consents and nothing against them.
AccountFacts pupil()
{
    return {Role::pupil, {consent(Purpose::use), consent(Purpose::evaluation)}};
}

TEST(Access, GivesEachRoleItsServicesAndNoOther)
{
    struct Row {
        Role role;
        bool logon, mail, home, classes;
    };
    for (const auto& row :
         {Row{Role::pupil, true, true, true, true}, Row{Role::teacher, true, true, true, true},
          Row{Role::staff, true, true, true, true}, Row{Role::head, true, true, true, true},
          Row{Role::administrator, true, true, true, true}, Row{Role::guardian, false, true, false, false},
          Row{Role::guest, true, false, true, false}, Row{Role::device, false, true, false, false}}) {
        SCOPED_TRACE(name_of(row.role));
        auto facts = pupil();
        facts.role = row.role;

        EXPECT_EQ(decide_access(facts, Service::logon, Channel::in_school, rules, now).allowed, row.logon);
        EXPECT_EQ(decide_access(facts, Service::mail, Channel::in_school, rules, now).allowed, row.mail);
        EXPECT_EQ(decide_access(facts, Service::home, Channel::in_school, rules, now).allowed, row.home);
        EXPECT_EQ(decide_access(facts, Service::classes, Channel::in_school, rules, now).allowed,
                  row.classes);
    }
    EXPECT_EQ(decide_access({.role = Role::device}, Service::home, Channel::in_school, rules, now).because,
              Because::role_without_service);
}

TEST(Access, NeedsConsentToUseForEveryServiceOfAPupil)
{
    struct Row {
        const char* label;
        std::vector<Consent> consents;
        Because because;
    };
    const std::vector<Row> table{
        {"none", {}, Because::consent_missing},
        {"only to evaluation", {consent(Purpose::evaluation)}, Because::consent_missing},
        {"given this second", {consent(Purpose::use, 1000)}, Because::allowed},
        {"given in a second", {consent(Purpose::use, 1001)}, Because::consent_missing},
        {"expires in a second", {consent(Purpose::use, 500, at(1001))}, Because::allowed},
        {"expires this second", {consent(Purpose::use, 500, at(1000))}, Because::consent_revoked},
        {"revoked in a second", {consent(Purpose::use, 500, {}, at(1001))}, Because::allowed},
        {"revoked this second", {consent(Purpose::use, 500, {}, at(1000))}, Because::consent_revoked},
        {"revoked and given again",
         {consent(Purpose::use, 500, {}, at(600)), consent(Purpose::use, 700)},
         Because::allowed},
        {"revoked, the next in a second",
         {consent(Purpose::use, 500, {}, at(600)), consent(Purpose::use, 1001)},
         Because::consent_revoked},
        {"revoked before it was given", {consent(Purpose::use, 700, {}, at(600))}, Because::consent_revoked},
        {"only from home",
         {consent(Purpose::use, 500, {}, {}, Channel::from_home)},
         Because::consent_missing},
        {"revoked for home only",
         {consent(Purpose::use), consent(Purpose::use, 500, {}, at(600), Channel::from_home)},
         Because::allowed},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.label);
        const AccountFacts facts{.consents = row.consents};
        for (const auto service : {Service::logon, Service::home, Service::classes}) {
            const auto access = decide_access(facts, service, Channel::in_school, rules, now);

            EXPECT_EQ(name_of(access.because), name_of(row.because));
            EXPECT_EQ(access.allowed, row.because == Because::allowed);
        }
    }
}

TEST(Access, NeedsConsentToEvaluationForMailAlone)
{
    for (const auto& ended :
         {std::vector<Consent>{}, std::vector{consent(Purpose::evaluation, 500, at(1000))},
          std::vector{consent(Purpose::evaluation, 500, {}, at(999))}}) {
        AccountFacts facts{.consents = ended};
        facts.consents.push_back(consent(Purpose::use));

        EXPECT_EQ(decide_access(facts, Service::mail, Channel::in_school, rules, now).because,
                  Because::evaluation_missing);
        EXPECT_TRUE(decide_access(facts, Service::home, Channel::in_school, rules, now).allowed);
    }
    EXPECT_TRUE(decide_access(pupil(), Service::mail, Channel::in_school, rules, now).allowed);
}

TEST(Access, AsksOnlyTheRolesForConsentThatTheSchoolNames)
{
    EXPECT_TRUE(
        decide_access({.role = Role::teacher}, Service::mail, Channel::in_school, rules, now).allowed);

    const AccessRules teachers_too{{Role::pupil, Role::teacher}};
    EXPECT_EQ(
        decide_access({.role = Role::teacher}, Service::mail, Channel::in_school, teachers_too, now).because,
        Because::consent_missing);

    const AccessRules nobody{{}};
    EXPECT_TRUE(decide_access({.role = Role::pupil}, Service::mail, Channel::in_school, nobody, now).allowed);
}

TEST(Access, EndsWithALockFromItsFirstSecondToItsLast)
{
    struct Row {
        const char* label;
        Sanction lock;
        bool locked;
    };
    for (const auto& row :
         {Row{"begins in a second", {at(1001), {}}, false}, Row{"begins now", {at(1000), {}}, true},
          Row{"without an end", {at(1), {}}, true}, Row{"ends now", {at(1), at(1000)}, false},
          Row{"ends in a second", {at(1), at(1001)}, true}}) {
        SCOPED_TRACE(row.label);
        auto facts = pupil();
        facts.sanctions.push_back(row.lock);
        for (const auto service : all_services)
            EXPECT_EQ(decide_access(facts, service, Channel::in_school, rules, now).because,
                      row.locked ? Because::locked : Because::allowed);
    }
}

TEST(Access, EndsOnTheDayOfLeaving)
{
    auto facts = pupil();
    facts.leaves = at(1001);
    EXPECT_TRUE(decide_access(facts, Service::logon, Channel::in_school, rules, now).allowed);
    EXPECT_EQ(decide_access(facts, Service::logon, Channel::in_school, rules, now).until, at(1001));

    facts.leaves = at(1000);
    EXPECT_EQ(decide_access(facts, Service::logon, Channel::in_school, rules, now).because, Because::left);
    EXPECT_EQ(decide_access(facts, Service::logon, Channel::in_school, rules, now).until, std::nullopt);
}

TEST(Access, NamesTheFirstReasonInTheOrderOfTheRules)
{
    AccountFacts facts{.role = Role::device, .sanctions = {{at(1), {}}}, .leaves = at(1), .erasing = true};
    const AccessRules devices{{Role::device}};
    const auto because = [&](Service service) {
        return decide_access(facts, service, Channel::in_school, devices, now).because;
    };

    EXPECT_EQ(because(Service::home), Because::erasing);

    facts.erasing = false;
    EXPECT_EQ(because(Service::home), Because::left);

    facts.leaves.reset();
    EXPECT_EQ(because(Service::home), Because::locked);

    facts.sanctions.clear();
    EXPECT_EQ(because(Service::home), Because::consent_missing);

    facts.consents.push_back(consent(Purpose::use));
    EXPECT_EQ(because(Service::home), Because::role_without_service);

    facts.modules = {{Service::mail, ModuleScope::school, false}};
    facts.sanctions = {{at(1), {}, Measure::restriction}};
    EXPECT_EQ(because(Service::mail), Because::module_closed);

    facts.modules.clear();
    EXPECT_EQ(because(Service::mail), Because::restricted);

    facts.sanctions.clear();
    EXPECT_EQ(because(Service::mail), Because::evaluation_missing);
}

TEST(Access, UnderARestrictionLeavesLogonAndHomeFolderOnly)
{
    auto facts = pupil();
    facts.sanctions = {{at(1), at(2000), Measure::restriction}};
    const auto because = [&](Service service) {
        return decide_access(facts, service, Channel::in_school, rules, now).because;
    };

    EXPECT_EQ(because(Service::logon), Because::allowed);
    EXPECT_EQ(because(Service::home), Because::allowed);
    EXPECT_EQ(because(Service::mail), Because::restricted);
    EXPECT_EQ(because(Service::classes), Because::restricted);
    EXPECT_EQ(decide_access(facts, Service::mail, Channel::in_school, rules, now).until, at(2000));
}

TEST(Access, FromHomeNeedsItsOwnConsentOnTopOfTheOneForSchool)
{
    const auto at_home = [](Purpose purpose, std::optional<Time> revoked = {}) {
        return consent(purpose, 500, {}, revoked, Channel::from_home);
    };
    struct Row {
        const char* label;
        std::vector<Consent> more;
        Because home, mail;
    };
    for (const auto& row :
         {Row{"none", {}, Because::home_missing, Because::home_missing},
          Row{"use", {at_home(Purpose::use)}, Because::allowed, Because::evaluation_missing},
          Row{"both",
              {at_home(Purpose::use), at_home(Purpose::evaluation)},
              Because::allowed,
              Because::allowed},
          Row{"revoked", {at_home(Purpose::use, at(600))}, Because::home_revoked, Because::home_revoked}}) {
        SCOPED_TRACE(row.label);
        auto facts = pupil();
        facts.consents.insert(facts.consents.end(), row.more.begin(), row.more.end());

        EXPECT_EQ(name_of(decide_access(facts, Service::home, Channel::from_home, rules, now).because),
                  name_of(row.home));
        EXPECT_EQ(name_of(decide_access(facts, Service::mail, Channel::from_home, rules, now).because),
                  name_of(row.mail));
        EXPECT_TRUE(decide_access(facts, Service::mail, Channel::in_school, rules, now).allowed);
    }

    const AccountFacts only_home{.consents = {at_home(Purpose::use), at_home(Purpose::evaluation)}};
    EXPECT_EQ(decide_access(only_home, Service::home, Channel::from_home, rules, now).because,
              Because::consent_missing);
    EXPECT_TRUE(
        decide_access({.role = Role::teacher}, Service::home, Channel::from_home, rules, now).allowed);
}

TEST(Access, FollowsTheNarrowestSwitchOfAModule)
{
    struct Row {
        const char* label;
        std::vector<ModuleSwitch> modules;
        bool mail;
    };
    constexpr auto mail = Service::mail;
    for (const auto& row :
         {Row{"none", {}, true}, Row{"school closed", {{mail, ModuleScope::school, false}}, false},
          Row{"another one closed", {{Service::classes, ModuleScope::school, false}}, true},
          Row{"role before school",
              {{mail, ModuleScope::school, false}, {mail, ModuleScope::role, true}},
              true},
          Row{"class before role",
              {{mail, ModuleScope::role, true}, {mail, ModuleScope::school_class, false}},
              false},
          Row{"person before class",
              {{mail, ModuleScope::school_class, false}, {mail, ModuleScope::person, true}},
              true},
          Row{"of two classes the closed one",
              {{mail, ModuleScope::school_class, true}, {mail, ModuleScope::school_class, false}},
              false}}) {
        SCOPED_TRACE(row.label);
        auto facts = pupil();
        facts.modules = row.modules;

        EXPECT_EQ(decide_access(facts, mail, Channel::in_school, rules, now).because,
                  row.mail ? Because::allowed : Because::module_closed);
    }
}

TEST(Access, WithoutLogonClosesTheFoldersToo)
{
    auto facts = pupil();
    facts.modules = {{Service::logon, ModuleScope::school, false}};
    for (const auto service : {Service::logon, Service::home, Service::classes})
        EXPECT_EQ(decide_access(facts, service, Channel::in_school, rules, now).because,
                  Because::module_closed);
    EXPECT_TRUE(decide_access(facts, Service::mail, Channel::in_school, rules, now).allowed);
}

TEST(Access, NamesTheStateOfAnAccount)
{
    AccountFacts facts{.role = Role::pupil};
    const auto state = [&] { return state_of(facts, rules, now); };
    EXPECT_EQ(state(), AccountState::expected);

    facts.consents = pupil().consents;
    EXPECT_EQ(state(), AccountState::active);

    facts.leaves = at(2000);
    EXPECT_EQ(state(), AccountState::leaving);

    facts.sanctions = {{at(1), {}, Measure::restriction}};
    EXPECT_EQ(state(), AccountState::restricted);

    facts.sanctions.push_back({at(1), {}, Measure::lock});
    EXPECT_EQ(state(), AccountState::locked);

    facts.leaves = at(900);
    EXPECT_EQ(state(), AccountState::leaving);

    facts.erasing = true;
    EXPECT_EQ(state(), AccountState::erasing);

    facts.erased = true;
    EXPECT_EQ(state(), AccountState::erased);
}

TEST(Access, TellsWhenTheAnswerChangesByItself)
{
    struct Row {
        const char* label;
        AccountFacts facts;
        std::optional<Time> until;
    };
    auto expiring = pupil();
    expiring.consents[0].expires = at(3000);
    auto locked = expiring;
    locked.sanctions = {{at(1), at(2000)}};
    auto locked_twice = locked;
    locked_twice.sanctions.push_back({at(1500), at(2500)});
    auto to_be_locked = expiring;
    to_be_locked.sanctions = {{at(1200), at(1300)}};
    auto renewed = expiring;
    renewed.consents.push_back(consent(Purpose::use, 2999));
    auto erased = locked;
    erased.erasing = true;
    for (const auto& row :
         {Row{"nothing ends", pupil(), {}}, Row{"consent expires", expiring, at(3000)},
          Row{"lock ends first", locked, at(2000)}, Row{"second lock takes over", locked_twice, at(2500)},
          Row{"lock begins", to_be_locked, at(1200)}, Row{"renewed before the end", renewed, {}},
          Row{"erasing is for ever", erased, {}}}) {
        SCOPED_TRACE(row.label);
        EXPECT_EQ(decide_access(row.facts, Service::mail, Channel::in_school, rules, now).until, row.until);
    }
}

TEST(Access, NamesEverythingOnTheWire)
{
    for (const auto channel : all_channels)
        EXPECT_EQ(channel_from(name_of(channel)), channel);
    for (const auto purpose : {Purpose::use, Purpose::evaluation})
        EXPECT_EQ(purpose_from(name_of(purpose)), purpose);
    for (const auto measure : {Measure::lock, Measure::restriction})
        EXPECT_EQ(measure_from(name_of(measure)), measure);
    for (const auto scope :
         {ModuleScope::school, ModuleScope::role, ModuleScope::school_class, ModuleScope::person})
        EXPECT_EQ(module_scope_from(name_of(scope)), scope);
    for (auto because = Because::allowed; because <= Because::home_revoked;
         because = static_cast<Because>(static_cast<int>(because) + 1))
        EXPECT_EQ(because_from(name_of(because)), because);
    for (const auto state : all_states)
        EXPECT_FALSE(name_of(state).empty());
    EXPECT_EQ(channel_from("from_work"), std::nullopt);
}

TEST(Service, IsOneThatTheRoleHas)
{
    EXPECT_TRUE(has_service(Role::pupil, Service::logon));
    EXPECT_FALSE(has_service(Role::guardian, Service::logon));
    EXPECT_TRUE(has_service(Role::guardian, Service::mail));
    EXPECT_FALSE(has_service(Role::device, Service::logon));
    EXPECT_FALSE(has_service(Role::guest, Service::mail));
}

} // namespace
} // namespace pedell::core
