// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/test_register.h"

namespace pedell::registry
{
namespace
{

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PasswordNotesTest : public RegisterTest
{
};

TEST_F(PasswordNotesTest, KeepWhoSetANewPasswordForWhom)
{
    const Person anna = reg.add_person(pupil("Anna", "Roth"), now).value();
    EXPECT_EQ(reg.last_letter(anna.id).value(), std::nullopt);

    ASSERT_OK(reg.note_password("ANNA.ROTH", true, "system", "her teacher", "in person", now));
    EXPECT_EQ(reg.last_letter(anna.id).value(), std::nullopt);
    EXPECT_THAT(ask("SELECT one_time || ' ' || done_by || ' ' || asked_by || ' ' || identity FROM person p"
                    " JOIN password_reset r ON r.person = p.id"),
                ElementsAre("1 system her teacher in person"));

    const core::Time later = now + std::chrono::hours{1};
    ASSERT_OK(reg.note_password(anna.login, false, "system", asked_by_letter, "consent form", later));
    EXPECT_EQ(reg.last_letter(anna.id).value(), later);
    EXPECT_THAT(ask("SELECT one_time FROM person"), ElementsAre("0"));
}

TEST_F(PasswordNotesTest, GoWithThePersonAndRefuseWhoIsNotThere)
{
    const Person anna = reg.add_person(pupil("Anna", "Roth"), now).value();
    ASSERT_OK(reg.note_password(anna.login, true, "system", asked_by_letter, "consent form", now));
    ASSERT_OK(reg.remove_person(anna.login, now));
    EXPECT_CODE(reg.note_password(anna.login, true, "system", asked_by_letter, "consent form", now),
                base::Errc::conflict);
    ASSERT_OK(reg.finish_person_removal(anna.id));

    EXPECT_THAT(ask("SELECT done FROM password_reset"), IsEmpty());
    EXPECT_CODE(reg.note_password("nobody", true, "system", asked_by_letter, "consent form", now),
                base::Errc::not_found);
}

} // namespace
} // namespace pedell::registry
