// SPDX-License-Identifier: GPL-3.0-or-later

// Access letters: new passwords for people who may have one (P7), told once in the answer and kept nowhere.
#include "core/names.h"
#include "daemons/pedelld/authority.h"
#include "daemons/pedelld/fields.h"
#include "daemons/pedelld/passwords.h"
#include "daemons/pedelld/routes.h"

#include <algorithm>
#include <tuple>

namespace pedell::pedelld::routes
{
namespace
{

using core::Channel;
using core::Service;

/// Somebody that a letter was asked for.
struct Wanted {
    registry::Person person;
    bool as_member = false; ///< named by a class, not by login
};

struct Letters {
    boost::json::array letters;
    boost::json::array skipped;
    boost::json::array missing; ///< logins that an error kept from their turn
    boost::json::value error = nullptr;
};

/// Every answer that a letter tells of, decided now.
class AccessNow
{
public:
    AccessNow(const core::AccountFacts& facts, const core::AccessRules& rules, core::Time now)
        : facts_(facts), rules_(rules), now_(now)
    {
    }
    [[nodiscard]] core::Because because(Service service, Channel channel) const
    {
        return core::decide_access(facts_, service, channel, rules_, now_).because;
    }
    [[nodiscard]] bool allowed(Service service, Channel channel = Channel::in_school) const
    {
        return because(service, channel) == core::Because::allowed;
    }
    /// A guardian has mail and no log-on.
    [[nodiscard]] bool has(Service service) const
    {
        return because(service, Channel::in_school) != core::Because::role_without_service;
    }
    /// With what the letter is of any use: log-on, or mail for whoever has no log-on.
    [[nodiscard]] Service first_use() const
    {
        return has(Service::logon) ? Service::logon : Service::mail;
    }

private:
    const core::AccountFacts& facts_;
    const core::AccessRules& rules_;
    core::Time now_;
};

/// Why there is no letter; empty: there is one. A teacher is a member of the class as well, but letters for
/// the class must not lock its teachers out.
std::string_view why_not(const Wanted& wanted, const AccessNow& access)
{
    if (wanted.person.role == core::Role::device)
        return "device";
    if (wanted.as_member && wanted.person.role != core::Role::pupil)
        return "not_a_pupil";

    const auto because = access.because(access.first_use(), Channel::in_school);
    return because == core::Because::allowed ? std::string_view() : core::name_of(because);
}

boost::json::object describe_school(const core::School& school)
{
    return {{"name", school.name},
            {"server", school.fqdn()},
            {"drive_home", std::string{school.drive_home, ':'}},
            {"drive_classes", std::string{school.drive_classes, ':'}},
            {"share_home", school.share_home},
            {"share_classes", school.share_classes}};
}

base::Result<boost::json::object> describe_letter(Desk& desk, const registry::Person& person,
                                                  const AccessNow& access)
{
    const auto classes = desk.reg.classes_of(person.id);
    if (!classes)
        return std::unexpected(classes.error());

    const auto earlier = desk.reg.last_letter(person.id);
    if (!earlier)
        return std::unexpected(earlier.error());

    boost::json::array names;
    for (const auto& one : *classes)
        names.emplace_back(one.name);
    boost::json::value mail = nullptr;
    if (access.has(Service::mail))
        mail = person.mail + "@" + desk.school.domain;
    return boost::json::object{{"login", person.login},
                               {"sam", person.sam},
                               {"given", person.given},
                               {"surname", person.surname},
                               {"role", core::name_of(person.role)},
                               {"role_name", shown_name(desk.school, person.role)},
                               {"classes", std::move(names)},
                               {"mail", std::move(mail)},
                               {"must_change", access.has(Service::logon)},
                               {"logon", access.allowed(Service::logon)},
                               {"mail_open", access.allowed(Service::mail)},
                               {"files", access.allowed(Service::home)},
                               {"class_files", access.allowed(Service::classes)},
                               {"mail_from_home", access.allowed(Service::mail, Channel::from_home)},
                               {"files_from_home", access.allowed(Service::home, Channel::from_home)},
                               {"earlier", to_json(*earlier)}};
}

/// Sets a new password in Active Directory and notes that; the password. Whoever cannot log on cannot change
/// it either, so theirs stays.
base::Result<std::string> renew_password(Desk& desk, const registry::Person& person, bool must_change,
                                         const std::string& by)
{
    auto password = password_for(std::nullopt, true, context_of(person, desk.school));
    if (!password)
        return std::unexpected(std::move(password.error()));

    password->must_change = must_change;
    const bool needs_consent = desk.reg.access_rules().consent_required_for.contains(person.role);
    const auto recorded = desk.reg.record_reset(person.id,
                                                {desk.clocks.wall(), by, registry::asked_by_letter,
                                                 needs_consent ? "consent form" : "role without consent"},
                                                must_change);
    if (!recorded)
        return std::unexpected(recorded.error());

    if (const auto set = set_password_now(desk, person.id, *password); !set) {
        (void)desk.reg.forget_reset(*recorded); // it stays: somebody tried, and nothing came of it
        return std::unexpected(set.error());
    }
    return std::move(password->text);
}

/// One person's turn. An error ends the run.
base::Result<> take_turn(Desk& desk, const Wanted& wanted, bool dry_run, const std::string& by, Letters& made)
{
    const auto facts = desk.reg.facts_of(wanted.person.id);
    if (!facts)
        return std::unexpected(facts.error());

    const AccessNow access(*facts, desk.reg.access_rules(), desk.clocks.wall());
    if (const auto because = why_not(wanted, access); !because.empty()) {
        made.skipped.push_back(boost::json::object{{"login", wanted.person.login}, {"because", because}});
        return {};
    }
    auto letter = describe_letter(desk, wanted.person, access);
    if (!letter)
        return std::unexpected(std::move(letter.error()));

    if (!dry_run) {
        auto password = renew_password(desk, wanted.person, access.has(Service::logon), by);
        if (!password)
            return std::unexpected(std::move(password.error()));

        (*letter)["password"] = std::move(*password);
    }
    made.letters.push_back(std::move(*letter));
    return {};
}

/// Everybody once, class by class as named, then single people; in a class by surname, as a teacher calls
/// them. Errors: not_found.
base::Result<std::vector<Wanted>> everybody(Desk& desk, const std::vector<std::string>& classes,
                                            const std::vector<std::string>& logins)
{
    std::vector<Wanted> all;
    const auto add = [&all](const registry::Person& person, bool as_member) {
        if (!std::ranges::contains(all, person.id, [](const Wanted& one) { return one.person.id; }))
            all.push_back({person, as_member});
    };
    for (const std::string& login : logins) {
        const auto person = desk.reg.person(login);
        if (!person)
            return base::fail(person.error().code, person.error().context + ": " + login);

        add(*person, false);
    }
    for (const std::string& name : classes) {
        const auto found = desk.reg.school_class(name);
        if (!found)
            return std::unexpected(found.error());

        auto members = desk.reg.members(found->id);
        if (!members)
            return std::unexpected(std::move(members.error()));

        std::ranges::sort(*members, {}, [](const registry::Person& one) {
            return std::tuple(core::transliterate(one.surname), core::transliterate(one.given), one.login);
        });
        for (const auto& member : *members)
            add(member, true);
    }
    return all;
}

} // namespace

Reply make_letters(Desk& desk, const Request& request)
{
    Fields fields(request.body, {"classes", "people", "dry_run"});
    const auto classes = fields.texts("classes");
    const auto logins = fields.texts("people");
    const bool dry_run = fields.flag("dry_run", false);
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));
    if (classes.empty() && logins.empty())
        return base::fail(base::Errc::malformed, "classes, people: one of them is needed");

    const auto all = everybody(desk, classes, logins);
    if (!all)
        return std::unexpected(all.error());

    for (const Wanted& wanted : *all) {
        if (wanted.as_member)
            continue; // of a class only the pupils get one
        const auto may = check_subject(desk, request.caller, core::Verb::write_letters, wanted.person);
        if (!may)
            return std::unexpected(may.error());
    }

    Letters made;
    for (const Wanted& wanted : *all) {
        if (made.error.is_null()) {
            const auto done = take_turn(desk, wanted, dry_run, request.by, made);
            if (done)
                continue;
            if (made.letters.empty())
                return std::unexpected(done.error());

            made.error = to_json(done.error());
        }
        // What was set is told: these people could not log on otherwise.
        made.missing.emplace_back(wanted.person.login);
    }
    return Answer{200, boost::json::object{{"school", describe_school(desk.school)},
                                           {"letters", std::move(made.letters)},
                                           {"skipped", std::move(made.skipped)},
                                           {"missing", std::move(made.missing)},
                                           {"error", std::move(made.error)}}};
}

} // namespace pedell::pedelld::routes
