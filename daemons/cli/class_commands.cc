// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/class_commands.h"

#include "daemons/cli/bulk.h"
#include "daemons/cli/confirm.h"
#include "daemons/cli/table.h"
#include "daemons/cli/text.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <format>

namespace pedell::cli
{
namespace
{

/// The kinds by their wire names; shown by tr().
[[maybe_unused]] constexpr const char* kinds[] = {mark("class"), mark("course"), mark("group")};

std::string line_of(const boost::json::value& one)
{
    return text_of(one, "name") + '\n';
}

} // namespace

ClassCommands::ClassCommands(CLI::App& app, Session& session, ExitCode& outcome) : session_(session)
{
    CLI::App* noun = app.add_subcommand("class", tr("Classes, courses and working groups"));
    noun->require_subcommand(1);
    const auto verb = [&](const char* name, const char* help, ExitCode (ClassCommands::*action)()) {
        CLI::App* command = noun->add_subcommand(name, help);
        command->callback([this, &outcome, action] { outcome = (this->*action)(); });
        return command;
    };
    const auto with_name = [&](CLI::App* command) {
        command->add_option("name", name_, tr("Name of the class: also its folder"))->required();
        return command;
    };

    with_name(verb("add", tr("Make a class and its folder"), &ClassCommands::add))
        ->add_option("--kind", kind_, tr("class, course or group"))
        ->check(CLI::IsMember({"class", "course", "group"}));
    with_name(
        verb("rename", tr("Give a class another name; its folder goes with it"), &ClassCommands::rename))
        ->add_option("new-name", new_name_, tr("The new name"))
        ->required();
    CLI::App* remove =
        with_name(verb("remove", tr("Erase a class with its folder and key"), &ClassCommands::remove));
    remove->add_flag("--dry-run", dry_run_, tr("Only say what would be done"));
    remove->add_flag("--yes", yes_, tr("Do not ask"));
    with_name(verb("join", tr("Make people members"), &ClassCommands::join))
        ->add_option("logins", logins_, tr("Who"))
        ->required();
    with_name(verb("leave", tr("End memberships"), &ClassCommands::leave))
        ->add_option("logins", logins_, tr("Who"))
        ->required();
    verb("list", tr("List all classes"), &ClassCommands::list);
    with_name(verb("show", tr("Show a class and its members"), &ClassCommands::show));

    CLI::App* import = noun->add_subcommand("import", tr("Make classes from a CSV file (name,kind)"));
    import->add_option("file", file_, tr("CSV file"))->required();
    import->add_flag("--dry-run", dry_run_, tr("Only say what would be done"));
    import->callback([this, &outcome] { outcome = import_classes(session_, file_, dry_run_); });
}

ExitCode ClassCommands::add()
{
    return session_.ask_and_say(Method::post, path_of({"classes"}),
                                boost::json::object{{"name", name_}, {"kind", kind_}}, line_of);
}

ExitCode ClassCommands::rename()
{
    return session_.ask_and_say(Method::patch, path_of({"classes", name_}),
                                boost::json::object{{"name", new_name_}}, line_of);
}

ExitCode ClassCommands::remove()
{
    const std::string path = path_of({"classes", name_});
    if (dry_run_)
        return session_.ask_and_say(Method::get, path, nullptr, [this](const auto&) {
            return fill("Would erase the folder klassen/{} with everything in it.", name_) + '\n';
        });

    if (const auto sure = confirm(session_, yes_, fill("Erase {} and all files of its folder?", name_));
        !sure)
        return session_.refuse(sure.error());

    return session_.ask_and_say(Method::remove, path, nullptr,
                                [this](const auto&) { return fill("{} is erased.", name_) + '\n'; });
}

ExitCode ClassCommands::join()
{
    return change_members(Method::put);
}

ExitCode ClassCommands::leave()
{
    return change_members(Method::remove);
}

ExitCode ClassCommands::change_members(Method method)
{
    for (const std::string& login : logins_) {
        const auto answer = session_.api.ask(method, path_of({"classes", name_, "members", login}));
        if (!answer)
            return session_.refuse(answer.error());
    }
    const boost::json::object done{{"class", name_}, {"count", logins_.size()}};
    return session_.say(done, fill("{}: {} memberships changed.", name_, logins_.size()) + '\n');
}

ExitCode ClassCommands::list()
{
    return session_.ask_and_say(Method::get, path_of({"classes"}), nullptr, [](const auto& classes) {
        Table table({tr("NAME"), tr("KIND"), tr("MEMBERS")});
        if (const auto* list = classes.if_array()) {
            for (const auto& one : *list)
                table.add({text_of(one, "name"), tr(text_of(one, "kind").c_str()),
                           std::to_string(texts_of(one, "members").size())});
        }
        return table.text();
    });
}

ExitCode ClassCommands::show()
{
    return session_.ask_and_say(Method::get, path_of({"classes", name_}), nullptr, [](const auto& one) {
        return std::format("{} ({})\n{}\n", text_of(one, "name"), tr(text_of(one, "kind").c_str()),
                           cli::join(texts_of(one, "members"), "\n"));
    });
}

} // namespace pedell::cli
