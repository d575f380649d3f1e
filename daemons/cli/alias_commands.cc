// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/alias_commands.h"

#include "daemons/cli/bulk.h"
#include "daemons/cli/table.h"
#include "daemons/cli/text.h"

#include <CLI/Option.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value_from.hpp>

namespace pedell::cli
{

AliasCommands::AliasCommands(CLI::App& app, Session& session, ExitCode& outcome) : session_(session)
{
    CLI::App* noun = app.add_subcommand("alias", tr("Further addresses"));
    noun->require_subcommand(1);

    CLI::App* add =
        noun->add_subcommand("add", tr("Let an address lead to people, classes or other addresses"));
    add->add_option("name", name_, tr("The part before the @"))->required();
    add->add_option("targets", targets_, tr("person:LOGIN, class:NAME or an address"))->required();
    add->callback([this, &outcome] { outcome = this->add(); });

    CLI::App* remove = noun->add_subcommand("remove", tr("Take an address away"));
    remove->add_option("name", name_, tr("The part before the @"))->required();
    remove->add_flag("--dry-run", dry_run_, tr("Only say what would be done"));
    remove->callback([this, &outcome] { outcome = this->remove(); });

    noun->add_subcommand("list", tr("List all of them"))->callback([this, &outcome] { outcome = list(); });

    CLI::App* import = noun->add_subcommand("import", tr("Make addresses from a CSV file (name,targets)"));
    import->add_option("file", file_, tr("CSV file"))->required();
    import->add_flag("--dry-run", dry_run_, tr("Only say what would be done"));
    import->callback([this, &outcome] { outcome = import_aliases(session_, file_, dry_run_); });
}

ExitCode AliasCommands::add()
{
    return session_.ask_and_say(
        Method::post, path_of({"aliases"}),
        boost::json::object{{"name", name_}, {"targets", boost::json::value_from(targets_)}},
        [this](const auto&) { return fill("{} leads to {}.", name_, cli::join(targets_)) + '\n'; });
}

ExitCode AliasCommands::remove()
{
    if (dry_run_)
        return session_.say(boost::json::object{{"name", name_}},
                            fill("Would take the address {} away.", name_) + '\n');

    return session_.ask_and_say(Method::remove, path_of({"aliases", name_}), nullptr, [this](const auto&) {
        return fill("The address {} is gone; nobody else gets it.", name_) + '\n';
    });
}

ExitCode AliasCommands::list()
{
    return session_.ask_and_say(Method::get, path_of({"aliases"}), nullptr, [](const auto& aliases) {
        Table table({tr("NAME"), tr("LEADS TO")});
        if (const auto* list = aliases.if_array()) {
            for (const auto& one : *list)
                table.add({text_of(one, "name"), cli::join(texts_of(one, "targets"))});
        }
        return table.text();
    });
}

} // namespace pedell::cli
