// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/update_commands.h"

#include "daemons/cli/confirm.h"
#include "daemons/cli/text.h"
#include "daemons/cli/time_text.h"
#include "daemons/cli/update_text.h"
#include "daemons/update/apply.h"
#include "daemons/update/rollback.h"
#include "daemons/update/state.h"
#include "settings/school_toml.h"

#include <CLI/Option.hpp>
#include <boost/json/object.hpp>
#include <iostream>
#include <unistd.h>
#include <utility>

namespace pedell::cli
{
namespace
{

core::School settings_or_defaults()
{
    auto school = settings::load_school(settings::school_file);
    return school ? std::move(*school) : core::School();
}

/// Those of failures that nobody was told of.
std::vector<update::Failure> untold(const update::State& state)
{
    auto failures = state.failures();
    std::erase_if(failures, [](const update::Failure& failure) { return failure.told; });
    return failures;
}

} // namespace

UpdateDesk real_update_desk()
{
    return {.host = update::this_host(),
            .machine = [] { return settings_or_defaults().machine; },
            .domain = [] { return settings_or_defaults().domain; },
            .root = ::geteuid() == 0,
            .sendmail = send_by_postfix};
}

UpdateCommands::UpdateCommands(CLI::App& app, Session& session, ExitCode& outcome, UpdateDesk desk)
    : session_(session), desk_(std::move(desk))
{
    add_update(app, outcome);
    CLI::App* reset = app.add_subcommand(
        "factory-reset",
        tr("Erase the school and begin anew with the school.toml of the ESP; the version stays"));
    reset->add_option("--domain", domain_, tr("The school's domain, as confirmation for scripts"));
    reset->add_flag("--dry-run", dry_run_, tr("Only say what would be done"));
    reset->callback([this, &outcome] { outcome = factory_reset(); });
}

void UpdateCommands::add_update(CLI::App& app, ExitCode& outcome)
{
    CLI::App* noun = app.add_subcommand("update", tr("Versions of the system: fetch, try, take back"));
    noun->require_subcommand(1);
    const char* const from = mark("A folder, or the device of a USB stick, instead of the server");
    const char* const now = mark("Restart at once, not at the time that school.toml allows");
    const char* const dry_run = mark("Only say what would be done");

    CLI::App* look = noun->add_subcommand("check", tr("Is there a newer version?"));
    look->add_option("--from", from_, tr(from));
    look->callback([this, &outcome] { outcome = check(); });

    CLI::App* take =
        noun->add_subcommand("apply", tr("Write a newer version into the other slot and plan the restart"));
    take->add_option("version", version_, tr("This version, not the newest"));
    take->add_option("--from", from_, tr(from));
    take->add_flag("--downgrade", downgrade_, tr("Also an older version"));
    take->add_flag("--again", again_, tr("Also a version that failed here"));
    take->add_flag("--now", now_, tr(now));
    take->add_flag("--dry-run", dry_run_, tr(dry_run));
    take->callback([this, &outcome] { outcome = apply(); });

    noun->add_subcommand("status", tr("What runs, what waits, what failed"))->callback([this, &outcome] {
        outcome = status();
    });

    CLI::App* back = noun->add_subcommand("rollback", tr("Go back to the version before"));
    back->add_flag("--now", now_, tr(now));
    back->add_flag("--yes", yes_, tr("Do not ask"));
    back->add_flag("--dry-run", dry_run_, tr(dry_run));
    back->callback([this, &outcome] { outcome = rollback(); });

    CLI::App* tell = noun->add_subcommand("report", tr("What failed and was not told yet"));
    tell->add_flag("--mail", mail_, tr("Send it to every administrator"));
    tell->callback([this, &outcome] { outcome = report(); });
}

base::Result<> UpdateCommands::may() const
{
    if (const auto running = update::running_version(desk_.host); !running)
        return std::unexpected(running.error());
    if (!desk_.root)
        return base::fail(base::Errc::denied, tr("as root only: sudo pedell ..."));
    return {};
}

ExitCode UpdateCommands::check()
{
    if (const auto allowed = may(); !allowed)
        return session_.refuse(allowed.error());

    const auto source = update::source_of(desk_.host, desk_.machine(), from_);
    if (!source)
        return session_.refuse(source.error());

    const auto found = update::check_for_update(desk_.host, **source);
    return found ? session_.say(*found, show_update_check(*found)) : session_.refuse(found.error());
}

ExitCode UpdateCommands::apply()
{
    if (const auto allowed = may(); !allowed)
        return session_.refuse(allowed.error());

    const core::Machine machine = desk_.machine();
    const auto source = update::source_of(desk_.host, machine, from_);
    if (!source)
        return session_.refuse(source.error());

    update::ApplyOptions options{
        .wish = {.version = {}, .downgrade = downgrade_, .again = again_}, .dry_run = dry_run_, .now = now_};
    if (!version_.empty())
        options.wish.version = version_;

    using Mode = update::Progress::Mode;
    const Mode mode = session_.json ? Mode::silent : session_.progress_bar ? Mode::bar : Mode::lines;
    update::Progress progress(session_.err, mode, update::apply_stages);
    const auto done = update::apply_update(desk_.host, machine, **source, options, progress);
    return done ? session_.say(*done, show_update_applied(*done)) : session_.refuse(done.error());
}

ExitCode UpdateCommands::status()
{
    if (const auto allowed = may(); !allowed)
        return session_.refuse(allowed.error());

    const auto summary = update::State(desk_.host).summary();
    return session_.say(summary, show_update_status(summary));
}

ExitCode UpdateCommands::rollback()
{
    if (const auto allowed = may(); !allowed)
        return session_.refuse(allowed.error());

    const auto way = update::find_way_back(desk_.host);
    if (!way)
        return session_.refuse(way.error());

    boost::json::object done{{"version", way->from.version}, {"to", way->to.version}, {"dry_run", dry_run_}};
    if (dry_run_)
        return session_.say(done, fill("Version {} would start instead of {}; nothing was done.",
                                       way->to.version, way->from.version) +
                                      '\n');

    const auto sure = confirm(
        session_, yes_,
        fill("Go back from {} to {}? What the school did since stays.", way->from.version, way->to.version));
    if (!sure)
        return session_.refuse(sure.error());

    const auto at = update::go_back(desk_.host, desk_.machine(), *way, now_);
    if (!at)
        return session_.refuse(at.error());

    done["restart"] = at->time_since_epoch().count();
    return session_.say(done, fill("Version {} starts at {}.", way->to.version, show_time(*at)) + '\n');
}

ExitCode UpdateCommands::report()
{
    if (const auto allowed = may(); !allowed)
        return session_.refuse(allowed.error());

    const update::State state(desk_.host);
    const auto failures = untold(state);
    const auto summary = state.summary();
    if (failures.empty())
        return session_.say(boost::json::object{{"sent", 0}},
                            std::string(tr("There is nothing to tell.")) + '\n');
    if (!mail_)
        return session_.say(summary, update_report(summary));

    const ExitCode sent =
        mail_administrators(session_, desk_.sendmail, "Pedell: Update zurueckgenommen / update taken back",
                            update_report(summary));
    if (sent != ExitCode::ok)
        return sent;

    for (update::Failure failure : failures) {
        failure.told = true;
        if (const auto noted = state.note_failure(failure); !noted)
            return session_.refuse(noted.error());
    }
    return ExitCode::ok;
}

ExitCode UpdateCommands::factory_reset()
{
    if (const auto allowed = may(); !allowed)
        return session_.refuse(allowed.error());

    const std::string domain = desk_.domain();
    const std::string word = domain.empty() ? "pedell" : domain;
    if (dry_run_)
        return session_.say(
            boost::json::object{{"domain", word}, {"dry_run", true}},
            fill("All people, mails and files of {} would be erased; nothing was done.", word) + '\n');

    std::string typed = domain_;
    if (typed.empty() && session_.interactive && !session_.json) {
        session_.err
            << fill("All people, mails and files of {} will be erased, keys included: no backup of this "
                    "machine can be read without them. To go on, type {}:",
                    word, word)
            << ' ' << std::flush;
        std::getline(session_.in, typed);
    } else if (typed.empty()) {
        return session_.refuse(
            {base::Errc::malformed, fill("this cannot be undone; confirm it with --domain {}", word)});
    }
    if (typed != word)
        return session_.refuse({base::Errc::conflict, tr("nothing was done")});

    if (const auto reset = update::reset_to_factory(desk_.host); !reset)
        return session_.refuse(reset.error());
    return session_.say(boost::json::object{{"domain", word}, {"dry_run", false}},
                        std::string(tr("The machine restarts and begins anew.")) + '\n');
}

} // namespace pedell::cli
