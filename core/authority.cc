// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/authority.h"

#include <algorithm>

namespace pedell::core
{
namespace
{

using enum Permission;

/// One verb, and what each role with a session may.
struct Row {
    Verb verb;
    std::string_view name;
    Permission teacher;
    Permission staff;
    Permission head;
    Permission administrator;
};

/// - teacher:       the own pupils, and nothing that changes them but what the school allows expressly.
/// - staff:         the office: people come, change class, hand in forms. No locks, nothing technical.
/// - head:          decides about people and sees why; sets no password, because whoever sets one can read
/// the
///                  mail behind it unseen (contents are looked at on concrete suspicion only, P16).
/// - administrator: keeps the system and the accounts going, but records no consent and sees no reason of a
///                  sanction: these are personal matters of the office and the head (P21).
/// - What destroys data, or makes somebody powerful, needs a second person.
// clang-format off
constexpr std::array<Row, all_verbs.size()> table{{
    // verb                  name               teacher     staff   head    administrator
    {Verb::see_own_session,  "see_own_session", yes,        yes,    yes,    yes},
    {Verb::see_status,       "see_status",      no,         no,     yes,    yes},
    {Verb::heal,             "heal",            no,         no,     no,     yes},
    {Verb::list_people,      "list_people",     own_pupils, yes,    yes,    yes},
    {Verb::show_person,      "show_person",     own_pupils, yes,    yes,    yes},
    {Verb::add_person,       "add_person",      no,         yes,    yes,    yes},
    {Verb::edit_person,      "edit_person",     no,         yes,    yes,    yes},
    {Verb::erase_person,     "erase_person",    no,         second, second, second},
    {Verb::lock_person,      "lock_person",     no,         no,     yes,    yes},
    {Verb::reset_password,   "reset_password",  own_pupils, no,     no,     yes},
    {Verb::write_letters,    "write_letters",   no,         yes,    no,     yes},
    {Verb::explain_access,   "explain_access",  own_pupils, yes,    yes,    yes},
    {Verb::list_consents,    "list_consents",   no,         yes,    yes,    yes},
    {Verb::record_consent,   "record_consent",  no,         yes,    yes,    no},
    {Verb::revoke_consent,   "revoke_consent",  no,         yes,    yes,    no},
    {Verb::list_classes,     "list_classes",    own_pupils, yes,    yes,    yes},
    {Verb::edit_classes,     "edit_classes",    no,         yes,    yes,    yes},
    {Verb::erase_class,      "erase_class",     no,         second, second, second},
    {Verb::list_aliases,     "list_aliases",    no,         yes,    yes,    yes},
    {Verb::edit_aliases,     "edit_aliases",    no,         no,     no,     yes},
    {Verb::see_modules,      "see_modules",     yes,        yes,    yes,    yes},
    {Verb::set_modules,      "set_modules",     no,         no,     yes,    yes},
    {Verb::see_grants,       "see_grants",      own_pupils, yes,    yes,    yes},
    {Verb::request_grant,    "request_grant",   own_pupils, yes,    yes,    yes},
    {Verb::decide_grant,     "decide_grant",    no,         no,     yes,    yes},
    {Verb::see_approvals,    "see_approvals",   no,         yes,    yes,    yes},
    {Verb::decide_approval,  "decide_approval", no,         no,     yes,    yes},
    {Verb::appoint,          "appoint",         no,         no,     second, second},
    {Verb::see_reasons,      "see_reasons",     no,         no,     yes,    no},
    {Verb::see_resets,       "see_resets",      no,         no,     yes,    yes},
}};
// clang-format on

const Row& row_of(Verb verb) noexcept
{
    return *std::ranges::find(table, verb, &Row::verb);
}

bool carries_password(Verb verb) noexcept
{
    return verb == Verb::reset_password || verb == Verb::write_letters;
}

} // namespace

std::string_view name_of(Verb verb) noexcept
{
    return row_of(verb).name;
}

bool has_session(Role role) noexcept
{
    return role == Role::teacher || is_leading(role);
}

bool is_leading(Role role) noexcept
{
    return role == Role::staff || role == Role::head || role == Role::administrator;
}

Permission permission(Role role, Verb verb, const AuthorityRules& rules) noexcept
{
    const Row& row = row_of(verb);
    switch (role) {
    case Role::teacher:
        return verb == Verb::reset_password && !rules.teachers_reset ? no : row.teacher;
    case Role::staff:
        return row.staff;
    case Role::head:
        return row.head;
    case Role::administrator:
        return row.administrator;
    case Role::pupil:
    case Role::guardian:
    case Role::guest:
    case Role::device:
        break;
    }
    return no;
}

Permission permission_for(Role role, Verb verb, const AuthorityRules& rules, const Subject& subject) noexcept
{
    const Permission given = permission(role, verb, rules);
    if (given == own_pupils)
        return subject.role == Role::pupil && subject.own_pupil ? yes : no;
    if (carries_password(verb) && role != Role::administrator && has_session(subject.role))
        return no;
    return given;
}

} // namespace pedell::core
