// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/access_commands.h"

#include "daemons/cli/access_text.h"
#include "daemons/cli/text.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>

namespace pedell::cli
{

AccessCommands::AccessCommands(CLI::App& app, Session& session, ExitCode& outcome) : session_(session)
{
    CLI::App* noun = app.add_subcommand("access", tr("Access: who may use what, and why"));
    noun->require_subcommand(1);
    CLI::App* explain =
        noun->add_subcommand("explain", tr("Say the one reason for each service, and what can be done"));
    explain->add_option("person", who_, tr("Login, or number as 17 or #17, also of somebody erased"))
        ->required();
    explain->add_option("service", service_, tr("Only logon, mail, home or class"))
        ->check(CLI::IsMember({"logon", "mail", "home", "class"}));
    explain->callback([this, &outcome] { outcome = this->explain(); });
}

ExitCode AccessCommands::explain()
{
    auto answer = session_.api.ask(Method::get, path_of({"people", who_, "access"}));
    if (!answer)
        return session_.refuse(answer.error());

    const auto chosen = choose_answers(std::move(*answer), service_);
    return session_.say(chosen, show_explanation(chosen));
}

} // namespace pedell::cli
