// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/consent_commands.h"

#include "daemons/cli/person_text.h"
#include "daemons/cli/text.h"
#include "daemons/cli/time_text.h"
#include "daemons/cli/wire.h"

#include <CLI/Option.hpp>
#include <CLI/Validators.hpp>
#include <chrono>

namespace pedell::cli
{

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
    record->add_option("--expires", expires_, tr("When it ends by itself"));
    record->callback([this, &outcome] { outcome = this->record(); });

    CLI::App* revoke = noun->add_subcommand("revoke", tr("Revoke a consent: the access closes at once"));
    with_purpose(revoke);
    revoke->callback([this, &outcome] { outcome = this->revoke(); });

    CLI::App* list = noun->add_subcommand("list", tr("All consents of a person, with their history"));
    list->add_option("login", login_, tr("Whose"))->required();
    list->callback([this, &outcome] { outcome = this->list(); });
}

ExitCode ConsentCommands::record()
{
    auto consents = consents_of(form_, {channel_.empty() ? purpose_ : purpose_ + ':' + channel_});
    if (!consents)
        return session_.refuse(consents.error());

    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
    for (auto [text, member] :
         {std::pair{&given_, &NewConsent::given}, std::pair{&expires_, &NewConsent::expires}}) {
        if (text->empty())
            continue;

        const auto time = parse_time(*text, now);
        if (!time)
            return session_.refuse(time.error());

        for (NewConsent& consent : *consents)
            consent.*member = *time;
    }

    const std::string path = path_of({"people", login_, "consents"});
    for (std::size_t i = 0; i + 1 < consents->size(); ++i) {
        if (const auto answer = session_.api.ask(Method::post, path, to_json((*consents)[i])); !answer)
            return session_.refuse(answer.error());
    }
    return session_.ask_and_say(Method::post, path, to_json(consents->back()), show_person);
}

ExitCode ConsentCommands::revoke()
{
    return session_.ask_and_say(Method::remove, path_of({"people", login_, "consents", purpose_}), nullptr,
                                show_person);
}

ExitCode ConsentCommands::list()
{
    return session_.ask_and_say(Method::get, path_of({"people", login_, "consents"}), nullptr, show_consents);
}

} // namespace pedell::cli
