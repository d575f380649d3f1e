// SPDX-License-Identifier: GPL-3.0-or-later
// pedell: what a technician types. A client of pedelld's API; `setup` and `doctor` work without it.
#include "daemons/cli/access_commands.h"
#include "daemons/cli/alias_commands.h"
#include "daemons/cli/approval_commands.h"
#include "daemons/cli/certificate_commands.h"
#include "daemons/cli/class_commands.h"
#include "daemons/cli/consent_commands.h"
#include "daemons/cli/files_commands.h"
#include "daemons/cli/grant_commands.h"
#include "daemons/cli/guesses_commands.h"
#include "daemons/cli/letters_commands.h"
#include "daemons/cli/login_commands.h"
#include "daemons/cli/module_commands.h"
#include "daemons/cli/person_commands.h"
#include "daemons/cli/report_commands.h"
#include "daemons/cli/scan_commands.h"
#include "daemons/cli/system_commands.h"
#include "daemons/cli/text.h"
#include "daemons/cli/token_file.h"
#include "daemons/cli/update_commands.h"
#include "daemons/setup/renewal.h"
#include "daemons/setup/setup.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <csignal>
#include <iostream>
#include <string>
#include <unistd.h>

namespace cli = pedell::cli;

namespace
{

/// CLI11's own exit codes become the house's: help is no failure, everything else is wrong use.
int finish_parsing(const CLI::App& app, const CLI::ParseError& error)
{
    return app.exit(error) == 0 ? 0 : static_cast<int>(cli::ExitCode::usage);
}

int renew(bool dry_run, bool json)
{
    pedell::setup::Options options;
    options.dry_run = dry_run;
    options.json = json;
    return pedell::setup::renew_certificates(options);
}

int set_up(const cli::SetUpChoice& choice, bool json)
{
    pedell::setup::Options options;
    options.dry_run = choice.dry_run;
    options.image = choice.image;
    options.json = json;
    return pedell::setup::run(options);
}

} // namespace

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    cli::choose_language();

    const auto token = cli::token_path();
    cli::ApiClient api(token ? cli::read_token(*token) : std::nullopt);
    cli::Session session{api,
                         std::cin,
                         std::cout,
                         std::cerr,
                         false,
                         ::isatty(STDERR_FILENO) == 1,
                         ::isatty(STDIN_FILENO) == 1};
    cli::ExitCode outcome = cli::ExitCode::ok;

    CLI::App app(cli::tr("Pedell, the school's caretaker"), "pedell");
    app.require_subcommand(1);
    app.fallthrough();
    app.add_flag("--json", session.json, cli::tr("Answer with one JSON value"));
    app.set_version_flag("--version", PEDELL_VERSION);
    app.set_help_flag("-h,--help", cli::tr("Show this help"));

    cli::SystemCommands system(app, session, outcome, set_up);
    cli::CertificateCommands certificates(app, session, outcome, renew);
    cli::ReportCommands report(app, session, outcome);
    cli::LoginCommands login(app, session, outcome, token);
    cli::ApprovalCommands approval(app, session, outcome);
    cli::PersonCommands person(app, session, outcome);
    cli::ClassCommands school_class(app, session, outcome);
    cli::AliasCommands alias(app, session, outcome);
    cli::ConsentCommands consent(app, session, outcome);
    cli::ModuleCommands module(app, session, outcome);
    cli::AccessCommands access(app, session, outcome);
    cli::LettersCommands letters(app, session, outcome, cli::real_press());
    cli::GuessesCommands guesses(app, session, outcome);
    cli::ScanCommands scan(app, session, outcome);
    cli::GrantCommands grant(app, session, outcome, cli::send_by_postfix);
    cli::FilesCommands files(app, session, outcome);
    cli::UpdateCommands update(app, session, outcome, cli::real_update_desk());
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return finish_parsing(app, error);
    }
    std::cout.flush();
    return std::cout ? static_cast<int>(outcome) : static_cast<int>(cli::ExitCode::failed);
}
