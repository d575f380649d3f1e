// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/person_text.h"

#include "daemons/cli/session.h"
#include "daemons/cli/table.h"
#include "daemons/cli/text.h"
#include "daemons/cli/time_text.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <format>
#include <utility>
#include <vector>

namespace pedell::cli
{
namespace
{

/// Words of the API and what people read for them; tr() finds the translation.
constexpr std::array<std::pair<std::string_view, const char*>, 31> words{{
    {"pupil", mark("pupil")},
    {"teacher", mark("teacher")},
    {"staff", mark("staff")},
    {"head", mark("head")},
    {"administrator", mark("administrator")},
    {"guardian", mark("guardian")},
    {"guest", mark("guest")},
    {"device", mark("device")},
    {"logon", mark("log-on")},
    {"mail", mark("mail")},
    {"home", mark("home folder")},
    {"class", mark("class folders")},
    {"allowed", mark("open")},
    {"erasing", mark("closed: being erased")},
    {"erased", mark("closed: erased")},
    {"left", mark("closed: has left the school")},
    {"locked", mark("closed: locked")},
    {"consent_missing", mark("closed: no consent recorded")},
    {"consent_revoked", mark("closed: consent revoked or expired")},
    {"evaluation_missing", mark("closed: no consent to the evaluation")},
    {"role_without_service", mark("closed: not for this role")},
    {"module_closed", mark("closed: by the school")},
    {"restricted", mark("closed: restricted")},
    {"home_missing", mark("closed: no consent to the use from home")},
    {"home_revoked", mark("closed: consent to the use from home revoked or expired")},
    {"in_school", mark("in school")},
    {"from_home", mark("from home")},
    {"self", mark("the person")},
    {"known", mark("known in person")},
    {"school_id", mark("school ID")},
    {"id_card", mark("ID card")},
}};

/// Where an account stands.
constexpr std::array<std::pair<std::string_view, const char*>, 7> states{{
    {"expected", mark("waits for the consent")},
    {"active", mark("active")},
    {"restricted", mark("restricted")},
    {"locked", mark("locked")},
    {"leaving", mark("leaving")},
    {"erasing", mark("being erased")},
    {"erased", mark("erased")},
}};

std::string find_word(const auto& table, const std::string& wire)
{
    const auto* found =
        std::ranges::find(table, std::string_view(wire), &std::pair<std::string_view, const char*>::first);
    return found == table.end() ? wire : tr(found->second);
}

std::string name_of_person(const boost::json::value& person)
{
    return text_of(person, "given") + ' ' + text_of(person, "surname");
}

bool chosen(const boost::json::value& person, const std::string& role, const std::string& school_class)
{
    const auto classes = texts_of(person, "classes");
    return (role.empty() || text_of(person, "role") == role) &&
           (school_class.empty() || std::ranges::find(classes, school_class) != classes.end());
}

/// The role in the words of the language, and what the school calls it where that is something else.
std::string role_of(const boost::json::value& person)
{
    const std::string role = word(text_of(person, "role"));
    const std::string named = text_of(person, "role_name");
    return named.empty() || named == role ? role : role + " (" + named + ")";
}

std::string answer_in(const boost::json::value& access)
{
    std::string answer = word(text_of(access, "because"));
    if (const std::string until = time_at(access, "until"); !until.empty())
        answer += fill(" (until {})", until);
    return answer;
}

/// The answer in school, and the one at home where it is another.
std::string answer_for(const boost::json::value& person, const char* service)
{
    const std::string answer = answer_in(field_of(field_of(person, "access"), service));
    const std::string at_home = answer_in(field_of(field_of(person, "access_from_home"), service));
    return at_home.empty() || at_home == answer ? answer : answer + fill("; from home: {}", at_home);
}

/// "lock 2026-11-24 10:00 - 2026-11-27 10:00: insult (set by system)"
std::string show_sanction(const boost::json::value& one)
{
    std::string text = text_of(one, "measure") == "restriction" ? tr("restriction") : tr("lock");
    text += ' ' + time_at(one, "from") + " -";
    if (const std::string until = time_at(one, "until"); !until.empty())
        text += ' ' + until;
    text += ": " + text_of(one, "reason") + fill(" (set by {})", text_of(one, "set_by"));
    if (const std::string by = text_of(one, "ended_by"); !by.empty())
        text += fill(" (ended by {})", by);
    return text;
}

} // namespace

std::string word(const std::string& wire)
{
    return find_word(words, wire);
}

std::string state_word(const std::string& wire)
{
    return find_word(states, wire);
}

std::string time_at(const boost::json::value& value, std::string_view key)
{
    const auto* seconds = field_of(value, key).if_int64();
    return seconds == nullptr ? std::string() : show_time(core::Time(std::chrono::seconds(*seconds)));
}

std::string day_at(const boost::json::value& value, std::string_view key)
{
    constexpr std::size_t day = 10; // of "2026-07-31 13:00"
    return time_at(value, key).substr(0, day);
}

std::string show_person(const boost::json::value& person)
{
    std::vector<std::pair<std::string, std::string>> lines{
        {tr("Name"), name_of_person(person)},
        {tr("Role"), role_of(person)},
        {tr("Login"), text_of(person, "login")},
        {tr("Windows login"), text_of(person, "sam")},
        {tr("Addresses"), join(texts_of(person, "addresses"))},
        {tr("Classes"), join(texts_of(person, "classes"))},
        {tr("Leaves"), time_at(person, "leaves")},
        {tr("State"), state_word(text_of(person, "state"))},
    };
    for (const char* service : {"logon", "mail", "home", "class"})
        lines.emplace_back(word(service), answer_for(person, service));
    if (const auto* sanctions = field_of(person, "sanctions").if_array()) {
        for (const auto& one : *sanctions)
            lines.emplace_back(tr("Sanction"), show_sanction(one));
    }

    if (const auto* resets = field_of(person, "resets").if_array())
        for (const auto& reset : *resets)
            lines.emplace_back(tr("New password"),
                               fill("{}, by {}, asked by {}, checked: {}", time_at(reset, "done"),
                                    text_of(reset, "done_by"), word(text_of(reset, "asked_by")),
                                    word(text_of(reset, "identity"))));

    std::size_t width = 0;
    for (const auto& [label, value] : lines)
        width = std::max(width, width_of(label));
    std::string text;
    for (const auto& [label, value] : lines) {
        if (!value.empty())
            text += label + ':' + std::string(width - width_of(label) + 1, ' ') + value + '\n';
    }
    return text;
}

std::string show_people(const boost::json::value& people, const std::string& role,
                        const std::string& school_class)
{
    Table table({tr("LOGIN"), tr("ROLE"), tr("NAME"), tr("CLASSES"), tr("STATE")});
    if (const auto* list = people.if_array()) {
        for (const auto& person : *list) {
            if (chosen(person, role, school_class))
                table.add({text_of(person, "login"), word(text_of(person, "role")), name_of_person(person),
                           join(texts_of(person, "classes")), state_word(text_of(person, "state"))});
        }
    }
    return table.text();
}

boost::json::value choose_people(const boost::json::value& people, const std::string& role,
                                 const std::string& school_class)
{
    boost::json::array some;
    if (const auto* list = people.if_array())
        std::ranges::copy_if(*list, std::back_inserter(some),
                             [&](const auto& person) { return chosen(person, role, school_class); });
    return some;
}

std::string show_access(const boost::json::value& person)
{
    std::string text = fill("Login:    {}", text_of(person, "login")) + '\n';
    if (const std::string mail = text_of(person, "mail"); !mail.empty())
        text += fill("Address:  {}", mail) + '\n';
    if (const std::string password = text_of(person, "password"); !password.empty())
        text += fill("Password: {}", password) + '\n';
    const auto* must_change = field_of(person, "must_change").if_bool();
    if (must_change != nullptr && *must_change)
        text += std::string(tr("It must be changed at the first log-on.")) + '\n';
    return text;
}

std::string show_consents(const boost::json::value& consents)
{
    Table table({tr("FOR"), tr("WHERE"), tr("FORM"), tr("SIGNED"), tr("GIVEN"), tr("RECORDED BY"),
                 tr("EXPIRES"), tr("REVOKED"), tr("REVOKED BY")});
    if (const auto* list = consents.if_array()) {
        for (const auto& one : *list)
            table.add({text_of(one, "purpose") == "use" ? tr("use") : tr("evaluation"),
                       word(text_of(one, "channel")), text_of(one, "form"), day_at(one, "signed"),
                       time_at(one, "given"), text_of(one, "recorded_by"), time_at(one, "expires"),
                       time_at(one, "revoked"), text_of(one, "revoked_by")});
    }
    return table.text();
}

} // namespace pedell::cli
