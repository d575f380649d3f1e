// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/module_commands.h"

#include "daemons/cli/confirm.h"
#include "daemons/cli/module_text.h"
#include "daemons/cli/text.h"
#include "daemons/cli/time_text.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>
#include <boost/json/object.hpp>
#include <chrono>

namespace pedell::cli
{

ModuleCommands::ModuleCommands(CLI::App& app, Session& session, ExitCode& outcome) : session_(session)
{
    CLI::App* noun = app.add_subcommand("module", tr("Modules: which services the school has opened"));
    noun->require_subcommand(1);

    CLI::App* list = noun->add_subcommand("list", tr("What is open, as a text to be handed on"));
    list->callback([this, &outcome] { outcome = this->list(); });

    const auto with_whom = [this](CLI::App* command) {
        command->add_option("service", service_, tr("logon, mail, home or class"))
            ->required()
            ->check(CLI::IsMember({"logon", "mail", "home", "class"}));
        CLI::Option* role = command->add_option("--role", role_, tr("Only for this role"))
                                ->check(CLI::IsMember({"pupil", "teacher", "staff", "head", "administrator",
                                                       "guardian", "guest", "device"}));
        CLI::Option* school_class = command->add_option("--class", class_, tr("Only for this class"));
        CLI::Option* person = command->add_option("--person", person_, tr("Only for this person (login)"));
        role->excludes(school_class)->excludes(person);
        school_class->excludes(person);
        command->add_flag("--dry-run", dry_run_, tr("Only say how many people it touches"));
        command->add_flag("--yes", yes_, tr("Do not ask"));
    };
    CLI::App* enable = noun->add_subcommand("enable", tr("Open a service"));
    with_whom(enable);
    enable->callback([this, &outcome] { outcome = change(true); });
    CLI::App* disable = noun->add_subcommand("disable", tr("Close a service, at once"));
    with_whom(disable);
    disable->callback([this, &outcome] { outcome = change(false); });
    CLI::App* reset =
        noun->add_subcommand("reset", tr("Take a switch away: the next wider one counts again"));
    with_whom(reset);
    reset->callback([this, &outcome] { outcome = change(nullptr); });
}

const char* ModuleCommands::scope() const
{
    if (!role_.empty())
        return "role";
    if (!class_.empty())
        return "class";
    return person_.empty() ? "school" : "person";
}

const std::string& ModuleCommands::whose() const
{
    if (!role_.empty())
        return role_;
    return class_.empty() ? person_ : class_;
}

ExitCode ModuleCommands::list()
{
    return session_.ask_and_say(Method::get, path_of({"modules"}), nullptr, [](const auto& modules) {
        constexpr std::size_t day = 10; // of "2026-07-31 13:00"
        const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
        return show_modules(modules, show_time(now).substr(0, day));
    });
}

base::Result<boost::json::value> ModuleCommands::ask_preview(const boost::json::value& open)
{
    return session_.api.ask(
        Method::post, path_of({"modules:preview"}),
        boost::json::object{{"service", service_}, {"scope", scope()}, {"whose", whose()}, {"open", open}});
}

ExitCode ModuleCommands::preview(const boost::json::value& open)
{
    const auto answer = ask_preview(open);
    if (!answer)
        return session_.refuse(answer.error());

    return session_.say(*answer, show_preview(*answer));
}

base::Result<> ModuleCommands::ask_for_the_school(const boost::json::value& open)
{
    if (yes_ || !whose().empty())
        return {};

    const auto answer = ask_preview(open);
    if (!answer)
        return std::unexpected(answer.error());

    return confirm(session_, yes_, show_preview(*answer) + tr("This is for the whole school. Go on?"),
                   tr("this is for the whole school; confirm it with --yes"));
}

ExitCode ModuleCommands::change(const boost::json::value& open)
{
    if (dry_run_)
        return preview(open);
    if (const auto sure = ask_for_the_school(open); !sure)
        return session_.refuse(sure.error());

    const bool reset = open.is_null();
    const std::string path = whose().empty() ? path_of({"modules", service_, "school"})
                                             : path_of({"modules", service_, scope(), whose()});
    const boost::json::value body = reset ? boost::json::value() : boost::json::object{{"open", open}};
    return session_.ask_and_say(reset ? Method::remove : Method::put, path, body, [&](const auto& answer) {
        const auto* changed = field_of(answer, "changed").if_bool();
        return changed != nullptr && !*changed ? std::string(tr("It was so already.")) + '\n'
                                               : fill("Done for {}.", show_scope(scope(), whose())) + '\n';
    });
}

} // namespace pedell::cli
