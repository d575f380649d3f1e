// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/authority.h"

#include <gtest/gtest.h>
#include <string>

namespace pedell::core
{
namespace
{

/// One letter a cell: n no, o own pupils, y yes, 2 second person. The order is that of all_roles:
/// pupil, teacher, staff, head, administrator, guardian, guest, device. Written out a second time on purpose.
struct Line {
    Verb verb;
    const char* cells;
};
constexpr Line lines[] = {
    {Verb::see_own_session, "nyyyynnn"},
    {Verb::see_status, "nnnyynnn"},
    {Verb::heal, "nnnnynnn"},
    {Verb::list_people, "noyyynnn"},
    {Verb::show_person, "noyyynnn"},
    {Verb::add_person, "nnyyynnn"},
    {Verb::edit_person, "nnyyynnn"},
    {Verb::erase_person, "nn222nnn"},
    {Verb::lock_person, "nnnyynnn"},
    {Verb::reset_password, "nonnynnn"},
    {Verb::write_letters, "nnynynnn"},
    {Verb::explain_access, "noyyynnn"},
    {Verb::list_consents, "nnyyynnn"},
    {Verb::record_consent, "nnyynnnn"},
    {Verb::revoke_consent, "nnyynnnn"},
    {Verb::list_classes, "noyyynnn"},
    {Verb::edit_classes, "nnyyynnn"},
    {Verb::erase_class, "nn222nnn"},
    {Verb::list_aliases, "nnyyynnn"},
    {Verb::edit_aliases, "nnnnynnn"},
    {Verb::see_modules, "nyyyynnn"},
    {Verb::set_modules, "nnnyynnn"},
    {Verb::see_grants, "noyyynnn"},
    {Verb::request_grant, "noyyynnn"},
    {Verb::decide_grant, "nnnyynnn"},
    {Verb::see_approvals, "nnyyynnn"},
    {Verb::decide_approval, "nnnyynnn"},
    {Verb::appoint, "nnn22nnn"},
    {Verb::see_reasons, "nnnynnnn"},
    {Verb::see_resets, "nnnyynnn"},
};

constexpr AuthorityRules open_rules{.teachers_reset = true};

char letter_of(Permission permission)
{
    return std::string("noy2").at(static_cast<std::size_t>(permission));
}

TEST(Authority, SaysWhatEachRoleMay)
{
    ASSERT_EQ(std::size(lines), all_verbs.size());
    for (std::size_t row = 0; row < std::size(lines); ++row) {
        SCOPED_TRACE(name_of(lines[row].verb));
        EXPECT_EQ(lines[row].verb, all_verbs[row]);
        std::string cells;
        for (const Role role : all_roles)
            cells += letter_of(permission(role, lines[row].verb, open_rules));
        EXPECT_EQ(cells, lines[row].cells);
    }
}

TEST(Authority, LetsTeachersResetOnlyWhereTheSchoolAllowsIt)
{
    EXPECT_EQ(permission(Role::teacher, Verb::reset_password, {}), Permission::no);
    for (const Verb verb : all_verbs)
        for (const Role role : all_roles) {
            SCOPED_TRACE(name_of(verb));
            if (role != Role::teacher || verb != Verb::reset_password) {
                EXPECT_EQ(permission(role, verb, {}), permission(role, verb, open_rules));
            }
        }
}

TEST(Authority, GivesASessionToTheFourRolesThatWorkHere)
{
    std::string cells;
    std::string leading;
    for (const Role role : all_roles) {
        cells += has_session(role) ? 'y' : 'n';
        leading += is_leading(role) ? 'y' : 'n';
    }
    EXPECT_EQ(cells, "nyyyynnn");
    EXPECT_EQ(leading, "nnyyynnn");
}

TEST(Authority, TakesOwnPupilsLiterally)
{
    for (const Verb verb : {Verb::show_person, Verb::reset_password, Verb::request_grant}) {
        SCOPED_TRACE(name_of(verb));
        for (const Role role : all_roles) {
            EXPECT_EQ(permission_for(Role::teacher, verb, open_rules, {role, false}), Permission::no);
            EXPECT_EQ(permission_for(Role::teacher, verb, open_rules, {role, true}),
                      role == Role::pupil ? Permission::yes : Permission::no);
        }
    }
}

TEST(Authority, KeepsThePasswordsOfThoseWhoWorkHereToAdministrators)
{
    for (const Role subject : all_roles) {
        SCOPED_TRACE(name_of(subject));
        EXPECT_EQ(permission_for(Role::administrator, Verb::reset_password, open_rules, {subject, false}),
                  Permission::yes);
        EXPECT_EQ(permission_for(Role::staff, Verb::write_letters, open_rules, {subject, false}),
                  has_session(subject) ? Permission::no : Permission::yes);
        EXPECT_EQ(permission_for(Role::head, Verb::reset_password, open_rules, {subject, false}),
                  Permission::no);
    }
}

} // namespace
} // namespace pedell::core
