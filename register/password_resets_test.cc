// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/test_register.h"

namespace pedell::registry
{
namespace
{

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PasswordResetsTest : public RegisterTest
{
protected:
    Person anna = reg.add_person(pupil("Anna", "Roth"), now).value();
};

TEST_F(PasswordResetsTest, KeepWhoSetANewPasswordForWhom)
{
    EXPECT_EQ(reg.last_letter(anna.id).value(), std::nullopt);

    ASSERT_OK(reg.record_reset(anna.id, {now, "system", "self", "known"}, true));
    EXPECT_EQ(reg.last_letter(anna.id).value(), std::nullopt);
    EXPECT_THAT(ask("SELECT one_time || ' ' || done_by || ' ' || asked_by || ' ' || identity FROM person p"
                    " JOIN password_reset r ON r.person = p.id"),
                ElementsAre("1 system self known"));

    const core::Time later = now + std::chrono::hours{1};
    ASSERT_OK(reg.record_reset(anna.id, {later, "system", asked_by_letter, "consent form"}, false));
    EXPECT_EQ(reg.last_letter(anna.id).value(), later);
    EXPECT_THAT(ask("SELECT one_time FROM person"), ElementsAre("0"));
    ASSERT_OK(reg.set_one_time(anna.id, true));
    EXPECT_THAT(ask("SELECT one_time FROM person"), ElementsAre("1"));
}

TEST_F(PasswordResetsTest, AreForgottenWhereThePasswordCouldNotBeSet)
{
    const auto reset = reg.record_reset(anna.id, {now, "system", "self", "known"}, true).value();
    ASSERT_OK(reg.forget_reset(reset));
    EXPECT_THAT(value_of(reg.resets_of(anna.id)), IsEmpty());
}

TEST_F(PasswordResetsTest, GoWithThePersonAndRefuseWhoIsNotThere)
{
    ASSERT_OK(reg.record_reset(anna.id, {now, "system", asked_by_letter, "consent form"}, true));
    erase(anna.login);

    EXPECT_THAT(ask("SELECT done FROM password_reset"), IsEmpty());
    EXPECT_CODE(reg.record_reset(core::PersonId{99}, {now, "system", "self", "known"}, true),
                base::Errc::not_found);
}

} // namespace
} // namespace pedell::registry
