// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/certificate_commands.h"

#include "daemons/cli/text.h"

#include <utility>

namespace pedell::cli
{

CertificateCommands::CertificateCommands(CLI::App& app, Session& session, ExitCode& outcome, Renew renew)
    : renew_(std::move(renew))
{
    CLI::App* noun = app.add_subcommand("certificates", tr("The certificate of this server"));
    noun->require_subcommand(1);
    CLI::App* verb = noun->add_subcommand(
        "renew", tr("Renew it where it ends soon, or take the school's new one; no session is lost"));
    verb->add_flag("--dry-run", dry_run_, tr("Only say what would be done"));
    verb->callback(
        [this, &session, &outcome] { outcome = static_cast<ExitCode>(renew_(dry_run_, session.json)); });
}

} // namespace pedell::cli
