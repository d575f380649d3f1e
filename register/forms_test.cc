// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/test_register.h"

namespace pedell::registry
{
namespace
{

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

using Answers = std::vector<ReturnedForm::Answer>;

const Answers everything{{core::Purpose::use, core::Channel::in_school, true},
                         {core::Purpose::use, core::Channel::from_home, true},
                         {core::Purpose::evaluation, core::Channel::in_school, true},
                         {core::Purpose::evaluation, core::Channel::from_home, true}};
const Answers use{{core::Purpose::use, core::Channel::in_school, true}};
const Answers no_use{{core::Purpose::use, core::Channel::in_school, false}};

class FormsTest : public RegisterTest
{
protected:
    void SetUp() override
    {
        for (const char* given : {"Anna", "Ben"}) {
            auto person = pupil(given, "Roth");
            person.consents.clear();
            ASSERT_OK(reg.add_person(person, now));
        }
        carry_everything();
    }
    [[nodiscard]] static ReturnedForm form(const std::string& login, const Answers& answers,
                                           core::Time signed_on = now - 48h)
    {
        return {login, "2026-1", signed_on, std::nullopt, answers};
    }
    [[nodiscard]] FormEffect take(const ReturnedForm& one, core::Time when = now)
    {
        return value_of(reg.take_forms({one}, "office", when, false)).at(0);
    }
    [[nodiscard]] std::vector<std::string> open()
    {
        return ask("SELECT p.login FROM person p JOIN access a ON a.person = p.id WHERE a.service = 'logon'"
                   " AND a.allowed = 1 ORDER BY p.login");
    }
};

TEST_F(FormsTest, RecordsWhatTheFormSaysOnceAlone)
{
    EXPECT_EQ(take(form("anna.roth", everything)), (FormEffect{4, 0, 0, 0}));
    EXPECT_THAT(open(), ElementsAre("anna.roth"));
    const auto consents = value_of(reg.consents_of(core::PersonId{1}));
    ASSERT_EQ(consents.size(), 4U);
    EXPECT_EQ(consents[0].form, "2026-1");
    EXPECT_EQ(consents[0].signed_on, now - 48h);
    EXPECT_EQ(consents[0].recorded, now);
    EXPECT_EQ(consents[0].recorded_by, "office");
    carry_everything();

    EXPECT_EQ(take(form("anna.roth", everything), now + 1h), (FormEffect{0, 0, 4, 0}));
    EXPECT_THAT(ask("SELECT subject FROM outbox"), IsEmpty());
}

TEST_F(FormsTest, TakesANoForARevocationWhereAConsentIsInForce)
{
    EXPECT_EQ(take(form("anna.roth", no_use)), (FormEffect{0, 0, 1, 0}));
    (void)take(form("anna.roth", use));
    EXPECT_EQ(take(form("anna.roth", no_use)), (FormEffect{0, 1, 0, 0}));
    EXPECT_THAT(open(), IsEmpty());
    EXPECT_EQ(value_of(reg.consents_of(core::PersonId{1})).at(0).revoked_by, "office");
    EXPECT_EQ(take(form("anna.roth", no_use)), (FormEffect{0, 0, 1, 0}));
}

TEST_F(FormsTest, IsNotUndoneByOlderPapersReadAgain)
{
    (void)take(form("anna.roth", no_use, now - 72h));
    (void)take(form("anna.roth", use, now - 48h));
    EXPECT_EQ(take(form("anna.roth", no_use, now - 72h)), (FormEffect{0, 0, 1, 0}));
    EXPECT_THAT(open(), ElementsAre("anna.roth")) << "the yes was signed later than that no";

    ASSERT_OK(reg.revoke_consent("anna.roth", core::Purpose::use, std::nullopt, "office", now));
    EXPECT_EQ(take(form("anna.roth", use, now - 48h)), (FormEffect{0, 0, 1, 0})) << "the same paper";
    EXPECT_EQ(take(form("anna.roth", use, now - 36h)), (FormEffect{0, 0, 0, 1})) << "before the revocation";
    EXPECT_THAT(open(), IsEmpty());
    EXPECT_EQ(take(form("anna.roth", use, now - 12h)), (FormEffect{1, 0, 0, 0})) << "the same day";
    EXPECT_THAT(open(), ElementsAre("anna.roth"));
}

TEST_F(FormsTest, TakesAllOrNone)
{
    EXPECT_CODE(reg.take_forms({form("anna.roth", use), form("nobody", use)}, "office", now, false),
                base::Errc::not_found);
    EXPECT_THAT(open(), IsEmpty());
    EXPECT_THAT(value_of(reg.consents_of(core::PersonId{1})), IsEmpty());
    EXPECT_THAT(ask("SELECT subject FROM outbox"), IsEmpty());
}

TEST_F(FormsTest, OnlyTriesAndTellsWhatWouldBe)
{
    const auto effects = value_of(reg.take_forms(
        {form("anna.roth", use), form("anna.roth", use), form("ben.roth", use)}, "office", now, true));
    EXPECT_EQ(effects.at(0), (FormEffect{1, 0, 0, 0}));
    EXPECT_EQ(effects.at(1), (FormEffect{0, 0, 1, 0})) << "twice in one pile";
    EXPECT_EQ(effects.at(2), (FormEffect{1, 0, 0, 0}));
    EXPECT_THAT(open(), IsEmpty());
    EXPECT_THAT(value_of(reg.consents_of(core::PersonId{1})), IsEmpty());
    EXPECT_THAT(ask("SELECT subject FROM outbox"), IsEmpty());
}

TEST_F(FormsTest, UnlockingTakesBackALockThatHasNotBegun)
{
    (void)take(form("anna.roth", use));
    RecordedSanction later;
    later.sanction = {now + 1h, std::nullopt, core::Measure::lock};
    later.reason = "x";
    later.set_by = "system";
    ASSERT_OK(reg.lock("anna.roth", later, now));
    EXPECT_EQ(value_of(reg.next_change()), now + 1h);
    ASSERT_OK(reg.unlock("anna.roth", "office", now));
    ASSERT_OK(reg.refresh_access(now + 2h));
    EXPECT_THAT(open(), ElementsAre("anna.roth"));
}

} // namespace
} // namespace pedell::registry
