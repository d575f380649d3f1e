// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever happens in a school, in whatever order: nobody without the consents reaches mail by any way that a
// door asks for (fixed seeds: the same on every machine).
#include <random>

#include "core/reach.h"

#include "register/tables.h"
#include "register/test_register.h"

namespace pedell::registry
{
namespace
{

constexpr int histories = 12;
constexpr int events_each = 40;

/// What the parents said last, written down beside the register on purpose: not by its own rules.
struct Paper {
    bool use = false;
    bool evaluation = false;
    bool use_at_home = false;
    bool evaluation_at_home = false;
};

class PropertyTest : public RegisterTest
{
protected:
    static constexpr const char* login = "anna.roth";
    Paper paper;
    core::Time time = now;
    bool locked = false;

    void SetUp() override
    {
        ASSERT_OK(reg.add_class("5a", core::ClassKind::school_class, now));
        auto anna = pupil("Anna", "Roth", {"5a"});
        anna.consents.clear();
        ASSERT_OK(reg.add_person(anna, now));
        ASSERT_OK(reg.add_alias({"chor", {"person:anna.roth", "class:5a"}}, now));
    }

    /// One thing that happens; most of what the register refuses is no fault here.
    void happens(std::mt19937& dice)
    {
        const auto throw_of = [&dice](unsigned sides) { return static_cast<unsigned>(dice() % sides); };
        time += std::chrono::seconds{throw_of(4)};
        const auto purpose = throw_of(2) == 0 ? core::Purpose::use : core::Purpose::evaluation;
        const auto channel = throw_of(2) == 0 ? core::Channel::in_school : core::Channel::from_home;
        switch (throw_of(9)) {
        case 0:
        case 1:
        case 2:
        case 3:
            ASSERT_OK(reg.record_consent(login, {{purpose, channel, time, {}, {}}, "2026", "system"}, time));
            said(purpose, channel) = true;
            return;
        case 4:
            if (reg.revoke_consent(login, purpose, channel, "system", time))
                said(purpose, channel) = false;
            return;
        case 5:
            ASSERT_OK(reg.lock(login, {{time, std::nullopt}, "conduct", "system"}, time));
            locked = true;
            return;
        case 6:
            ASSERT_OK(reg.unlock(login, "system", time));
            locked = false;
            return;
        case 7:
            ASSERT_OK(reg.set_module(
                {{core::Service::mail, core::ModuleScope::person, throw_of(3) != 0}, login, {}, "system"},
                time));
            return;
        default:
            static_cast<void>(throw_of(2) == 0 ? reg.leave("5a", login, time) : reg.join("5a", login, time));
            return;
        }
    }

    /// Every way to mail that a door would open now.
    [[nodiscard]] std::vector<std::string> open_ways(core::Channel channel)
    {
        std::vector<std::string> ways;
        if (value_of(reader().sender(login, channel, time))->mail_allowed)
            ways.emplace_back("submission");
        if (value_of(reader().access_by_sam(login, core::Service::mail, channel, time))->allowed)
            ways.emplace_back("access");
        for (const auto& ad : ask("SELECT ad FROM gate WHERE user = 'anna.roth' AND ok = 1 AND place = '" +
                                  std::string(core::name_of(channel)) + "'"))
            ways.push_back("imap:" + ad);
        return ways;
    }
    [[nodiscard]] std::vector<std::string> ways_to_be_written_to()
    {
        std::vector<std::string> ways;
        const auto tables = value_of(make_tables(reg, domain, core::ReachRules{}, time));
        if (tables.mailboxes.contains("anna.roth@waldschule.test"))
            ways.emplace_back("mailbox");
        for (const auto& [alias, targets] : tables.aliases)
            if (targets.contains("anna.roth@"))
                ways.push_back(alias);
        for (const auto& recipient : value_of(reader().expand("anna.roth@waldschule.test", time)))
            if (recipient.mail_allowed)
                ways.emplace_back("reach");
        return ways;
    }
    [[nodiscard]] bool may_have_mail(core::Channel channel) const
    {
        const bool in_school = paper.use && paper.evaluation && !locked;
        return in_school &&
               (channel == core::Channel::in_school || (paper.use_at_home && paper.evaluation_at_home));
    }

private:
    bool& said(core::Purpose purpose, core::Channel channel)
    {
        if (channel == core::Channel::in_school)
            return purpose == core::Purpose::use ? paper.use : paper.evaluation;
        return purpose == core::Purpose::use ? paper.use_at_home : paper.evaluation_at_home;
    }
};

class Histories : public PropertyTest, public ::testing::WithParamInterface<unsigned>
{
};

TEST_P(Histories, LeadNobodyToMailWithoutTheConsents)
{
    std::mt19937 dice{GetParam()};
    int opened = 0;
    for (int event = 0; event < events_each && !HasFatalFailure(); ++event) {
        happens(dice);
        for (const auto channel : core::all_channels) {
            const auto ways = open_ways(channel);
            opened += ways.empty() ? 0 : 1;
            if (!may_have_mail(channel)) {
                EXPECT_THAT(ways, ::testing::IsEmpty()) << "event " << event;
            }
        }
        if (!may_have_mail(core::Channel::in_school)) {
            EXPECT_THAT(ways_to_be_written_to(), ::testing::IsEmpty()) << "event " << event;
        }
    }
    RecordProperty("moments_with_mail", opened);
}

INSTANTIATE_TEST_SUITE_P(OfASchoolYear, Histories, ::testing::Range(1U, 1U + histories));

} // namespace
} // namespace pedell::registry
