// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/person_commands.h"

#include "daemons/cli/bulk.h"
#include "daemons/cli/confirm.h"
#include "daemons/cli/person_text.h"
#include "daemons/cli/text.h"
#include "daemons/cli/time_text.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>
#include <boost/json/object.hpp>
#include <chrono>

namespace pedell::cli
{
namespace
{

CLI::IsMember is_role()
{
    std::vector<std::string> names;
    for (core::Role role : core::all_roles)
        names.emplace_back(core::name_of(role));
    return CLI::IsMember(names);
}

/// Empty text: no time.
base::Result<std::optional<core::Time>> time_from(const std::string& text)
{
    if (text.empty())
        return std::nullopt;

    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    return parse_time(text, now);
}

} // namespace

PersonCommands::PersonCommands(CLI::App& app, Session& session, ExitCode& outcome) : session_(session)
{
    CLI::App* noun = app.add_subcommand("person", tr("People and devices"));
    noun->require_subcommand(1);
    wire_add(*noun, outcome);
    wire_changes(*noun, outcome);
    wire_locks(*noun, outcome);
    wire_views(*noun, outcome);
}

void PersonCommands::wire_add(CLI::App& noun, ExitCode& outcome)
{
    CLI::App* add = noun.add_subcommand("add", tr("Add a person; prints the one-time password"));
    add->add_option("--role", role_,
                    tr("pupil, teacher, staff, head, administrator, guardian, guest or device"))
        ->required()
        ->check(is_role());
    add->add_option("--given", given_, tr("All given names"))->required();
    add->add_option("--surname", surname_, tr("Surname"))->required();
    add->add_option("--class", classes_, tr("Class to join; may be repeated"));
    add->add_option("--login", login_, tr("Login, where the derived one does not fit"));
    add->add_option("--leaves", leaves_, tr("When the access ends"));
    add->add_option("--consent", form_, tr("Version of the signed form that was handed in"));
    add->add_option("--consent-for", consent_for_,
                    tr("Only this part of it, like use:in_school; may be repeated"));
    add->add_flag("--password-stdin", password_stdin_, tr("Read the password from standard input"));
    add->callback([this, &outcome] { outcome = this->add(); });

    CLI::App* import = noun.add_subcommand("import", tr("Add people from a CSV file"));
    import->add_option("file", file_, tr("CSV file"))->required();
    import->add_flag("--dry-run", dry_run_, tr("Only say what would be done"));
    import->callback([this, &outcome] { outcome = import_people(session_, file_, dry_run_); });
}

void PersonCommands::wire_changes(CLI::App& noun, ExitCode& outcome)
{
    CLI::App* edit = noun.add_subcommand("edit", tr("Change role, names or the day of leaving"));
    edit->add_option("login", login_, tr("Who"))->required();
    edit->add_option("--role", role_, tr("The new role"))->check(is_role());
    edit->add_option("--given", given_, tr("All given names"));
    edit->add_option("--surname", surname_, tr("Surname; login and addresses stay"));
    edit->add_option("--leaves", leaves_, tr("When the access ends, or: never"));
    edit->callback([this, &outcome] { outcome = this->edit(); });

    CLI::App* remove = noun.add_subcommand("remove", tr("Erase a person with mailbox, home folder and key"));
    remove->add_option("login", login_, tr("Who"))->required();
    remove->add_flag("--dry-run", dry_run_, tr("Only say what would be done"));
    remove->add_flag("--yes", yes_, tr("Do not ask"));
    remove->callback([this, &outcome] { outcome = this->remove(); });
}

void PersonCommands::wire_locks(CLI::App& noun, ExitCode& outcome)
{
    CLI::App* lock = noun.add_subcommand("lock", tr("Lock a person out of everything, at once"));
    lock->add_option("login", login_, tr("Who"))->required();
    lock->add_option("--reason", reason_, tr("Why, for the register alone"))->required();
    lock->add_option("--from", from_, tr("When it begins, if not at once"));
    lock->add_option("--until", until_, tr("When it ends by itself, like +3d or 2026-07-31"));
    lock->add_flag("--restrict", restrict_, tr("Leave log-on to the school's PCs and the home folder"));
    lock->callback([this, &outcome] { outcome = this->lock(); });

    CLI::App* unlock =
        noun.add_subcommand("unlock", tr("End all locks and restrictions of a person, also planned ones"));
    unlock->add_option("login", login_, tr("Who"))->required();
    unlock->callback([this, &outcome] { outcome = this->unlock(); });

    CLI::App* reset =
        noun.add_subcommand("reset-password", tr("Set a new password; prints a one-time password"));
    reset->add_option("login", login_, tr("Who"))->required();
    reset->add_option("--identity", identity_,
                      tr("How it was checked who asks: known, school_id, id_card or in your own words"));
    reset->add_option("--asked-by", asked_by_, tr("self, or guardian for a young pupil"))
        ->check(CLI::IsMember({"self", "guardian"}));
    reset->add_flag("--password-stdin", password_stdin_, tr("Read the password from standard input"));
    reset->callback([this, &outcome] { outcome = reset_password(); });
}

void PersonCommands::wire_views(CLI::App& noun, ExitCode& outcome)
{
    CLI::App* list = noun.add_subcommand("list", tr("List people"));
    list->add_option("--role", role_, tr("Only this role"))->check(is_role());
    list->add_option("--class", class_, tr("Only members of this class"));
    list->callback([this, &outcome] { outcome = this->list(); });

    CLI::App* show = noun.add_subcommand("show", tr("Show a person"));
    show->add_option("login", login_, tr("Who"))->required();
    show->callback([this, &outcome] { outcome = this->show(); });
}

ExitCode PersonCommands::add()
{
    NewPerson person;
    person.role = *core::role_from(role_);
    person.given = given_;
    person.surname = surname_;
    person.login = login_;
    person.classes = classes_;
    auto consents = consents_of(form_, consent_for_);
    if (!consents)
        return session_.refuse(consents.error());

    person.consents = std::move(*consents);
    const auto leaves = time_from(leaves_);
    if (!leaves)
        return session_.refuse(leaves.error());

    person.leaves = *leaves;
    if (password_stdin_) {
        auto password = session_.password_from_input();
        if (!password)
            return session_.refuse(password.error());

        person.password = std::move(*password);
    }
    return session_.ask_and_say(Method::post, path_of({"people"}), to_json(person), show_access);
}

ExitCode PersonCommands::edit()
{
    boost::json::object change;
    if (!role_.empty())
        change["role"] = role_;
    if (!given_.empty())
        change["given"] = given_;
    if (!surname_.empty())
        change["surname"] = surname_;
    if (leaves_ == "never") {
        change["leaves"] = nullptr;
    } else if (!leaves_.empty()) {
        const auto leaves = time_from(leaves_);
        if (!leaves)
            return session_.refuse(leaves.error());

        change["leaves"] = (*leaves)->time_since_epoch().count();
    }
    if (change.empty())
        return session_.refuse(
            {base::Errc::malformed, tr("say what to change: --role, --given, --surname, --leaves")});

    return session_.ask_and_say(Method::patch, path_of({"people", login_}), change, show_person);
}

ExitCode PersonCommands::remove()
{
    const std::string path = path_of({"people", login_});
    if (dry_run_)
        return session_.ask_and_say(Method::get, path, nullptr, [](const auto& person) {
            return show_person(person) + '\n' +
                   tr("Would erase mailbox, home folder, key and account. The addresses are never given "
                      "again.") +
                   '\n';
        });

    if (const auto sure = confirm(session_, yes_, fill("Erase {} with mailbox and home folder?", login_));
        !sure)
        return session_.refuse(sure.error());

    return session_.ask_and_say(Method::remove, path, nullptr,
                                [this](const auto&) { return fill("{} is erased.", login_) + '\n'; });
}

ExitCode PersonCommands::list()
{
    const auto people = session_.api.ask(Method::get, path_of({"people"}));
    if (!people)
        return session_.refuse(people.error());

    if (session_.json)
        return session_.say(choose_people(*people, role_, class_), {});

    return session_.say({}, show_people(*people, role_, class_));
}

ExitCode PersonCommands::show()
{
    return session_.ask_and_say(Method::get, path_of({"people", login_}), nullptr, show_person);
}

ExitCode PersonCommands::lock()
{
    boost::json::object sanction{{"reason", reason_}};
    for (const auto& [key, text] : {std::pair{"until", &until_}, std::pair{"from", &from_}}) {
        const auto time = time_from(*text);
        if (!time)
            return session_.refuse(time.error());
        if (*time)
            sanction[key] = (*time)->time_since_epoch().count();
    }
    if (restrict_)
        sanction["restrict"] = true;
    return session_.ask_and_say(
        Method::post, path_of({"people", login_, "lock"}), sanction, [this](const auto&) {
            if (!from_.empty())
                return fill("{} will be locked from {} on.", login_, from_) + '\n';
            return (restrict_ ? fill("{} is restricted.", login_) : fill("{} is locked.", login_)) + '\n';
        });
}

ExitCode PersonCommands::unlock()
{
    return session_.ask_and_say(Method::post, path_of({"people", login_, "unlock"}), nullptr,
                                [this](const auto&) { return fill("{} is unlocked.", login_) + '\n'; });
}

/// Who forgot a password asks in person; the new one must be changed at the next log-on (promise P22).
ExitCode PersonCommands::reset_password()
{
    boost::json::object body;
    if (!identity_.empty())
        body["identity"] = identity_;
    if (!asked_by_.empty())
        body["asked_by"] = asked_by_;
    if (password_stdin_) {
        auto password = session_.password_from_input();
        if (!password)
            return session_.refuse(password.error());

        body["password"] = *password;
    }
    return session_.ask_and_say(Method::post, path_of({"people", login_, "reset-password"}), body,
                                show_access);
}

} // namespace pedell::cli
