// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/consent_commands.h"

#include "core/expiry.h"
#include "daemons/cli/forms.h"
#include "daemons/cli/person_text.h"
#include "daemons/cli/text.h"
#include "daemons/cli/time_text.h"
#include "settings/school_toml.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>
#include <chrono>
#include <filesystem>

namespace pedell::cli
{
namespace
{

/// The school's own day; the default where this machine is not set up yet.
base::Result<std::chrono::month_day> school_year_ends()
{
    std::error_code unreadable;
    if (!std::filesystem::exists(settings::school_file, unreadable)) {
        // Not of a temporary: g++ 14 with -O2 warns of its unused sets.
        const core::School fresh;
        return fresh.school_year_ends;
    }

    const auto school = settings::load_school(settings::school_file);
    if (!school)
        return base::fail(base::Errc::malformed,
                          school.error().empty() ? settings::school_file : school.error().front().text());

    return school->school_year_ends;
}

} // namespace

ConsentCommands::ConsentCommands(CLI::App& app, Session& session, ExitCode& outcome) : session_(session)
{
    CLI::App* noun = app.add_subcommand("consent", tr("Consents: what the signed forms say"));
    noun->require_subcommand(1);
    const auto with_purpose = [this](CLI::App* command) {
        command->add_option("login", login_, tr("Whose"))->required();
        command->add_option("purpose", purpose_, tr("use or evaluation"))
            ->required()
            ->check(CLI::IsMember({"use", "evaluation"}));
    };

    CLI::App* record = noun->add_subcommand("record", tr("Record a consent"));
    with_purpose(record);
    record->add_option("--form", form_, tr("Version of the signed form"))->required();
    record->add_option("--channel", channel_, tr("Only in_school or from_home; otherwise both"))
        ->check(CLI::IsMember({"in_school", "from_home"}));
    record->add_option("--given", given_, tr("From when it counts, if not from now"));
    record->add_option("--signed", signed_, tr("The day on the form, like 2026-09-01"));
    record->add_option("--expires", expires_,
                       tr("When it ends by itself: a time, school-year or 18:BIRTHDAY (not kept)"));
    record->callback([this, &outcome] { outcome = this->record(); });

    CLI::App* revoke = noun->add_subcommand("revoke", tr("Revoke a consent: the access closes at once"));
    with_purpose(revoke);
    revoke->add_option("--channel", channel_, tr("Only in_school or from_home; otherwise both"))
        ->check(CLI::IsMember({"in_school", "from_home"}));
    revoke->callback([this, &outcome] { outcome = this->revoke(); });

    CLI::App* list = noun->add_subcommand("list", tr("All consents of a person, with their history"));
    list->add_option("login", login_, tr("Whose"))->required();
    list->callback([this, &outcome] { outcome = this->list(); });

    CLI::App* import = noun->add_subcommand("import", tr("Record the returned forms of a CSV file"));
    import->add_option("file", file_, tr("CSV file"))->required();
    import->add_flag("--dry-run", dry_run_, tr("Only say what would be done"));
    import->callback([this, &outcome] { outcome = this->import(); });
}

ExitCode ConsentCommands::record()
{
    auto consents = consents_of(form_, {channel_.empty() ? purpose_ : purpose_ + ':' + channel_});
    if (!consents)
        return session_.refuse(consents.error());

    if (const auto read = read_times(*consents); !read)
        return session_.refuse(read.error());

    const std::string path = path_of({"people", login_, "consents"});
    for (std::size_t i = 0; i + 1 < consents->size(); ++i) {
        if (const auto answer = session_.api.ask(Method::post, path, to_json((*consents)[i])); !answer)
            return session_.refuse(answer.error());
    }
    return session_.ask_and_say(Method::post, path, to_json(consents->back()), show_person);
}

base::Result<> ConsentCommands::read_times(std::vector<NewConsent>& consents) const
{
    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    std::optional<core::Time> given;
    std::optional<core::Time> signed_on;
    std::optional<core::Time> expires;
    if (!given_.empty()) {
        const auto time = parse_time(given_, now);
        if (!time)
            return std::unexpected(time.error());
        given = *time;
    }
    if (!signed_.empty()) {
        const auto day = core::day_from(signed_);
        if (!day)
            return base::fail(base::Errc::malformed, tr("--signed: expected a day, like 2026-09-01"));
        signed_on = begin_of(*day);
    }
    if (!expires_.empty()) {
        const auto ends = school_year_ends();
        const auto time = ends ? parse_expiry(expires_, now, *ends) : std::unexpected(ends.error());
        if (!time)
            return std::unexpected(time.error());
        expires = *time;
    }
    for (NewConsent& consent : consents) {
        consent.given = given;
        consent.signed_on = signed_on;
        consent.expires = expires;
    }
    return {};
}

ExitCode ConsentCommands::revoke()
{
    const std::string path = channel_.empty() ? path_of({"people", login_, "consents", purpose_})
                                              : path_of({"people", login_, "consents", purpose_, channel_});
    return session_.ask_and_say(Method::remove, path, nullptr, show_person);
}

ExitCode ConsentCommands::import()
{
    const auto ends = school_year_ends();
    if (!ends)
        return session_.refuse(ends.error());

    return import_forms(session_, file_, dry_run_, *ends);
}

ExitCode ConsentCommands::list()
{
    return session_.ask_and_say(Method::get, path_of({"people", login_, "consents"}), nullptr, show_consents);
}

} // namespace pedell::cli
